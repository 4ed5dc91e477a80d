package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.Finish;
import io.nacre.op.Activation;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The epilogue of a convolution whose results lie in blocks. A bias, a sum with a tensor and limits that follow each other are
 * one step.
 */
final class BlockFinish {
    private final BlockLoops loops;
    private final CpuView output;
    private final int plane;
    private final BlockStage[] stages;

    BlockFinish(BlockLoops loops, Convolution op, Operands operands) {
        this.loops = loops;
        output = operands.output();
        plane = operands.outputShape().extent(2) * operands.outputShape().extent(3);
        int channels = operands.outputShape().extent(1) * loops.lanes();
        stages = new Binding(op, operands, channels).bind().toArray(BlockStage[]::new);
    }

    /** Turns the stages of an epilogue into steps. */
    private final class Binding {
        private final Convolution op;
        private final Operands operands;
        private final CpuView none;
        private final List<BlockStage> steps = new ArrayList<>();
        /** What is not a step yet. */
        private @Nullable CpuView bias;

        private @Nullable CpuView added;

        Binding(Convolution op, Operands operands, int channels) {
            this.op = op;
            this.operands = operands;
            none = new CpuView(new float[channels], 0, 0);
        }

        List<BlockStage> bind() {
            int input = op.ownInputs();
            for (Epilogue.Stage stage : op.epilogue().stages()) {
                CpuView operand = stage.hasOperand() ? operands.input(input++) : none;
                if (stage instanceof Epilogue.Bias) {
                    flush(bias != null || added != null);
                    bias = operand;
                } else if (stage instanceof Epilogue.Add) {
                    flush(added != null);
                    added = operand;
                } else if (stage instanceof Epilogue.Activate activate) {
                    activate(activate.activation());
                } else {
                    flush(true);
                    steps.add(
                            stage instanceof Epilogue.Scale
                                    ? new BlockStage.Scale(loops, operand)
                                    : new BlockStage.Slope(loops, operand));
                }
            }
            flush(true);
            return steps;
        }

        private void flush(boolean due) {
            if (due && (bias != null || added != null)) {
                sum(false, 0, 0);
            }
        }

        private void sum(boolean clip, float low, float high) {
            CpuView first = bias == null ? none : bias;
            steps.add(new BlockStage.Sum(loops, new Finish(first.floats(), first.offset(), clip, low, high), added));
            bias = null;
            added = null;
        }

        private void activate(Activation activation) {
            switch (activation.function()) {
                case RELU -> sum(true, 0, Float.POSITIVE_INFINITY);
                case CLIP -> sum(true, activation.a(), activation.b());
                default -> {
                    flush(true);
                    steps.add(new BlockStage.Activate(operands.rows(), activation, loops.lanes()));
                }
            }
        }
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
        int place = place(block, position);
        for (BlockStage stage : stages) {
            stage.apply(output.floats(), output.sample(n) + place, pixels, n, block, place);
        }
    }
}
