package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.MatMul;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code matmul/direct.cl}. */
final class DirectMatMul extends SingleProgramKernel {
    private final MatMulExtents extents;

    DirectMatMul(Programs programs, MatMul op, List<TensorType> inputs) {
        super(programs.program("matmul/direct.cl", EpilogueStages.bake(BuildOptions.NONE, op.epilogue())));
        this.extents = MatMulExtents.of(op, inputs);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        long matrix = (long) extents.b().extent(-2) * extents.b().extent(-1);
        return List.of(extents.arguments(inputs, outputs, matrix).view("b", input(inputs, 1)));
    }
}
