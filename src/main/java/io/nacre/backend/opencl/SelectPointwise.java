package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import io.nacre.op.Select;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pointwise/select.cl}. */
final class SelectPointwise extends SingleProgramKernel {
    private final LoopNest nest;

    SelectPointwise(Programs programs, Select op, List<TensorType> inputs) {
        super(programs.program("pointwise/select.cl", BuildOptions.NONE));
        Shape out = op.outputs(inputs).get(0).shape();
        this.nest = LoopNest.of(
                out,
                out.strides(),
                Broadcast.strides(inputs.get(0).shape(), out),
                Broadcast.strides(inputs.get(1).shape(), out),
                Broadcast.strides(inputs.get(2).shape(), out));
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = new Arguments()
                .view("condition", input(inputs, 0))
                .view("a", input(inputs, 1))
                .view("b", input(inputs, 2))
                .view("y", outputs.get(0));
        return List.of(Nests.split(arguments, nest, "", "condition", "a", "b"));
    }
}
