package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import java.util.Objects;

/**
 * How the tiles of a Winograd convolution are cut: each slice into blocks of some rows of tiles, or of a part of one row,
 * and the output channels of a group into chunks of panels.
 *
 * @param rows how the rows of tiles of a slice are cut
 * @param columns how a row is cut; not at all if a block has several rows
 * @param panels how the panels of a group are cut
 * @param cost its time, estimated in multiply-adds of a product in panels
 */
record WinogradPlan(WinogradForm form, Pieces rows, Pieces columns, Pieces panels, double cost) {
    /** Elements of transformed input that a block should not exceed: most of a core's own cache. */
    private static final int CACHE = 160 * 1024;
    /** Elements of sums that are made before they are taken back. */
    private static final int SUMS = 16 * 1024;
    /** Chunks that keep any number of threads busy. */
    private static final int MANY = 16;

    static WinogradPlan of(WinogradForm form, Convolution op, Volume in, Volume out, ProductKernel product) {
        WinogradCosts costs = WinogradCosts.of(form, op, in, out, product);
        int tilesX = Tiles.cover(out.w(), form.outputs());
        int tilesY = Tiles.cover(out.h(), form.outputs());
        int most = Math.max(CACHE / form.products() / Math.max(costs.channels(), 1), product.columns());
        Pieces columns =
                Pieces.ofAtMost(tilesX, tilesX <= most ? tilesX : most / product.columns() * product.columns());
        WinogradPlan best = null;
        for (int height = 1; height == 1 || (height <= tilesY && height * tilesX <= most); height++) {
            for (int chunks = 1; chunks <= Math.min(costs.panels(), MANY); chunks++) {
                Pieces rows = Pieces.ofAtMost(tilesY, height);
                Pieces panels = Pieces.ofAtMost(costs.panels(), Tiles.cover(costs.panels(), chunks));
                double cost = costs.of(rows, columns, panels);
                if (best == null || cost < best.cost) {
                    best = new WinogradPlan(form, rows, columns, panels, cost);
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Blocks of one slice. */
    int blocks() {
        return rows.count() * columns.count();
    }

    /** Where things lie while a block is computed. */
    WinogradBlock block(int channels, ProductKernel product, int room) {
        WinogradBlock one = new WinogradBlock(
                form, rows.size(), columns.size(), channels, product.rows(), 1, product.lanes(), room);
        int together = Math.max(SUMS / form.products() / one.sumStep(), 1);
        return new WinogradBlock(
                form,
                rows.size(),
                columns.size(),
                channels,
                product.rows(),
                Math.min(together, panels.size()),
                product.lanes(),
                room);
    }
}
