package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;

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

    /** So many elements in whole vectors. */
    int whole(int elements) {
        return Tiles.cover(elements, lanes) * lanes;
    }

    /** Lines of input of so many rows of tiles. */
    int lines(int count) {
        return count * form.outputs() + WinogradForm.WINDOW - 1;
    }

    /** Elements from one phase of all lines to the next. */
    int phase() {
        return whole(lines(rows) * (tiles + 1));
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
        return form.outputs() * phase();
    }

    /** Where transforms work. */
    int roomStart() {
        return 3 * phases() + 2 * lanes;
    }

    /** Where results begin. */
    int results() {
        return roomStart() + room;
    }

    /** Where a product's sums of a panel begin. */
    int sums(int panel, int product) {
        return results()
                + 2 * form.outputs() * form.outputs() * pitch()
                + (panel * form.products() + product) * sumStep();
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
