package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.backend.cpu.micro.TileTransform;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;

/**
 * Convolution by windows of 3×3 in {@link WinogradForm}, block by block: a tile transforms the input of a block of Winograd
 * tiles into its core's own cache, multiplies it with panels of transformed weights, one product of matrices for each
 * element of a tile, and takes the sums back.
 *
 * <p>A transform mixes all elements of a tile, so one that is infinite or NaN would spread over results that do not see
 * it: blocks with such inputs, and panels with such weights, are computed as convolution is defined.
 */
final class WinogradConvolution implements Tiles {
    /** Of fewer, rounding in the transforms would not be small beside that of the sums either. */
    private static final int FEWEST_CHANNELS = 4;

    private final ProductKernel product;
    private final TileTransform transform;
    private final PanelFactors factors;
    private final WinogradForm form;
    private final WinogradPlan plan;
    private final WinogradBlock block;
    private final WinogradInput input;
    private final Volume in;
    private final Volume out;
    private final int groups;
    private final int outputsPerGroup;
    private final int[] offsets;
    private final CpuView x;
    private final float[] scratch;
    private final int scratchStart;
    private final int scratchPerSeat;
    private final ProductFinish finish;
    private final DirectConvolution direct;

    WinogradConvolution(WinogradForm form, Convolution op, Operands operands, MicroKernels kernels) {
        this.form = form;
        product = kernels.product().orElseThrow();
        transform = kernels.tileTransform(form.outputs()).orElseThrow();
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        groups = op.groups();
        outputsPerGroup = out.c() / groups;
        int channels = in.c() / groups;
        plan = WinogradPlan.of(form, op, in, out, product);
        block = plan.block(channels, product, transform.room());
        input = new WinogradInput(
                kernels.lines(), transform, plan, block, op.window().volume(), in, out);
        offsets = new int[channels];
        for (int c = 0; c < channels; c++) {
            offsets[c] = c * block.pitch();
        }
        CpuView weights = operands.input(1);
        WinogradPanels layout = new WinogradPanels(product.rows(), groups, form);
        factors =
                new PanelFactors(layout.panels(), weights.floats(), weights.offset(), out.c(), layout.depth(channels));
        int plain = weights.offset() + Math.toIntExact(layout.plainStart(out.c(), channels));
        int taps = channels * WinogradForm.WINDOW * WinogradForm.WINDOW;
        direct = new DirectConvolution(op, operands, (channel, k) -> weights.floats()[plain + channel * taps + k]);
        x = operands.input(0);
        scratch = operands.scratch().floats();
        scratchStart = operands.scratch().offset();
        scratchPerSeat = Math.toIntExact(block.elements());
        finish = new ProductFinish(product, op, operands);
    }

    private static boolean fits(Convolution op) {
        Window window = op.window().volume();
        return window.axis(0).isUnit() && isDense(window.axis(1)) && isDense(window.axis(2));
    }

    private static boolean isDense(Axis axis) {
        return axis.kernel() == WinogradForm.WINDOW && axis.stride() == 1 && axis.dilation() == 1;
    }

    /** The convolution as an algorithm: of windows of 3×3 without stride and dilation, if the weights are constant. */
    static Algorithm of(
            WinogradForm form, Convolution op, Shape input, Shape output, boolean constant, Resources resources) {
        String name = "winograd " + form.outputs() + "x" + form.outputs();
        if (!constant || !fits(op)) {
            return Algorithm.unfit(name, constant ? "the window is not 3×3 without strides" : "the weights vary");
        }
        Volume in = Volume.of(input);
        if (in.c() / op.groups() < FEWEST_CHANNELS) {
            return Algorithm.unfit(name, "transforms cost more than so few channels gain");
        }
        MicroKernels kernels = resources.kernels();
        ProductKernel product = kernels.product().orElseThrow();
        int room = kernels.tileTransform(form.outputs()).orElseThrow().room();
        WinogradPlan plan = WinogradPlan.of(form, op, in, Volume.of(output), product);
        WinogradBlock block = plan.block(in.c() / op.groups(), product, room);
        return Algorithm.of(name, plan.cost(), packed -> {
                    packed.ask(1, new WinogradPanels(product.rows(), op.groups(), form));
                    return Work.loop(
                            resources.seats() * block.elements(),
                            operands -> new WinogradConvolution(form, op, operands, kernels));
                })
                .withErrorFactor(form.errorFactor());
    }

