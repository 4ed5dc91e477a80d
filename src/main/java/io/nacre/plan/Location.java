package io.nacre.plan;

import io.nacre.backend.Buffer;
import io.nacre.tensor.DataType;

/** Where a plan keeps a tensor. */
sealed interface Location {

    /**
     * In a lane's arena.
     *
     * @param offset the first element
     * @param batchStride elements from one sample to the next, {@link #DENSE} if they follow each other
     */
    record Slot(DataType type, long offset, long batchStride) implements Location {}

    /** In a buffer that holds a constant, the same for all lanes. */
    record Fixed(Buffer buffer) implements Location {}

    long DENSE = -1;
}
