package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Activation;
import io.nacre.op.Unary;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pointwise/unary.cl}. */
final class UnaryPointwise extends SingleProgramKernel {
    private final Activation activation;
    private final Shape shape;

    UnaryPointwise(Programs programs, Unary op, List<TensorType> inputs) {
        super(programs.program("pointwise/unary.cl", BuildOptions.NONE));
        this.activation = op.activation();
        this.shape = inputs.get(0).shape();
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        long batch = shape.rank() == 0 ? 1 : shape.extent(0);
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("function", activation.function().ordinal())
                .put("a", activation.a())
                .put("b", activation.b())
                .put("batch", batch)
                .put("sample", shape.elements() / batch));
    }
}
