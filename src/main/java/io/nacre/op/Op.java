package io.nacre.op;

import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mathematical operation, whole: its parameters, and the shape rules of its operands. The list is closed and short;
 * everything else lowers to it. Backends may assume that {@link #outputs} accepted what they are given.
 */
public sealed interface Op
        permits AveragePool,
                Binary,
                Cast,
                Concat,
                EpilogueOp,
                IndexingOp,
                MaxPool,
                Normalization,
                Pad,
                Permute,
                Reduce,
                Resize,
                Select,
                Slice,
                Softmax,
                Unary {

    /**
     * The types of the results.
     *
     * @throws io.nacre.error.ShapeException if the inputs do not fit the operation, saying why
     */
    List<TensorType> outputs(List<TensorType> inputs);

    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /** Floating-point operations of one run: a fused multiply-add counts two, everything else one an element. */
    default long flops(List<TensorType> inputs) {
        return outputs(inputs).get(0).elements();
    }

    /** The operation's name: {@code Convolution}. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /**
     * Whether the views of the outputs, and of those inputs that {@link #batchStrided(int)} tells, may have any batch stride:
     * their first axis is walked sample by sample. All other views are dense.
     */
    default boolean batchStrided() {
        return batchStrided(0);
    }

    /** Whether the view of one input may have any batch stride. */
    default boolean batchStrided(int input) {
        return false;
    }

    /** Answers one question for every operation; a new operation does not compile until each visitor answers it. */
    interface Visitor<R extends @Nullable Object> {
        R convolution(Convolution op);

        R convolutionTranspose(ConvolutionTranspose op);

        R matMul(MatMul op);

        R maxPool(MaxPool op);

        R maxUnpool(MaxUnpool op);

        R averagePool(AveragePool op);

        R resize(Resize op);

        R softmax(Softmax op);

        R normalization(Normalization op);

        R reduce(Reduce op);

        R unary(Unary op);

        R binary(Binary op);

        R select(Select op);

        R cast(Cast op);

        R permute(Permute op);

        R pad(Pad op);

        R slice(Slice op);

        R concat(Concat op);

        R gather(Gather op);
    }
}
