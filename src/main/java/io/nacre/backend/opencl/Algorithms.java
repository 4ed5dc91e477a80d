package io.nacre.backend.opencl;

import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import io.nacre.op.MatMul;
import io.nacre.op.MaxUnpool;
import io.nacre.tensor.TensorType;
import java.util.List;

/** Chooses the built-in kernel file for an operation: the plain one where there is no better. */
final class Algorithms extends PlainKernels {
    private final Programs programs;
    private final Device.Kind kind;
    private final List<TensorType> inputs;
    private final Constants constants;

    Algorithms(Programs programs, Device.Kind kind, List<TensorType> inputs, Constants constants) {
        super(programs, inputs);
        this.programs = programs;
        this.kind = kind;
        this.inputs = inputs;
        this.constants = constants;
    }

    @Override
    public ProgramKernel convolution(Convolution op) {
        if (DepthwiseConvolution.fits(op, inputs)) {
            return new DepthwiseConvolution(programs, op, inputs);
        }
        if (kind != Device.Kind.CPU || !constants.has(1)) {
            return new DirectConvolution(
                    programs, op, ConvolutionExtents.of(op, inputs).inRows());
        }
        return op.window().isPointwise()
                ? new PointwiseConvolution(programs, op, inputs, constants)
                : new PaddedConvolution(programs, op, inputs, constants);
    }

    @Override
    public ProgramKernel matMul(MatMul op) {
        return kind == Device.Kind.CPU ? new PanelMatMul(programs, op, inputs, constants) : super.matMul(op);
    }

    @Override
    public ProgramKernel maxUnpool(MaxUnpool op) {
        return MaxUnpooling.inPasses(programs, op, inputs);
    }
}
