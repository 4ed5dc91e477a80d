package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.PlaneLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * Depthwise convolution of narrow planes: some lines of a plane are copied in one go, zeros above and below, and computed as one
 * long line ({@link PlaneForm}), so nothing is done line by line.
 *
 * <p>Channels with weights that are infinite or NaN are computed as convolution is defined: times zero they would not be
 * nothing.
 */
final class PlaneConvolution implements Tiles {
    /** Multiply-adds and copied elements of a tile. */
    private static final long GRAIN = 64 * 1024;

    private final PlaneLoops loops;
    private final LineLoops copies;
    private final PanelFactors factors;
    private final PlaneForm form;
    private final Volume in;
    private final Volume out;
    private final int channels;
    private final int outputsPerGroup;
    private final int[] columns;
    private final int[] offsets;
    private final int[] inside;
    private final int unitsPerTile;
    private final CpuView x;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final ProductFinish finish;
    private final DirectConvolution direct;

    /**
     * @param factors of one output channel a panel
     * @param scratchStart where each thread's {@link PlaneForm#scratch} begins
     */
    PlaneConvolution(
            Convolution op,
            Operands operands,
            PlaneForm form,
            PlaneLoops loops,
            LineLoops copies,
            ProductKernel product,
            PanelFactors factors,
            int scratchStart) {
        this.loops = loops;
        this.copies = copies;
        this.factors = factors;
        this.form = form;
        this.scratchStart = scratchStart;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        channels = in.c();
        outputsPerGroup = out.c() / channels;
        columns = form.columns();
        offsets = form.offsets();
        inside = form.inside();
        long work =
                (long) (outputsPerGroup * offsets.length + 16) * form.lines().size() * form.pitch();
        unitsPerTile = (int) Math.max(GRAIN / Math.max(work, 1), 1);
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchPerSeat = Math.toIntExact(form.scratch());
        finish = new ProductFinish(product, op, operands);
        direct = new DirectConvolution(op, operands, factors::factor);
    }

    private int units() {
        return Math.multiplyExact(out.n() * channels, form.lines().count());
    }

    @Override
    public int count() {
        return Tiles.cover(units(), unitsPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int at = scratchStart + workspace.seat * scratchPerSeat;
        int end = Math.min((tile + 1) * unitsPerTile, units());
        for (int unit = tile * unitsPerTile; unit < end; unit++) {
            int strip = unit % form.lines().count();
            int channel = unit / form.lines().count() % channels;
            int n = unit / form.lines().count() / channels;
            int line = form.lines().start(strip);
            int count = form.lines().length(strip);
            form.fill(x.floats(), x.sample(n) + channel * in.plane(), line, count, scratch, at, copies);
            for (int m = 0; m < outputsPerGroup; m++) {
                output(n, channel, m, line, count, at, workspace);
            }
        }
    }

    private void output(int n, int channel, int m, int line, int count, int at, Workspace workspace) {
        int oc = channel * outputsPerGroup + m;
        int position = line * out.w();
        int length = count * out.w();
        if (!factors.isFinite(channel, m)) {
            direct.run(n, oc, position, length, workspace.row());
            return;
        }
        int sums = at + form.sums();
        loops.convolve(
                factors.values(),
                factors.start(channel, m),
                columns,
                scratch,
                at,
                offsets,
                inside,
                form.row(),
                scratch,
                sums,
                count * form.pitch());
        int kept = sums;
        if (form.stride() > 1) {
            kept += form.row();
            copies.split(scratch, sums, form.stride(), 0, scratch, kept, 0, length, 1);
        }
        finish.store(scratch, kept, length, oc, n, oc * out.plane() + position, workspace);
    }
}
