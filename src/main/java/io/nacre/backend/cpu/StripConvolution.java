package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * Direct convolution of any window, strip by strip: a tile pads the input of a strip of results into scratch memory, where
 * each tap sees the strip as elements that follow each other, and multiplies it with panels of output channels.
 *
 * <p>The zeros that taps see in the padding are not the same as taps that are skipped if a weight is infinite or NaN:
 * panels with such weights are computed as convolution is defined.
 */
final class StripConvolution implements Tiles {
    private final ProductKernel product;
    private final PanelFactors factors;
    private final StripPlan plan;
    private final StripInput input;
    private final StripInput.Filling filling;
    private final Volume in;
    private final Volume out;
    private final int groups;
    private final int outputsPerGroup;
    private final int[] offsets;
    private final CpuView x;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final int sumsPitch;
    private final ProductFinish finish;
    private final DirectConvolution direct;

    /**
     * @param scratchStart where each thread's {@link #scratch} begins
     */
    StripConvolution(Convolution op, Operands operands, MicroKernels kernels, PanelFactors factors, int scratchStart) {
        product = kernels.product().orElseThrow();
        this.factors = factors;
        this.scratchStart = scratchStart;
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        groups = op.groups();
        outputsPerGroup = out.c() / groups;
        plan = StripPlan.of(op, in, out, product);
        input = input(op, in, out, plan);
        filling = input.filling(kernels.lines(), 0);
        offsets = input.offsets();
        sumsPitch = sumsPitch(plan, input, product);
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchPerSeat = Math.toIntExact(scratch(op, in, out, product));
        finish = new ProductFinish(product, op, operands);
        direct = new DirectConvolution(op, operands, factors::factor);
    }

    /** Elements of scratch memory that each thread needs: input, then sums of one panel. */
    static long scratch(Convolution op, Volume in, Volume out, ProductKernel product) {
        StripPlan plan = StripPlan.of(op, in, out, product);
        StripInput input = input(op, in, out, plan);
        long sums = (long) product.rows() * sumsPitch(plan, input, product);
        return Math.addExact(sums, input.elements() + product.lanes()); // the last columns' lanes see what is behind
    }

    private static StripInput input(Convolution op, Volume in, Volume out, StripPlan plan) {
        return new StripInput(
                op.window().volume(),
                in,
                out,
                in.c() / op.groups(),
                plan.lines().size(),
                plan.columns().size());
    }

    private static int sumsPitch(StripPlan plan, StripInput input, ProductKernel product) {
        int columns = (plan.lines().size() - 1) * input.pitch() + plan.columns().size();
        return Tiles.cover(columns, product.lanes()) * product.lanes();
    }

    @Override
    public int count() {
        int slices = Math.multiplyExact(out.n() * groups, out.d());
        return Math.multiplyExact(slices, plan.strips() * plan.panels().count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int chunk = tile % plan.panels().count();
        int strip = tile / plan.panels().count() % plan.strips();
        int slice = tile / plan.panels().count() / plan.strips();
        int od = slice % out.d();
        int group = slice / out.d() % groups;
        int n = slice / out.d() / groups;
        int at = scratchStart + workspace.seat * scratchPerSeat;
        fill(n, group, od, strip, at);
        int first = plan.panels().start(chunk);
        for (int panel = first; panel < first + plan.panels().length(chunk); panel++) {
            if (factors.isFinite(group, panel)) {
                multiply(group, panel, strip, at);
            }
            store(n, group, panel, od, strip, at, workspace);
        }
    }

    private void fill(int n, int group, int od, int strip, int at) {
        int linePiece = strip / plan.columns().count();
        filling.fill(
                x.floats(),
                x.sample(n) + group * (in.c() / groups) * in.plane(),
                od,
                plan.lines().start(linePiece),
                plan.lines().length(linePiece),
                plan.columns().start(strip % plan.columns().count()),
                scratch,
                at);
    }

    private int sums(int at) {
        return at + scratchPerSeat - product.rows() * sumsPitch;
    }

    private void multiply(int group, int panel, int strip, int at) {
        int lines = plan.lines().length(strip / plan.columns().count());
        int columns = plan.columns().length(strip % plan.columns().count());
        product.multiply(
                factors.values(),
                factors.start(group, panel),
                scratch,
                at,
                offsets,
                offsets.length,
                scratch,
                sums(at),
                sumsPitch,
                Math.min(product.rows(), outputsPerGroup - panel * product.rows()),
                (lines - 1) * input.pitch() + columns);
    }

    private void store(int n, int group, int panel, int od, int strip, int at, Workspace workspace) {
        int linePiece = strip / plan.columns().count();
        int columnPiece = strip % plan.columns().count();
        int line = od * out.h() + plan.lines().start(linePiece);
        int position = line * out.w() + plan.columns().start(columnPiece);
        int columns = plan.columns().length(columnPiece);
        int lines = plan.lines().length(linePiece);
        int row = panel * product.rows();
        for (int r = 0; r < product.rows() && row + r < outputsPerGroup; r++) {
            int oc = group * outputsPerGroup + row + r;
            int from = sums(at) + r * sumsPitch;
            int target = oc * out.plane() + position;
            if (!factors.isFinite(group, panel)) {
                for (int l = 0; l < lines; l++) {
                    direct.run(n, oc, position + l * out.w(), columns, workspace.row());
                }
            } else if (columns == out.w()) {
                finish.storeLines(scratch, from, input.pitch(), columns, lines, oc, n, target, workspace);
            } else {
                for (int l = 0; l < lines; l++) {
                    finish.store(scratch, from + l * input.pitch(), columns, oc, n, target + l * out.w(), workspace);
                }
            }
        }
    }
}
