package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.op.Convolution;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution/direct.cl}. */
final class DirectConvolution extends SingleProgramKernel {
    private final ConvolutionExtents extents;

    DirectConvolution(KernelPrograms programs, Convolution op, List<TensorType> inputs) {
        super(programs.program("convolution/direct.cl", ConvolutionExtents.bake(op, op.window())));
        this.extents = ConvolutionExtents.of(op, op.window(), op.groups(), inputs);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return extents.arguments(inputs, outputs);
    }
}
