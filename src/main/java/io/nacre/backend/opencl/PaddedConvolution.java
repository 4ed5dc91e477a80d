package io.nacre.backend.opencl;

import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code convolution/pad_phases.cl}, then {@code convolution/padded.cl}: for constant weights. */
final class PaddedConvolution extends ProgramKernel {
    private final KernelProgram copy;
    private final ConvolutionExtents extents;
    private final PhasePlanes planes;
    private final Buffer weights;

    PaddedConvolution(Programs programs, Convolution op, List<TensorType> inputs, Constants constants) {
        this(
                programs.program("convolution/pad_phases.cl", BuildOptions.NONE),
                programs.program("convolution/padded.cl", ConvolutionExtents.bake(op, op.window())),
                ConvolutionExtents.of(op, inputs).inRows(),
                constants);
    }

    private PaddedConvolution(
            KernelProgram copy, KernelProgram program, ConvolutionExtents extents, Constants constants) {
        super(program);
        this.copy = copy;
        this.extents = extents;
        this.planes = PhasePlanes.of(extents.window(), extents.out());
        int tile = Math.toIntExact(program.macro("TILE_C"));
        this.weights = constants.packed(1, new ConvolutionPanels(extents.groups(), tile));
    }

    @Override
    public long scratchElements() {
        return planes.elements(extents.in()) + slack();
    }

    /** The last work-item of a row of tiles reads behind the end of its plane. */
    private int slack() {
        return Math.toIntExact(program().macro("VECTORS") * program().macro("LANES"))
                + Math.toIntExact(extents.window().volume().axis(2).span() - 1);
    }

    @Override
    List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        View padded = Objects.requireNonNull(scratch);
        Arguments reads = planes.put(extents.extents())
                .view("x", input(inputs, 0))
                .view("y", padded)
                .put("channels_in", extents.in().c())
                .put("slack", slack());
        Arguments computes = planes.put(extents.extents())
                .view("x", padded)
                .view("w", View.dense(weights, 0, Shape.of()))
                .view("y", outputs.get(0));
        return List.of(new Call(copy, reads), new Call(program(), extents.operands(computes, inputs)));
    }
}
