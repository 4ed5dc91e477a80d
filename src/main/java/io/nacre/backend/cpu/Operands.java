package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.backend.cpu.scalar.ScalarRows;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;

/**
 * The tensors of a bound operation: their types, and where they lie.
 *
 * @param inputs one a tensor; of those that were packed when the kernel was prepared, the packed form
 * @param scratch memory that the algorithm asked for, undefined before each launch
 * @param rows loops over rows of elements
 */
record Operands(
        List<TensorType> inputTypes,
        List<TensorType> outputTypes,
        List<CpuView> inputs,
        List<CpuView> outputs,
        CpuView scratch,
        RowLoops rows) {
    /** Elements that are quicker done by plain loops: these are compiled after fewer runs. */
    private static final int FEW = 1024;

    Shape inputShape(int index) {
        return inputTypes.get(index).shape();
    }

    /** The shape of the first output; all outputs of an operation have the same. */
    Shape outputShape() {
        return outputTypes.get(0).shape();
    }

    CpuView input(int index) {
        return inputs.get(index);
    }

    CpuView output() {
        return outputs.get(0);
    }

    /** Loops for an operation that reads so many elements. */
    RowLoops rows(long elements) {
        return elements < FEW ? new ScalarRows() : rows;
    }
}
