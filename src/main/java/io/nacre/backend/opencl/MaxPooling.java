package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.MaxPool;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pool/max.cl}. */
final class MaxPooling extends SingleProgramKernel {
    private final MaxPool op;
    private final Volume in;
    private final Volume out;

    MaxPooling(Programs programs, MaxPool op, List<TensorType> inputs) {
        super(programs.program("pool/max.cl", BuildOptions.NONE));
        this.op = op;
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return List.of(Extents.window(Extents.of(in, out), op.window(), in)
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .view("positions", outputs.get(op.indices() ? 1 : 0)) // a stand-in where there are none
                .put("with_positions", op.indices() ? 1 : 0));
    }
}
