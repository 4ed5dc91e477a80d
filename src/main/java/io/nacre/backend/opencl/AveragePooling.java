package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.AveragePool;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pool/average.cl}. */
final class AveragePooling extends SingleProgramKernel {
    private final AveragePool op;
    private final Volume in;
    private final Volume out;

    AveragePooling(Programs programs, AveragePool op, List<TensorType> inputs) {
        super(programs.program("pool/average.cl", BuildOptions.NONE));
        this.op = op;
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return List.of(Extents.window(Extents.of(in, out), op.window(), in)
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("count_padding", op.countPadding() ? 1 : 0)
                .put("divisor", op.divisor()));
    }
}
