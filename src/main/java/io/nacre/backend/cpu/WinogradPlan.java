package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * How the tiles of a Winograd convolution are cut: each slice into blocks of some rows of tiles, or of a part of one row,
 * and the output channels of a group into chunks of panels.
 *
 * @param rows how the rows of tiles of a slice are cut
 * @param columns how a row is cut; not at all if a block has several rows
 * @param panels how the panels of a group are cut
 */
record WinogradPlan(WinogradForm form, Pieces rows, Pieces columns, Pieces panels) {
    /** Elements of transformed input of a block: half of a core's own cache. */
    private static final int CACHE = 128 * 1024;
    /** Elements of sums that are made before they are taken back. */
    private static final int SUMS = 48 * 1024;
    /** Multiply-adds of a tile that is worth giving to another thread. */
    private static final long GRAIN = 1_000_000;
    /** Tiles that keep any number of threads busy. */
    private static final long MANY = 16;

    static WinogradPlan of(WinogradForm form, Convolution op, Volume in, Volume out, ProductKernel product) {
        int channels = in.c() / op.groups();
        int tilesX = Tiles.cover(out.w(), form.outputs());
        int tilesY = Tiles.cover(out.h(), form.outputs());
        int panels = WeightPanels.panels(out.c() / op.groups(), product.rows());
        int unit = product.columns();
        int most = Math.max(CACHE / form.products() / Math.max(channels, 1) / unit, 1) * unit;
        Pieces columns = Pieces.ofAtMost(tilesX, tilesX <= most ? tilesX : most);
        Pieces rows = Pieces.ofAtMost(tilesY, columns.count() > 1 ? 1 : Math.max(most / tilesX, 1));
        long work = (long) form.products() * channels * out.c() * tilesX * tilesY * out.n() * out.d();
        long wanted = Math.min(Math.max(work / GRAIN, 1), MANY);
        long blocks = (long) out.n() * out.d() * op.groups() * rows.count() * columns.count();
        int chunks = Math.min(Tiles.cover(wanted, (int) Math.min(blocks, wanted)), panels);
        return new WinogradPlan(form, rows, columns, Pieces.ofAtMost(panels, Tiles.cover(panels, chunks)));
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
