package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.BlockTransform;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The algorithms of a convolution whose results lie in blocks of channels. */
final class BlockAlgorithms {
    static final String BLOCKS = "blocks";
    static final String WINDOWS = "block windows";
    static final String LINES = "block lines";
    static final String WINOGRAD = "block winograd 4x4";

    /** All of them. */
    static final Set<String> NAMES = Set.of(BLOCKS, WINDOWS, WINOGRAD);

    private final Convolution op;
    private final List<TensorType> inputs;
    private final Shape in;
    private final Shape weights;
    private final Shape out;
    private final BlockLoops loops;
    private final Resources resources;

    private BlockAlgorithms(Convolution op, List<TensorType> inputs, BlockLoops loops, Resources resources) {
        this.op = op;
        this.inputs = inputs;
        this.loops = loops;
        this.resources = resources;
        in = inputs.get(0).shape();
        weights = inputs.get(1).shape();
        out = op.outputs(inputs).get(0).shape();
    }

    /**
     * What a convolution may be computed by.
     *
     * @throws UnsupportedException if blocks of that size, or operands that are not known, are asked for
     */
    static List<Algorithm> of(Convolution op, List<TensorType> inputs, IntPredicate constant, Resources resources) {
        BlockLoops loops = resources.kernels().blocks().orElse(null);
        if (loops == null || loops.lanes() != op.block()) {
            throw new UnsupportedException("cpu Convolution: channels in blocks of " + op.block() + ", here blocks "
                    + (loops == null ? "are not possible" : "have " + loops.lanes()));
        }
        for (int input = 1; input < inputs.size(); input++) {
            if (!constant.test(input) && !isAdded(op, input)) {
                throw new UnsupportedException(
                        "cpu Convolution: in blocks weights and numbers of channels must be constant, input " + input
                                + " is not");
            }
        }
        return new BlockAlgorithms(op, inputs, loops, resources).all();
    }

    private List<Algorithm> all() {
        if (op.isBlocked(in) && op.groups() > 1 && weights.extent(1) == 1) {
            return List.of(Algorithm.of(WINDOWS, op.flops(inputs) / 2.0, this::windows));
        }
        double depth = (double) new BlockPanels(loops.lanes(), op.groups(), !op.isBlocked(in)).depth(weights);
        double pixels = (double) out.extent(0) * Math.max(out.extent(2) * out.extent(3), BlockPlan.WEIGHT);
        double work = pixels * depth * out.extent(1) * loops.lanes();
        return List.of(Algorithm.of(BLOCKS, work, this::blocks), winograd());
    }

    private Work blocks(PackedInputs packed) {
        packed.ask(1, new BlockPanels(loops.lanes(), op.groups(), !op.isBlocked(in)));
        askChannels(packed);
        long scratch = BlockPlan.of(loops, op, in, weights, out).scratch();
        return Work.loop(
                resources.seats() * scratch,
                operands -> new BlockConvolution(
                        loops,
                        op,
                        operands,
                        operands.input(1),
                        operands.scratch().offset()));
    }

    /** Whether an input is added to the result. */
    private static boolean isAdded(Convolution op, int input) {
        List<Epilogue.Stage> stages = op.epilogue().stages().stream()
                .filter(Epilogue.Stage::hasOperand)
                .toList();
        return input >= op.ownInputs() && stages.get(input - op.ownInputs()) instanceof Epilogue.Add;
    }

    /** Asks for the numbers of channels in the epilogue, in blocks. */
    private void askChannels(PackedInputs packed) {
        for (int input = op.ownInputs(); input < inputs.size(); input++) {
            if (!isAdded(op, input)) {
                packed.ask(input, new BlockWindows(loops.lanes()));
            }
        }
    }

    private Work windows(PackedInputs packed) {
        packed.ask(1, new BlockWindows(loops.lanes()));
        askChannels(packed);
        return Work.loop(
                resources.seats() * BlockWindowConvolution.scratch(loops, op, in, out),
                operands -> new BlockWindowConvolution(loops, op, operands));
    }

    private Algorithm winograd() {
        Axis unit = new Axis(WinogradForm.WINDOW, 1, 1, 0, 0);
        for (Axis axis : op.window().axes()) {
            if (!new Axis(axis.kernel(), axis.stride(), axis.dilation(), 0, 0).equals(unit)) {
                return Algorithm.unfit(WINOGRAD, "the window is not 3×3 of stride 1");
            }
        }
        if (op.groups() > 1 || !op.isBlocked(in)) {
            return Algorithm.unfit(WINOGRAD, op.groups() > 1 ? "groups" : "the input does not lie in blocks");
        }
        WinogradForm form = WinogradForm.FOUR;
        BlockTransform transform = resources.kernels().blockTransform().orElseThrow();
        BlockWinogradPlan plan = BlockWinogradPlan.of(form, loops, transform, in, weights, out);
        double cost = plan.cost(out.extent(0), out.extent(1));
        return Algorithm.of(WINOGRAD, cost, packed -> winograd(plan, transform, packed))
                .withErrorFactor(form.errorFactor());
    }

    private Work winograd(BlockWinogradPlan plan, BlockTransform transform, PackedInputs packed) {
        BlockWinogradPanels panels = new BlockWinogradPanels(loops.lanes(), plan.form());
        packed.ask(1, panels);
        askChannels(packed);
        long direct =
                resources.seats() * BlockPlan.of(loops, op, in, weights, out).scratch();
        return Work.loop(direct + resources.seats() * plan.scratch(), operands -> {
            CpuView w = operands.input(1);
            CpuView plain = new CpuView(w.array(), w.offset() + panels.plainStart(weights), 0);
            int start = operands.scratch().offset();
            return new BlockWinogradConvolution(
                    plan,
                    panels,
                    loops,
                    transform,
                    op,
                    operands,
                    new BlockConvolution(loops, op, operands, plain, start),
                    start + Math.toIntExact(direct));
        });
    }
}
