package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution_transpose/direct.cl}. */
final class DirectConvolutionTranspose extends SingleProgramKernel {
    private final ConvolutionExtents extents;

    DirectConvolutionTranspose(Programs programs, ConvolutionTranspose op, List<TensorType> inputs) {
        super(programs.program("convolution_transpose/direct.cl", ConvolutionExtents.bake(op, op.window())));
        this.extents = ConvolutionExtents.of(op, op.window(), op.groups(), inputs);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return extents.arguments(inputs, outputs);
    }
}
