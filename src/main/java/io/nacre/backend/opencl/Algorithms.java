package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Convolution;
import io.nacre.op.MatMul;
import io.nacre.op.MaxUnpool;
import io.nacre.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Chooses the built-in kernel file for an operation: the plain one where there is no better. */
final class Algorithms extends PlainKernels {
    private static final String DIRECT_CONVOLUTION = "convolution/direct";
    private static final String WINOGRAD = "convolution/winograd";
    private static final String DIRECT_MATMUL = "matmul/direct";

    /** The files among which there is a choice. */
    static final List<String> NAMES = List.of(
            "convolution/depthwise",
            DIRECT_CONVOLUTION,
            "convolution/padded",
            "convolution/pointwise",
            WINOGRAD,
            DIRECT_MATMUL,
            "matmul/panels");

    private final Programs programs;
    private final Device.Kind kind;
    private final List<String> asked;
    private final List<TensorType> inputs;
    private final Constants constants;
    private final Accuracy accuracy;

    /**
     * The choice for given inputs.
     *
     * @param asked the files to take wherever they fit, as in {@link #NAMES}
     */
    Algorithms(
            Programs programs,
            Device.Kind kind,
            List<String> asked,
            List<TensorType> inputs,
            Constants constants,
            Accuracy accuracy) {
        super(programs, inputs);
        this.programs = programs;
        this.kind = kind;
        this.asked = asked;
        this.inputs = inputs;
        this.constants = constants;
        this.accuracy = accuracy;
    }

    @Override
    public ProgramKernel convolution(Convolution op) {
        Map<String, Supplier<ProgramKernel>> fitting = new LinkedHashMap<>();
        if (DepthwiseConvolution.fits(op, inputs)) {
            fitting.put("convolution/depthwise", () -> new DepthwiseConvolution(programs, op, inputs));
        }
        if (kind != Device.Kind.CPU) {
            fitting.put(DIRECT_CONVOLUTION, () -> direct(op));
        }
        if (constants.has(1)) {
            if (op.window().isPointwise()) {
                fitting.put("convolution/pointwise", () -> new PointwiseConvolution(programs, op, inputs, constants));
            }
            boolean winograd = WinogradConvolution.fits(op);
            if (winograd && WinogradConvolution.pays(op, inputs.get(1).shape(), accuracy)) {
                fitting.put(WINOGRAD, () -> new WinogradConvolution(programs, op, inputs, constants));
            }
            fitting.put("convolution/padded", () -> new PaddedConvolution(programs, op, inputs, constants));
            if (winograd) {
                fitting.putIfAbsent(WINOGRAD, () -> new WinogradConvolution(programs, op, inputs, constants));
            }
        }
        fitting.put(DIRECT_CONVOLUTION, () -> direct(op));
        return choose(fitting);
    }

    private ProgramKernel direct(Convolution op) {
        return new DirectConvolution(
                programs, op, ConvolutionExtents.of(op, inputs).inRows());
    }

    @Override
    public ProgramKernel matMul(MatMul op) {
        Map<String, Supplier<ProgramKernel>> fitting = new LinkedHashMap<>();
        if (kind != Device.Kind.CPU) {
            fitting.put(DIRECT_MATMUL, () -> super.matMul(op));
        }
        fitting.put("matmul/panels", () -> new PanelMatMul(programs, op, inputs, constants));
        fitting.put(DIRECT_MATMUL, () -> super.matMul(op));
        return choose(fitting);
    }

    /** The first kernel asked for among those that fit, else the first; they stand best first. */
    private ProgramKernel choose(Map<String, Supplier<ProgramKernel>> fitting) {
        return asked.stream()
                .filter(fitting::containsKey)
                .findFirst()
                .map(fitting::get)
                .orElseGet(() -> fitting.values().iterator().next())
                .get();
    }

    @Override
    public ProgramKernel maxUnpool(MaxUnpool op) {
        return MaxUnpooling.inPasses(programs, op, inputs);
    }
}
