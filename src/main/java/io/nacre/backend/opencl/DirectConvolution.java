package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution/direct.cl}. */
final class DirectConvolution extends SingleProgramKernel {
    private final ConvolutionExtents extents;

    DirectConvolution(Programs programs, Convolution op, ConvolutionExtents extents) {
        super(programs.program("convolution/direct.cl", ConvolutionExtents.bake(op, op.window())));
        this.extents = extents;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return extents.arguments(inputs, outputs);
    }
}
