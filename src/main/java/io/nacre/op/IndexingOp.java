package io.nacre.op;

import io.nacre.tensor.TensorType;
import java.util.List;

/** An operation with an input of indices, which backends check while they run it. */
public sealed interface IndexingOp extends Op permits Gather, MaxUnpool {

    /** Which input holds the indices. */
    default int indices() {
        return 1;
    }

    /**
     * What is wrong with an index that is out of range, in words.
     *
     * @param position where it stands among the indices, row-major
     */
    String fault(List<TensorType> inputs, long position, long index);
}
