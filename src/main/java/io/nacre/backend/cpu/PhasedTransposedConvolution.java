package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Volume;
import io.nacre.tensor.Shape;

/**
 * Transposed convolution phase by phase: a tile pads the input of some lines of results into scratch memory, multiplies it
 * with the panels of each phase of the stride, and puts the phases' elements in their places on the lines.
 *
 * <p>The zeros that taps see outside the input are not the same as taps that are not there if a weight is infinite or NaN:
 * such weights are multiplied as transposed convolution is defined.
 */
final class PhasedTransposedConvolution implements Tiles {
    /** Elements of input that a strip should not exceed. */
    private static final long CACHE = 32 * 1024;
    /** Multiply-adds of a tile that is worth giving to another thread. */
    private static final long GRAIN = 4_000_000;
    /** Tiles that keep any number of threads busy. */
    private static final long MANY = 32;

    private final ProductKernel product;
    private final TransposedPanels layout;
    private final TransposedPhases phases;
    private final Shape weights;
    private final CpuView packed;
    private final Volume in;
    private final Volume out;
    private final Volume results;
    private final int groups;
    private final int outputsPerGroup;
    private final Pieces lines;
    private final Pieces panels;
    private final StripInput input;
    private final StripInput.Filling filling;
    /** For each phase, where its taps of all channels see the first result. */
    private final int[][] offsets;
    /** For each phase where its factors begin within a panel. */
    private final int[] factors;

    private final int depthPhases;
    private final int heightPhases;
    private final int widthPhases;
    /** Where the first panel of factors lies. */
    private final int firstPanel;

    private final int panelElements;
    /** Where it lies whether all weights are finite. */
    private final int check;

    private final CpuView x;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final int sumsPitch;
    private final RowEpilogue epilogue;
    private final DirectTransposedConvolution direct;

    /**
     * @param packed weights as {@code layout} arranges them
     * @param scratchStart where each thread's {@link #scratch} begins
     */
    PhasedTransposedConvolution(
            ConvolutionTranspose op,
            Operands operands,
            MicroKernels kernels,
            TransposedPanels layout,
            CpuView packed,
            int scratchStart) {
        product = kernels.product().orElseThrow();
        this.layout = layout;
        this.packed = packed;
        this.scratchStart = scratchStart;
        phases = layout.phases();
        weights = operands.inputShape(1);
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        results = phases.results(out);
        groups = op.groups();
        outputsPerGroup = out.c() / groups;
        lines = lines(op, in, out, phases);
        input = input(op, in, results, phases, lines.size());
        filling = input.filling(kernels.lines(), 0);
        panels = panels(op, operands);
        int[][][] taps = phases.taps();
        int[] all = input.offsets();
        int whole = Math.toIntExact(phases.whole().taps());
        offsets = new int[taps.length][];
        factors = new int[taps.length];
        int next = 0;
        for (int phase = 0; phase < taps.length; phase++) {
            factors[phase] = next * product.rows();
            offsets[phase] = offsets(taps[phase], all, whole);
            next += offsets[phase].length;
        }
        depthPhases = phases.axis(0).phases();
        heightPhases = phases.axis(1).phases();
        widthPhases = phases.axis(2).phases();
        firstPanel = packed.offset() + Math.toIntExact(weights.elements());
        panelElements = layout.panel(weights);
        check = packed.offset() + Math.toIntExact(layout.elements(weights)) - 1;
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchPerSeat = Math.toIntExact(scratch(op, in, out, phases, product));
        sumsPitch = sumsPitch(lines, input, results, product);
        epilogue = RowEpilogue.perRow(op, operands);
        int stride = Math.toIntExact(weights.elements(1, weights.rank()));
        direct = new DirectTransposedConvolution(op, operands, new CpuView(packed.array(), packed.offset(), stride));
    }

    private int[] offsets(int[][] taps, int[] all, int whole) {
        int[] seen = new int[in.c() / groups * taps.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = all[i / taps.length * whole + phases.place(taps[i % taps.length])];
        }
        return seen;
    }

    private static StripInput input(
            ConvolutionTranspose op, Volume in, Volume results, TransposedPhases phases, int lines) {
        return new StripInput(phases.whole(), in, results, in.c() / op.groups(), lines, results.w());
    }

    private static Pieces lines(ConvolutionTranspose op, Volume in, Volume out, TransposedPhases phases) {
        Volume results = phases.results(out);
        long first = input(op, in, results, phases, 1).elements();
        long more = Math.max(input(op, in, results, phases, 2).elements() - first, 1);
        long most = Math.max((CACHE - first) / more, 0) + 1;
        return Pieces.ofAtMost(results.h(), (int) Math.min(most, Math.max(results.h(), 1)));
    }

