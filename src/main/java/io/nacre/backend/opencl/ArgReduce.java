package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Reduce;
import io.nacre.op.Reduce.Function;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code reduce/arg.cl}. */
final class ArgReduce extends SingleProgramKernel {
    private final Reduce op;
    private final TensorType x;

    ArgReduce(Programs programs, Reduce op, List<TensorType> inputs) {
        super(programs.program("reduce/arg.cl", BuildOptions.NONE));
        this.op = op;
        this.x = inputs.get(0);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Shape shape = x.shape();
        int axis = op.axes().get(0);
        Function function = op.function();
        boolean largest = function == Function.ARG_MAX || function == Function.ARG_MAX_LAST;
        boolean last = function == Function.ARG_MAX_LAST || function == Function.ARG_MIN_LAST;
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("integers", x.type().isFloat() ? 0 : 1)
                .put("largest", largest ? 1 : 0)
                .put("last", last ? 1 : 0)
                .put("outer", shape.elements(0, axis))
                .put("extent", shape.extent(axis))
                .put("inner", shape.elements(axis + 1, shape.rank())));
    }
}
