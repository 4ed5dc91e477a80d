package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.backend.cpu.micro.WindowLoops;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * A convolution multiplied in panels: a loop that arranges the weights, unless that was done before, and one that multiplies
 * them with the input as it lies, or with strips of it.
 */
record PanelConvolution(Convolution op, Shape input, Shape output, MicroKernels kernels, int seats) {

    /** A convolution by a window of one element. */
    Work whole(PackedInputs packed) {
        boolean ahead = ask(packed);
        return new Work(
                ahead ? 0 : panelElements(),
                operands -> bind(
                        operands,
                        ahead,
                        layout(),
                        factors -> new PointwiseConvolution(op, operands, product(), factors)));
    }

    /** Any convolution, an output channel at a time. */
    Work byWindows(PackedInputs packed, WindowLoops windows) {
        WeightPanels single = new WeightPanels(1, op.groups());
        boolean ahead = packed.ask(1, single);
        long panels = ahead ? 0 : single.elements(out().c(), depth());
        return new Work(
                panels + seats * WindowConvolution.scratch(op, in(), out()),
                operands -> bind(operands, ahead, single, factors -> {
                    int rest = operands.scratch().offset() + Math.toIntExact(panels);
                    return new WindowConvolution(op, operands, windows, kernels.lines(), product(), factors, rest);
                }));
    }

    /** A convolution of single channels that {@link PlaneForm} fits. */
    Work byPlanes(PackedInputs packed, PlaneForm form) {
        WeightPanels single = new WeightPanels(1, op.groups());
        boolean ahead = packed.ask(1, single);
        long panels = ahead ? 0 : single.elements(out().c(), depth());
        return new Work(
                panels + seats * form.scratch(),
                operands -> bind(operands, ahead, single, factors -> {
                    int rest = operands.scratch().offset() + Math.toIntExact(panels);
                    return new PlaneConvolution(op, operands, form, kernels, factors, rest);
                }));
    }

    /** Any convolution. */
    Work byStrips(PackedInputs packed) {
        boolean ahead = ask(packed);
        long panels = ahead ? 0 : panelElements();
        return new Work(
                panels + seats * StripConvolution.scratch(op, in(), out(), product()),
                operands -> bind(operands, ahead, layout(), factors -> {
                    int rest = operands.scratch().offset() + Math.toIntExact(panels);
                    return new StripConvolution(op, operands, kernels, factors, rest);
                }));
    }

    /** How planes may be seen as lines. */
    PlaneForm planeForm() {
        return new PlaneForm(op, in(), out());
    }

    /** The time that strips take, estimated in multiply-adds of a product in panels. */
    double stripCost() {
        return StripPlan.of(op, in(), out(), product()).cost();
    }

    /** Asks for the weights in panels; answers whether they are known. */
    private boolean ask(PackedInputs packed) {
        return packed.ask(1, layout());
    }

    /** Scratch memory for weights that are known at run time only. */
    private long panelElements() {
        return layout().elements(out().c(), depth());
    }

    private WeightPanels layout() {
        return new WeightPanels(product().rows(), op.groups());
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

    private List<Tiles> bind(
            Operands operands, boolean packed, WeightPanels layout, Function<PanelFactors, Tiles> loop) {
        CpuView at = packed ? operands.input(1) : operands.scratch();
        PanelFactors factors = new PanelFactors(layout, at.floats(), at.offset(), out().c(), depth());
        Tiles convolution = loop.apply(factors);
        return packed ? List.of(convolution) : List.of(new PanelPacking(factors, operands.input(1)), convolution);
    }
}
