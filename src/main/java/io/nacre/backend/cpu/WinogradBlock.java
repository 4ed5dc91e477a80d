package io.nacre.backend.cpu;

/**
 * Where things lie in the scratch memory of a thread that computes a block of Winograd tiles.
 *
 * @param rows of tiles, at most
 * @param tiles of a row, at most
 * @param channels of the input that one result sees
 * @param panelRows output channels of a panel
 * @param together panels that are computed at a time
 * @param lanes of a vector
 * @param room elements that transforms work in
 */
record WinogradBlock(
        WinogradForm form, int rows, int tiles, int channels, int panelRows, int together, int lanes, int room) {

    private int whole(int elements) {
        return Tiles.cover(elements, lanes) * lanes;
    }

    /** Lines of input. */
    int lines() {
        return lines(rows);
    }

    /** Lines of input of so many rows of tiles. */
    int lines(int count) {
        return count * form.outputs() + WinogradForm.WINDOW - 1;
    }

    /** Elements of one phase of a line: a tile reaches into the next one. */
    int phase() {
        return whole(tiles + 1);
    }

    /** Elements of a line, before it is split into phases and after. */
    int line() {
        return phase() * form.outputs();
    }

    /** Elements from one channel's transformed inputs to the next one's, or from one row of sums to the next. */
    int pitch() {
        return whole((rows - 1) * tiles + whole(tiles));
    }

    /** Elements from one product's inputs to the next one's: no multiple of what a cache's ways hold. */
    int inputStep() {
        return channels * pitch() + lanes;
    }

    /** Elements from one product's sums to the next one's. */
    int sumStep() {
        return panelRows * pitch() + lanes;
    }

    /** Where lines in phases begin. */
    int phases() {
        return lines() * line();
    }

    /** Where transforms work. */
    int roomStart() {
        return 2 * phases() + 2 * lanes;
    }

    /** Where a line of results of all tiles begins. */
    int results(int line) {
        return roomStart() + room + line * form.outputs() * pitch();
    }

    /** Where a product's sums of a panel begin. */
    int sums(int panel, int product) {
        return results(form.outputs()) + (panel * form.products() + product) * sumStep();
    }

    /** Where a product's inputs begin. */
    int inputs(int product) {
        return sums(together, 0) + product * inputStep();
    }

    /** Elements in all. */
    long elements() {
        return Math.addExact(inputs(0), (long) form.products() * inputStep());
    }
}
