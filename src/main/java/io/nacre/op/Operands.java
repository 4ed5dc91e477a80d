package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;

/** The checks that operations share: how many inputs there are, of which type and rank. */
final class Operands {
    private Operands() {}

    static void count(Op op, List<TensorType> inputs, int expected) {
        if (inputs.size() != expected) {
            throw new ShapeException(op.kind() + ": " + inputs.size() + " inputs, expected " + expected);
        }
    }

    static void floats(Op op, TensorType input) {
        if (input.type() != DataType.F32) {
            throw new ShapeException(op.kind() + ": input is " + input + ", expected float32");
        }
    }

    /** A batch, channels and 1 to 3 spatial axes, as many as the window has. */
    static void spatial(Op op, Shape input, int axes) {
        if (input.rank() != axes + 2) {
            throw new ShapeException(op.kind() + ": input " + input + " has rank " + input.rank() + ", a " + axes
                    + "-d window expects rank " + (axes + 2) + " (batch, channels, " + axes + " spatial axes)");
        }
    }
}
