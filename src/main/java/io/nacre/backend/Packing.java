package io.nacre.backend;

import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * An arrangement of weights that suits an algorithm: a pure function on the host. Implementations are records, so that
 * equal packings of one tensor are made once.
 */
public interface Packing {

    /** F32 elements of the packed form. */
    long elements(TensorType weights);

    /**
     * Arranges the weights.
     *
     * @param weights a float32 tensor
     * @param target zeros, {@link #elements} of them
     */
    void pack(Tensor weights, FloatBuffer target);
}
