package io.nacre.backend.opencl;

import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution/pointwise.cl}: for windows of one element and constant weights. */
final class PointwiseConvolution extends SingleProgramKernel {
    private final ConvolutionExtents extents;
    private final Buffer weights;

    PointwiseConvolution(Programs programs, Convolution op, List<TensorType> inputs, Constants constants) {
        super(programs.program("convolution/pointwise.cl", EpilogueStages.bake(BuildOptions.NONE, op.epilogue())));
        this.extents = ConvolutionExtents.of(op, inputs).inRows();
        int tile = Math.toIntExact(program().macro("TILE_C"));
        this.weights = constants.packed(1, new ConvolutionPanels(op.groups(), tile));
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = extents.extents()
                .view("x", input(inputs, 0))
                .view("w", View.dense(weights, 0, Shape.of()))
                .view("y", outputs.get(0));
        return List.of(extents.operands(arguments, inputs));
    }
}
