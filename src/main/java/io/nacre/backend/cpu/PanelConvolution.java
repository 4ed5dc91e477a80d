package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Chooses how a convolution is multiplied in panels, and makes the work: a loop that arranges the weights, unless that was
 * done before, and one that multiplies.
 */
record PanelConvolution(Convolution op, Shape input, Shape output, MicroKernels kernels, int seats, boolean packed) {

    /** The convolution as an algorithm; its weights are asked for in panels, if they are constant. */
    static Algorithm of(Convolution op, Shape input, Shape output, PackedInputs packed, Resources resources) {
        ProductKernel product = resources.kernels().product().orElseThrow();
        boolean ahead = packed.ask(1, new WeightPanels(product.rows(), op.groups()));
        PanelConvolution work = new PanelConvolution(op, input, output, resources.kernels(), resources.seats(), ahead);
        return new Algorithm(work.name(), work.scratch(), work::bind);
    }

    private boolean pointwise() {
        return op.window().isPointwise();
    }

    private String name() {
        return pointwise() ? "panels" : "panels by strips";
    }

    private long scratch() {
        return panelElements() + (pointwise() ? 0 : seats * StripConvolution.scratch(op, in(), out(), product()));
    }

    /** Scratch memory for weights. */
    private long panelElements() {
        return packed ? 0 : layout().elements(out().c(), depth());
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

    private List<Tiles> bind(Operands operands) {
        CpuView at = packed ? operands.input(1) : operands.scratch();
        PanelFactors factors = new PanelFactors(layout(), at.floats(), at.offset(), out().c(), depth());
        int rest = operands.scratch().offset() + Math.toIntExact(panelElements());
        Tiles convolution = pointwise()
                ? new PointwiseConvolution(op, operands, product(), factors)
                : new StripConvolution(op, operands, kernels, factors, rest);
        return packed ? List.of(convolution) : List.of(new PanelPacking(factors, operands.input(1)), convolution);
    }
}
