package io.nacre.nn;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;

/**
 * A tensor that a layer learned.
 *
 * @param name PyTorch's name for it, with the path of the layer within the network: {@code 0.conv.weight}
 * @param initial how PyTorch fills it in a new layer
 * @param buffer whether training computes it otherwise than by gradients: running statistics
 * @param optional whether a file may lack it
 */
public record Parameter(String name, TensorType type, Initial initial, boolean buffer, boolean optional) {

    /** The values of a new layer's parameter. */
    public sealed interface Initial {}

    /** Every element is the same. */
    public record Constant(double value) implements Initial {}

    /** Uniform between {@code -bound} and {@code bound}. */
    public record Uniform(double bound) implements Initial {

        /** PyTorch's default for weights and biases of products: {@code 1/√fan_in}. */
        static Uniform fanIn(long fanIn) {
            return new Uniform(fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0);
        }
    }

    static Parameter learned(String name, Initial initial, Shape shape) {
        return new Parameter(name, new TensorType(DataType.F32, shape), initial, false, false);
    }

    static Parameter learned(String name, double initial, Shape shape) {
        return learned(name, new Constant(initial), shape);
    }

    static Parameter buffer(String name, double initial, int length) {
        return new Parameter(name, TensorType.f32(length), new Constant(initial), true, false);
    }

    /** Batch normalisation's count of training steps; older files lack it. */
    static Parameter batchesTracked() {
        TensorType scalar = new TensorType(DataType.I64, Shape.of());
        return new Parameter("num_batches_tracked", scalar, new Constant(0), true, true);
    }

    /** The same parameter, seen from the network that holds the layer under a name. */
    Parameter of(String child) {
        return new Parameter(child + "." + name, type, initial, buffer, optional);
    }

    public Shape shape() {
        return type.shape();
    }
}
