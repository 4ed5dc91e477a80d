package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.Finish;
import io.nacre.op.Activation;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The epilogue of a convolution whose results lie in blocks: a bias, a sum with a tensor, an activation, each if there is one. */
final class BlockFinish {
    private final BlockLoops loops;
    private final CpuView output;
    private final int plane;
    private final @Nullable CpuView added;
    private final Finish finish;
    /** What is done beyond limits; null if nothing is. */
    private final RowStage.@Nullable Activate activate;

    BlockFinish(BlockLoops loops, Convolution op, Operands operands) {
        this.loops = loops;
        output = operands.output();
        plane = operands.outputShape().extent(2) * operands.outputShape().extent(3);
        CpuView bias = new CpuView(new float[operands.outputShape().extent(1) * loops.lanes()], 0, 0);
        CpuView residual = null;
        Activation activation = null;
        int input = op.ownInputs();
        for (Epilogue.Stage stage : op.epilogue().stages()) {
            if (stage instanceof Epilogue.Activate last) {
                activation = last.activation();
            } else if (stage instanceof Epilogue.Add) {
                residual = operands.input(input++);
            } else {
                bias = operands.input(input++);
            }
        }
        added = residual;
        Finish limits = limits(bias, activation);
        finish = limits == null ? new Finish(bias.floats(), bias.offset(), false, 0, 0) : limits;
        activate = limits == null && activation != null ? new RowStage.Activate(operands.rows(), activation) : null;
    }

    /** Whether an epilogue is of this form. */
    static boolean fits(Epilogue epilogue) {
        List<Class<?>> form = List.of(Epilogue.Bias.class, Epilogue.Add.class, Epilogue.Activate.class);
        int last = -1;
        for (Epilogue.Stage stage : epilogue.stages()) {
            int place = form.indexOf(stage.getClass());
            if (place <= last) {
                return false;
            }
            last = place;
        }
        return true;
    }

    /** An activation as limits; null if it is more than that. */
    private static @Nullable Finish limits(CpuView bias, @Nullable Activation activation) {
        if (activation == null) {
            return new Finish(bias.floats(), bias.offset(), false, 0, 0);
        }
        return switch (activation.function()) {
            case RELU -> new Finish(bias.floats(), bias.offset(), true, 0, Float.POSITIVE_INFINITY);
            case CLIP -> new Finish(bias.floats(), bias.offset(), true, activation.a(), activation.b());
            default -> null;
        };
    }

    /** Where a pixel of a block of results goes. */
    int target(int n, int block, int position) {
        return output.sample(n) + place(block, position);
    }

    private int place(int block, int position) {
        return (block * plane + position) * loops.lanes();
    }

    /** Elements from one block of results to the next. */
    int pitch() {
        return plane * loops.lanes();
    }

    float[] results() {
        return output.floats();
    }

    /** Finishes the sums of some pixels of a block, which lie in their place. */
    void apply(int n, int block, int position, int pixels) {
        int at = target(n, block, position);
        float[] from = added == null ? null : added.floats();
        int addedAt = added == null ? 0 : added.sample(n) + place(block, position);
        loops.finish(output.floats(), at, pixels, finish, block * loops.lanes(), from, addedAt);
        if (activate != null) {
            activate.apply(output.floats(), at, output.floats(), at, pixels * loops.lanes(), 0, n, 0);
        }
    }
}
