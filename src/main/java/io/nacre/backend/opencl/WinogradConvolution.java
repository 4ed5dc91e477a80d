package io.nacre.backend.opencl;

import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.View;
import io.nacre.backend.WinogradForm;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code convolution/winograd_input.cl}, then {@code convolution/winograd.cl}: for constant weights of 3×3 windows. */
final class WinogradConvolution extends ProgramKernel {
    private static final WinogradForm FORM = WinogradForm.FOUR;
    static final double ERROR_FACTOR = FORM.errorFactor();
    /** Tiles of a block: what both files call LANES. */
    private static final int BLOCK = 16;
    /** With fewer channels, the transforms cost more than the products gain. */
    private static final int FEWEST_CHANNELS = 8;
    /** With more, reading four times the weights costs more than the products gain on the small planes of such layers. */
    private static final int MOST_FILTERS = 256 * 256;

    private final KernelProgram transform;
    private final ConvolutionExtents extents;
    private final Buffer weights;
    private final long plain;
    private final long blocks;

    WinogradConvolution(Programs programs, Convolution op, List<TensorType> inputs, Constants constants) {
        super(programs.program("convolution/winograd.cl", EpilogueStages.bake(BuildOptions.NONE, op.epilogue())));
        this.transform = programs.program("convolution/winograd_input.cl", BuildOptions.NONE);
        this.extents = ConvolutionExtents.of(op, inputs);
        WinogradWeights packing =
                new WinogradWeights(FORM, op.groups(), Math.toIntExact(program().macro("TILE_C")));
        this.weights = constants.packed(1, packing);
        this.plain = packing.plainStart(inputs.get(1).shape());
        Volume out = extents.out();
        long tiles = (long) tiles(out.h()) * tiles(out.w());
        this.blocks = (tiles + BLOCK - 1) / BLOCK;
    }

    private static int tiles(int results) {
        return (results - 1) / FORM.outputs() + 1;
    }

    /** Whether the operation is one that this computes. */
    static boolean fits(Convolution op) {
        Window window = op.window().volume();
        return window.axis(0).isUnit() && isDense(window.axis(1)) && isDense(window.axis(2));
    }

    /** Why others are quicker, as far as the weights tell; empty if they are not. */
    static String drawback(Convolution op, Shape weights) {
        int in = weights.extent(1);
        int out = weights.extent(0) / op.groups();
        if (in < FEWEST_CHANNELS || out < FEWEST_CHANNELS) {
            return "fewer than " + FEWEST_CHANNELS + " channels";
        }
        return (long) in * out <= MOST_FILTERS ? "" : "more than " + MOST_FILTERS + " filters";
    }

    private static boolean isDense(Axis axis) {
        return axis.kernel() == WinogradForm.WINDOW && axis.stride() == 1 && axis.dilation() == 1;
    }

    @Override
    public double errorFactor() {
        return ERROR_FACTOR;
    }

    @Override
    public long scratchElements() {
        Volume in = extents.in();
        return Math.multiplyExact(Math.multiplyExact((long) in.n() * in.d(), in.c()), blocks * FORM.products() * BLOCK);
    }

    @Override
    List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        View transformed = Objects.requireNonNull(scratch);
        int count = Math.toIntExact(blocks);
        Arguments transforms = extents.extents()
                .view("x", input(inputs, 0))
                .view("y", transformed)
                .put("blocks", count);
        Arguments multiplies = extents.extents()
                .view("x", input(inputs, 0))
                .view("v", transformed)
                .view("w", View.dense(weights, 0, Shape.of()))
                .put("w_plain", plain)
                .view("y", outputs.get(0))
                .put("blocks", count);
        return List.of(new Call(transform, transforms), new Call(program(), extents.operands(multiplies, inputs)));
    }
}