    private Pieces panels(ConvolutionTranspose op, Operands operands) {
        int all = layout.panels(weights);
        long work = op.flops(operands.inputTypes()) / 2;
        int wanted = (int) Math.min(Math.max(work / GRAIN, 1), MANY);
        return Pieces.ofAtMost(all, Tiles.cover(all, Tiles.cover(wanted, Math.max(Math.min(strips(), wanted), 1))));
    }

    private int strips() {
        return Math.multiplyExact(Math.multiplyExact(out.n(), groups), results.d() * lines.count());
    }

    private static int sumsPitch(Pieces lines, StripInput input, Volume results, ProductKernel product) {
        int columns = (lines.size() - 1) * input.pitch() + results.w();
        return Tiles.cover(columns, product.lanes()) * product.lanes();
    }

    /** Elements of scratch memory that each thread needs: input, a line of results, a panel's sums of a line's phases. */
    static long scratch(
            ConvolutionTranspose op, Volume in, Volume out, TransposedPhases phases, ProductKernel product) {
        Volume results = phases.results(out);
        Pieces lines = lines(op, in, out, phases);
        StripInput input = input(op, in, results, phases, lines.size());
        long sums = (long) phases.axis(2).phases() * product.rows() * sumsPitch(lines, input, results, product);
        return input.elements() + product.lanes() + line(phases, results) + sums;
    }

    private static int line(TransposedPhases phases, Volume results) {
        return results.w() * phases.axis(2).phases();
    }

    @Override
    public int count() {
        return Math.multiplyExact(strips(), panels.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int chunk = tile % panels.count();
        int strip = tile / panels.count();
        int piece = strip % lines.count();
        int slice = strip / lines.count() % results.d();
        int group = strip / lines.count() / results.d() % groups;
        int n = strip / lines.count() / results.d() / groups;
        int at = scratchStart + workspace.seat * scratchPerSeat;
        int channel = group * (in.c() / groups);
        filling.fill(
                x.floats(),
                x.sample(n) + channel * in.plane(),
                slice,
                lines.start(piece),
                lines.length(piece),
                0,
                scratch,
                at);
        for (int panel = panels.start(chunk); panel < panels.start(chunk) + panels.length(chunk); panel++) {
            for (int ad = 0; ad < depthPhases; ad++) {
                int od = slice * depthPhases + ad;
                for (int ah = 0; ah < heightPhases && od < out.d(); ah++) {
                    lines(n, group, panel, od, ah, piece, at, workspace);
                }
            }
        }
    }

    /** The lines of one phase of slices and lines, for one panel. */
    private void lines(int n, int group, int panel, int od, int ah, int piece, int at, Workspace workspace) {
        int row = panel * product.rows();
        int rows = Math.min(product.rows(), outputsPerGroup - row);
        int stride = heightPhases;
        boolean finite = packed.floats()[check] == 0;
        if (finite) {
            multiply(group, panel, rows, od % depthPhases * stride + ah, piece, at);
        }
        for (int r = 0; r < rows; r++) {
            int oc = group * outputsPerGroup + row + r;
            for (int l = 0; l < lines.length(piece); l++) {
                int oh = (lines.start(piece) + l) * stride + ah;
                if (oh < out.h() && finite) {
                    interleave(n, oc, od, oh, r, l, at);
                } else if (oh < out.h()) {
                    direct.line(n, oc, od, oh, workspace.row());
                }
            }
        }
    }

    private int sums(int at, int aw) {
        int all = widthPhases;
        return at + scratchPerSeat - (all - aw) * product.rows() * sumsPitch;
    }

    private void multiply(int group, int panel, int rows, int phaseOfLines, int piece, int at) {
        int start = firstPanel + (group * panels.extent() + panel) * panelElements;
        for (int aw = 0; aw < widthPhases; aw++) {
            int phase = phaseOfLines * widthPhases + aw;
            product.multiply(
                    packed.floats(),
                    start + factors[phase],
                    scratch,
                    at,
                    offsets[phase],
                    offsets[phase].length,
                    scratch,
                    sums(at, aw),
                    sumsPitch,
                    rows,
                    (lines.length(piece) - 1) * input.pitch() + results.w());
        }
    }

    /** Puts the elements of a line's phases in turn, and finishes the line. */
    private void interleave(int n, int oc, int od, int oh, int r, int l, int at) {
        int stride = widthPhases;
        int line = sums(at, 0) - results.w() * widthPhases;
        for (int aw = 0; aw < stride; aw++) {
            int from = sums(at, aw) + r * sumsPitch + l * input.pitch();
            spread(scratch, from, scratch, line + aw, stride, results.w());
        }
        epilogue.store(scratch, line, out.w(), oc, n, ((oc * out.d() + od) * out.h() + oh) * out.w());
    }

    private static void spread(float[] from, int source, float[] to, int target, int stride, int length) {
        for (int j = 0; j < length; j++) {
            to[target + j * stride] = from[source + j];
        }
    }
}