    @Override
    public int count() {
        int slices = Math.multiplyExact(out.n() * groups, out.d());
        return Math.multiplyExact(slices, plan.blocks() * plan.panels().count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int chunk = tile % plan.panels().count();
        int piece = tile / plan.panels().count() % plan.blocks();
        int slice = tile / plan.panels().count() / plan.blocks();
        int d = slice % out.d();
        int group = slice / out.d() % groups;
        int n = slice / out.d() / groups;
        int at = scratchStart + workspace.seat * scratchPerSeat;
        int start = x.sample(n) + group * block.channels() * in.plane() + d * in.h() * in.w();
        boolean finite = input.fill(x.floats(), start, piece, scratch, at);
        int end = plan.panels().start(chunk) + plan.panels().length(chunk);
        for (int panel = plan.panels().start(chunk); panel < end; panel += block.together()) {
            int count = Math.min(block.together(), end - panel);
            multiply(group, panel, count, piece, at);
            for (int p = 0; p < count; p++) {
                boolean usual = finite && factors.isFinite(group, panel + p);
                for (int r = 0; r < rows(panel + p); r++) {
                    int oc = group * outputsPerGroup + (panel + p) * product.rows() + r;
                    if (usual) {
                        takeBack(at + block.sums(p, 0) + r * block.pitch(), piece, at);
                    }
                    store(n, oc, d, piece, at, usual, workspace);
                }
            }
        }
    }

    /** Output channels of a panel. */
    private int rows(int panel) {
        return Math.min(product.rows(), outputsPerGroup - panel * product.rows());
    }

    /** Tiles of a block. */
    private int tiles(int piece) {
        return plan.rows().length(piece / plan.columns().count())
                * plan.columns().length(piece % plan.columns().count());
    }

    /** Makes the sums of some panels. A product's inputs stay in the first-level cache while all panels use them. */
    private void multiply(int group, int firstPanel, int panels, int piece, int at) {
        for (int k = 0; k < form.products(); k++) {
            for (int p = 0; p < panels; p++) {
                product.multiply(
                        factors.values(),
                        factors.start(group, firstPanel + p) + k * block.channels() * product.rows(),
                        scratch,
                        at + block.inputs(k),
                        offsets,
                        offsets.length,
                        scratch,
                        at + block.sums(p, k),
                        block.pitch(),
                        rows(firstPanel + p),
                        tiles(piece));
            }
        }
    }

    private void takeBack(int sums, int piece, int at) {
        transform.output(
                scratch,
                sums,
                block.sumStep(),
                tiles(piece),
                scratch,
                at + block.results(),
                block.whole(tiles(piece)),
                scratch,
                at + block.roomStart());
    }

    private void store(int n, int oc, int d, int piece, int at, boolean usual, Workspace workspace) {
        int rowPiece = piece / plan.columns().count();
        int columnPiece = piece % plan.columns().count();
        int top = plan.rows().start(rowPiece) * form.outputs();
        int left = plan.columns().start(columnPiece) * form.outputs();
        int perRow = plan.columns().length(columnPiece) * form.outputs();
        int columns = Math.min(perRow, out.w() - left);
        int lines = Math.min(plan.rows().length(rowPiece) * form.outputs(), out.h() - top);
        int pitch = form.outputs() * block.whole(tiles(piece));
        for (int line = 0; line < lines; line++) {
            int position = (d * out.h() + top + line) * out.w() + left;
            if (usual) {
                int from = at + block.results() + line % form.outputs() * pitch + line / form.outputs() * perRow;
                finish.store(scratch, from, columns, oc, n, oc * out.plane() + position, workspace);
            } else {
                direct.run(n, oc, position, columns, workspace.row());
            }
        }
    }
}
