package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.PlaneLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.backend.cpu.micro.WindowLoops;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * A convolution multiplied in panels: a loop that arranges the weights, unless that was done before, and one that multiplies
 * them with the input as it lies, or with strips of it.
 */
record PanelConvolution(Convolution op, Shape input, Shape output, MicroKernels kernels, int seats) {

    /** A loop over packed weights. */
    private interface Loop {
        /**
         * Binds the loop.
         *
         * @param scratch where the threads' own memory begins
         */
        Tiles bind(Operands operands, PanelFactors factors, int scratch);
    }

    /** A convolution by a window of one element. */
    Work whole(PackedInputs packed) {
        return work(
                packed,
                product().rows(),
                0,
                (operands, factors, scratch) -> new PointwiseConvolution(op, operands, product(), factors));
    }

    /** Any convolution, an output channel at a time. */
    Work byWindows(PackedInputs packed, WindowLoops windows) {
        return work(
                packed,
                1,
                WindowConvolution.scratch(op, in(), out()),
                (operands, factors, scratch) ->
                        new WindowConvolution(op, operands, windows, kernels.lines(), product(), factors, scratch));
    }

    /** A convolution that {@link PlaneForm} fits. */
    Work byPlanes(PackedInputs packed, PlaneLoops planes, PlaneForm form) {
        return work(
                packed,
                1,
                form.scratch(),
                (operands, factors, scratch) ->
                        new PlaneConvolution(op, operands, form, planes, kernels.lines(), product(), factors, scratch));
    }

    /** Any convolution. */
    Work byStrips(PackedInputs packed) {
        return work(
                packed,
                product().rows(),
                StripConvolution.scratch(op, in(), out(), product()),
                (operands, factors, scratch) -> new StripConvolution(op, operands, kernels, factors, scratch));
    }

    /** How planes may be seen as lines. */
    PlaneForm planeForm() {
        return new PlaneForm(op, in(), out());
    }

    /** The time that strips take, estimated in multiply-adds of a product in panels. */
    double stripCost() {
        return StripPlan.of(op, in(), out(), product()).cost();
    }

    private ProductKernel product() {
        return kernels.product().orElseThrow();
    }

    private Volume in() {
        return Volume.of(input);
    }

    private Volume out() {
        return Volume.of(output);
    }

    private int depth() {
        return Math.toIntExact(in().c() / op.groups() * op.window().taps());
    }

    /**
     * The loop, after one that packs the weights unless they are known.
     *
     * @param rows of a panel of weights
     * @param perSeat elements of scratch memory that each thread needs
     */
    private Work work(PackedInputs packed, int rows, long perSeat, Loop loop) {
        WeightPanels layout = new WeightPanels(rows, op.groups());
        boolean ahead = packed.ask(1, layout);
        long panels = ahead ? 0 : layout.elements(out().c(), depth());
        return new Work(panels + seats * perSeat, operands -> {
            CpuView at = ahead ? operands.input(1) : operands.scratch();
            PanelFactors factors = new PanelFactors(layout, at.floats(), at.offset(), out().c(), depth());
            Tiles convolution = loop.bind(operands, factors, operands.scratch().offset() + Math.toIntExact(panels));
            return ahead ? List.of(convolution) : List.of(new PanelPacking(factors, operands.input(1)), convolution);
        });
    }
}
