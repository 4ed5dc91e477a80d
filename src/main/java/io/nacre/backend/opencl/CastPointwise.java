package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Cast;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pointwise/cast.cl}. */
final class CastPointwise extends SingleProgramKernel {
    private final Cast op;
    private final TensorType x;

    CastPointwise(Programs programs, Cast op, List<TensorType> inputs) {
        super(programs.program("pointwise/cast.cl", BuildOptions.NONE));
        this.op = op;
        this.x = inputs.get(0);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("from_float", x.type().isFloat() ? 1 : 0)
                .put("to_float", op.to().isFloat() ? 1 : 0)
                .put("elements", x.elements()));
    }
}
