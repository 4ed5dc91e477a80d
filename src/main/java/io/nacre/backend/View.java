package io.nacre.backend;

import io.nacre.tensor.Shape;

/**
 * Where a tensor lies in a buffer. Its samples (the first axis) are contiguous and row-major each.
 *
 * @param buffer the memory
 * @param offset the first element
 * @param batchStride elements from one sample to the next; in a dense view the elements of one sample. Only operations
 *     with {@link io.nacre.op.Op#batchStrided} are given others.
 */
public record View(Buffer buffer, long offset, long batchStride) {

    /** A dense view. */
    public static View dense(Buffer buffer, long offset, Shape shape) {
        return new View(buffer, offset, shape.rank() == 0 ? 1 : shape.elements(1, shape.rank()));
    }
}
