package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * What a Winograd convolution costs, in multiply-adds of a product in panels. The constants are quotients of measured times.
 *
 * @param slices slices of all samples and groups
 * @param channels of the input that one result sees
 * @param panels of a group
 * @param rows output channels of a panel
 * @param lanes of a vector
 * @param wide vectors that are multiplied at once at best
 */
record WinogradCosts(WinogradForm form, long slices, int channels, int panels, int rows, int lanes, int wide) {
    /** Of transforming a tile's input by products, a lane. */
    private static final double INPUT = 60;
    /** Of taking a tile's sums back, a lane. */
    private static final double OUTPUT = 45;
    /** Of one product beside its multiply-adds. */
    private static final double CALL = 6000;
    /** Of a lane of what is left when vectors are multiplied several at once. */
    private static final double REST = 1.2;
    /** Of reading a weight from the caches that cores share. */
    private static final double WEIGHT = 8;
    /** Of reading a weight from memory. */
    private static final double FAR_WEIGHT = 40;
    /** Weights that fit into the caches. */
    private static final long CACHED = 4 << 20;

    static WinogradCosts of(WinogradForm form, Convolution op, Volume in, Volume out, ProductKernel product) {
        return new WinogradCosts(
                form,
                (long) out.n() * out.d() * op.groups(),
                in.c() / op.groups(),
                WeightPanels.panels(out.c() / op.groups(), product.rows()),
                product.rows(),
                product.lanes(),
                product.columns() / product.lanes());
    }

    /** The cost of everything, cut so. */
    double of(Pieces rowPieces, Pieces columns, Pieces panelPieces) {
        int last = rowPieces.length(rowPieces.count() - 1);
        double all = slices
                * columns.count()
                * ((rowPieces.count() - 1) * block(rowPieces.size(), columns.size(), panelPieces.count())
                        + block(last, columns.size(), panelPieces.count()));
        long tiles = slices * columns.count() * rowPieces.count() * panelPieces.count();
        return Tiles.time(all, tiles);
    }

    private double block(int height, int tiles, int chunks) {
        int vectors = Tiles.cover((long) height * tiles, lanes);
        double whole = vectors / wide * wide + REST * (vectors % wide);
        double multiply = (double) channels * panels * rows * Math.max(whole * lanes, near());
        double input = (double) channels * height * Tiles.cover(tiles, lanes) * lanes * INPUT;
        double output = (double) panels * rows * vectors * lanes * OUTPUT;
        return form.products() * (multiply + chunks * input + output + panels * CALL);
    }

    /** Of reading one weight of each product. */
    private double near() {
        return (long) form.products() * channels * panels * rows > CACHED ? FAR_WEIGHT : WEIGHT;
    }
}
