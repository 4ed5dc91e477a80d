package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution/depthwise.cl}. */
final class DepthwiseConvolution extends SingleProgramKernel {
    private final ConvolutionExtents extents;

    DepthwiseConvolution(Programs programs, Convolution op, List<TensorType> inputs) {
        super(programs.program("convolution/depthwise.cl", ConvolutionExtents.bake(op, op.window())));
        this.extents = ConvolutionExtents.of(op, inputs).inRows();
    }

    /** Whether each group has one input channel, and there are several groups. */
    static boolean fits(Convolution op, List<TensorType> inputs) {
        return op.groups() > 1 && op.groups() == inputs.get(0).shape().extent(1);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return extents.arguments(inputs, outputs);
    }
}
