package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Convolution;
import io.nacre.op.MatMul;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Op;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** Chooses the built-in kernel file for an operation: the plain one where there is no better. */
final class Algorithms extends PlainKernels {
    private static final String DEPTHWISE = "convolution/depthwise";
    private static final String DIRECT_CONVOLUTION = "convolution/direct";
    private static final String PADDED = "convolution/padded";
    private static final String POINTWISE = "convolution/pointwise";
    private static final String WINOGRAD = "convolution/winograd";
    private static final String DIRECT_MATMUL = "matmul/direct";
    private static final String PANELS = "matmul/panels";

    /** The files among which there is a choice. */
    static final List<String> NAMES =
            List.of(DEPTHWISE, DIRECT_CONVOLUTION, PADDED, POINTWISE, WINOGRAD, DIRECT_MATMUL, PANELS);

    private final Programs programs;
    private final Device.Kind kind;
    private final List<String> asked;
    private final Optional<TuningEntry> tuned;
    private final List<TensorType> inputs;
    private final Constants constants;
    private final Accuracy accuracy;

    /**
     * The choice for given inputs.
     *
     * @param asked the files to take wherever they fit, as in {@link #NAMES}
     * @param tuned what the tuner found for the operation
     */
    Algorithms(
            Programs programs,
            Device.Kind kind,
            List<String> asked,
            Optional<TuningEntry> tuned,
            List<TensorType> inputs,
            Constants constants,
            Accuracy accuracy) {
        super(programs, inputs);
        this.programs = programs;
        this.kind = kind;
        this.asked = asked;
        this.tuned = tuned;
        this.inputs = inputs;
        this.constants = constants;
        this.accuracy = accuracy;
    }

    /** All that were thought of for an operation, in the order of preference; none where there is no choice. */
    List<Algorithm> of(Op op) {
        if (op instanceof Convolution convolution) {
            return ofConvolution(convolution);
        }
        return op instanceof MatMul product ? ofMatMul(product) : List.of();
    }

    private List<Algorithm> ofConvolution(Convolution op) {
        if (op.block() > 1) {
            throw new UnsupportedException("opencl Convolution: channels in blocks of " + op.block()
                    + ", here they lie in planes (Backend.blocking says so)");
        }
        boolean depthwise = DepthwiseConvolution.fits(op, inputs);
        boolean pointwise = op.window().isPointwise();
        String packed = constants.has(1) ? "" : "weights are not constant";
        String winograd = WinogradConvolution.fits(op) ? packed : "the window is not a dense 3×3";
        String few = WinogradConvolution.drawback(op, inputs.get(1).shape());
        boolean multipliesLess = (winograd + few).isEmpty() && accuracy.allows(WinogradConvolution.ERROR_FACTOR);
        boolean gpu = kind != Device.Kind.CPU;
        String kinds = depthwise ? "groups have one input channel" : gpu ? "made for CPUs" : "";
        return List.of(
                new Algorithm(
                        DEPTHWISE,
                        depthwise ? "" : "groups have several input channels, or there is one group",
                        "",
                        1,
                        () -> new DepthwiseConvolution(programs, op, inputs)),
                new Algorithm(
                        POINTWISE,
                        pointwise ? packed : "the window is not 1×1",
                        kinds,
                        1,
                        () -> new PointwiseConvolution(programs, op, inputs, constants)),
                new Algorithm(
                        WINOGRAD,
                        winograd,
                        kinds.isEmpty() ? few : kinds,
                        WinogradConvolution.ERROR_FACTOR,
                        () -> new WinogradConvolution(programs, op, inputs, constants)),
                new Algorithm(
                        PADDED,
                        packed,
                        !kinds.isEmpty()
                                ? kinds
                                : pointwise ? "copies its input" : multipliesLess ? "multiplies more" : "",
                        1,
                        () -> new PaddedConvolution(programs, op, inputs, constants)),
                new Algorithm(
                        DIRECT_CONVOLUTION,
                        "",
                        depthwise || gpu ? (depthwise ? kinds : "") : packed.isEmpty() ? "weights are not packed" : "",
                        1,
                        () -> new DirectConvolution(
                                programs, op, ConvolutionExtents.of(op, inputs).inRows())));
    }

    private List<Algorithm> ofMatMul(MatMul op) {
        boolean gpu = kind != Device.Kind.CPU;
        return List.of(
                new Algorithm(
                        PANELS,
                        "",
                        gpu ? "made for CPUs" : "",
                        1,
                        () -> new PanelMatMul(programs, op, inputs, constants)),
                new Algorithm(DIRECT_MATMUL, "", gpu ? "" : "operands are not packed", 1, () -> super.matMul(op)));
    }

    @Override
    public ProgramKernel convolution(Convolution op) {
        return choose(ofConvolution(op));
    }

    @Override
    public ProgramKernel matMul(MatMul op) {
        return choose(ofMatMul(op));
    }

    private ProgramKernel choose(List<Algorithm> algorithms) {
        Choice choice = Choice.of(algorithms, asked, tuned, accuracy);
        return choice.algorithm().kernel().get().because(choice.reason());
    }

    @Override
    public ProgramKernel maxUnpool(MaxUnpool op) {
        return MaxUnpooling.inPasses(programs, op, inputs);
    }
}
