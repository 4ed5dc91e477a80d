package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code normalization/softmax.cl}. */
final class SoftmaxNormalization extends SingleProgramKernel {
    private final Softmax op;
    private final Shape shape;

    SoftmaxNormalization(Programs programs, Softmax op, List<TensorType> inputs) {
        super(programs.program("normalization/softmax.cl", BuildOptions.NONE));
        this.op = op;
        this.shape = inputs.get(0).shape();
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("outer", shape.elements(0, op.axis()))
                .put("extent", shape.extent(op.axis()))
                .put("inner", shape.elements(op.axis() + 1, shape.rank()))
                .put("logarithm", op.log() ? 1 : 0));
    }
}
