package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.Finish;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Activation;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The epilogue of an operation whose rows of sums belong to one channel each. The usual ones, a bias, a sum with a
 * tensor and limits, are applied on the way from sums to results; others row by row.
 */
final class ProductFinish {
    private final ProductKernel product;
    private final RowEpilogue general;
    private final @Nullable Finish simple;
    /** What is added before the limits; null if nothing is. */
    private final @Nullable CpuView added;

    private final CpuView output;

    ProductFinish(ProductKernel product, EpilogueOp op, Operands operands) {
        this.product = product;
        general = RowEpilogue.perRow(op, operands);
        List<Epilogue.Stage> stages = new ArrayList<>(op.epilogue().stages());
        int addition = stages.indexOf(new Epilogue.Add());
        boolean adds = addition == 0 || (addition == 1 && stages.get(0) instanceof Epilogue.Bias);
        if (adds) {
            stages.remove(addition);
        }
        added = adds ? operands.input(op.ownInputs() + addition) : null;
        simple = simple(stages, op, operands, operands.outputShape().extent(1));
        output = operands.output();
    }

    /** The epilogue of so many channels as one step; null if it is more. */
    static @Nullable Finish simple(EpilogueOp op, Operands operands, int channels) {
        return simple(new ArrayList<>(op.epilogue().stages()), op, operands, channels);
    }

    private static @Nullable Finish simple(
            List<Epilogue.Stage> stages, EpilogueOp op, Operands operands, int channels) {
        boolean biased = !stages.isEmpty() && stages.get(0) instanceof Epilogue.Bias;
        CpuView bias = biased ? operands.input(op.ownInputs()) : new CpuView(new float[channels], 0, 1);
        if (biased) {
            stages.remove(0);
        }
        if (stages.isEmpty()) {
            return new Finish(bias.floats(), bias.offset(), false, 0, 0);
        }
        if (stages.size() > 1 || !(stages.get(0) instanceof Epilogue.Activate activate)) {
            return null;
        }
        Activation activation = activate.activation();
        return switch (activation.function()) {
            case RELU -> new Finish(bias.floats(), bias.offset(), true, 0, Float.POSITIVE_INFINITY);
            case CLIP -> new Finish(bias.floats(), bias.offset(), true, activation.a(), activation.b());
            default -> null;
        };
    }

    /**
     * Finishes sums and stores them.
     *
     * @param position of the first one within the sample
     */
    void store(float[] sums, int at, int length, int channel, int sample, int position, Workspace workspace) {
        int target = output.sample(sample) + position;
        if (simple == null) {
            general.store(sums, at, length, channel, sample, position);
        } else if (added == null) {
            product.finish(sums, at, output.floats(), target, length, simple, channel);
        } else {
            int from = added.sample(sample) + position;
            product.finishSum(sums, at, added.floats(), from, output.floats(), target, length, simple, channel);
        }
    }

    /**
     * Finishes lines of sums and stores them one behind the other.
     *
     * @param pitch elements from one line of sums to the next
     * @param position of the first one within the sample
     */
    void storeLines(
            float[] sums,
            int at,
            int pitch,
            int width,
            int lines,
            int channel,
            int sample,
            int position,
            Workspace workspace) {
        if (simple != null && added == null) {
            int target = output.sample(sample) + position;
            product.finishLines(sums, at, pitch, output.floats(), target, width, lines, simple, channel);
            return;
        }
        for (int line = 0; line < lines; line++) {
            store(sums, at + line * pitch, width, channel, sample, position + line * width, workspace);
        }
    }
}
