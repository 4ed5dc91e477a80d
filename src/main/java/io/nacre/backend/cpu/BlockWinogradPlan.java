package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.BlockTransform;
import io.nacre.tensor.Shape;

/**
 * How a Winograd convolution of channels in blocks is cut: a plane's tiles into rows and columns, and panels into chunks. A rule of
 * shapes alone. A thread's scratch memory holds the padded pixels of one block, room for transforms, the transformed input of
 * all blocks, and the sums of a panel.
 *
 * @param rows rows of tiles
 * @param columns of tiles
 * @param panels of results
 * @param inputs blocks of the input
 */
record BlockWinogradPlan(
        WinogradForm form, int lanes, int room, Pieces rows, Pieces columns, Pieces panels, int inputs) {
    /** How much slower than a convolution by the definition products of few channels are. */
    private static final double SHORT = 1.33;
    /** Elements of transformed input and sums that a core's own cache should hold. */
    private static final int CACHE = 48 * 1024;
    /** Tiles that keep any number of threads busy. */
    private static final int MANY = 8;
    /** Of transforming a vector of input, in multiply-adds of a product. */
    private static final double INPUT = 40;
    /** Of storing a vector of sums, and taking it back. */
    private static final double OUTPUT = 25;

    static BlockWinogradPlan of(
            WinogradForm form, BlockLoops loops, BlockTransform transform, Shape x, Shape w, Shape y) {
        int lanes = loops.lanes();
        int inputs = x.extent(1);
        int blocks = y.extent(1);
        int rows = Tiles.cover(y.extent(2), form.outputs());
        int columns = Tiles.cover(y.extent(3), form.outputs());
        int each = form.products() * lanes * (inputs + BlockPanels.PANEL);
        int tiles = Math.max(CACHE / each, loops.pixels());
        Pieces columnPieces = Pieces.ofAtMost(columns, tiles);
        Pieces rowPieces = Pieces.ofAtMost(rows, Math.max(tiles / columnPieces.size(), 1));
        int panels = Tiles.cover(blocks, BlockPanels.PANEL);
        int parts = y.extent(0) * rowPieces.count() * columnPieces.count();
        int chunks = parts >= MANY ? 1 : Tiles.cover(MANY, Math.max(parts, 1));
        Pieces panelPieces = Pieces.ofAtMost(panels, Tiles.cover(panels, Math.min(chunks, panels)));
        return new BlockWinogradPlan(form, lanes, transform.room(), rowPieces, columnPieces, panelPieces, inputs);
    }

    /** The estimated time for so many samples and blocks of results, in multiply-adds of a product. */
    double cost(int samples, int blocks) {
        double tiles = (double) rows.extent() * columns.extent() * samples;
        double weights =
                SHORT * inputs * lanes * blocks * Math.max(tiles, (double) BlockPlan.WEIGHT * samples * parts());
        double transforms = tiles * (inputs * panels.count() * INPUT + blocks * OUTPUT);
        return form.products() * lanes * (weights + transforms);
    }

    /** Tiles of a plane's pieces. */
    int parts() {
        return rows.count() * columns.count();
    }

    private int tiles() {
        return rows.size() * columns.size();
    }

    /** Elements from one line of padded pixels to the next. */
    int line() {
        return (columns.size() * form.outputs() + 2) * lanes;
    }

    /** Lines of pixels of so many rows of tiles. */
    int lines(int count) {
        return count * form.outputs() + 2;
    }

    int roomStart() {
        return lines(rows.size()) * line();
    }

    int inputStart() {
        return roomStart() + room;
    }

    /** Elements from one block's transformed input to the next one's. */
    int inputBlock() {
        return tiles() * lanes;
    }

    /** Elements from one product's input to the next one's: no multiple of what a cache's ways hold. */
    int inputStep() {
        return inputs * inputBlock() + lanes;
    }

    int sumStart() {
        return inputStart() + form.products() * inputStep();
    }

    /** Elements from one product's sums to the next one's. */
    int sumStep() {
        return BlockPanels.PANEL * inputBlock() + lanes;
    }

    /** Elements of scratch memory that each thread needs. */
    long scratch() {
        return sumStart() + (long) form.products() * sumStep();
    }
}
