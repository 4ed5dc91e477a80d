package io.nacre.backend.opencl;

import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.error.UnsupportedException;
import io.nacre.op.AveragePool;
import io.nacre.op.Binary;
import io.nacre.op.Cast;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Gather;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.Pad;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.Select;
import io.nacre.op.Slice;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Chooses the kernel file for an operation.
 *
 * @param asked the files to take wherever they fit, as in {@link #NAMES}
 */
record Algorithms(
        KernelPrograms programs, Device.Kind kind, List<String> asked, List<TensorType> inputs, Constants constants)
        implements Op.Visitor<Kernel> {
    private static final String DIRECT_CONVOLUTION = "convolution/direct";
    private static final String DIRECT_MATMUL = "matmul/direct";

    /** The files among which there is a choice. */
    static final List<String> NAMES = List.of(
            "convolution/depthwise",
            DIRECT_CONVOLUTION,
            "convolution/padded",
            "convolution/pointwise",
            DIRECT_MATMUL,
            "matmul/panels");

    @Override
    public Kernel convolution(Convolution op) {
        Map<String, Supplier<Kernel>> fitting = new LinkedHashMap<>();
        if (DepthwiseConvolution.fits(op, inputs)) {
            fitting.put("convolution/depthwise", () -> new DepthwiseConvolution(programs, op, inputs));
        }
        if (kind != Device.Kind.CPU) {
            fitting.put(DIRECT_CONVOLUTION, () -> new DirectConvolution(programs, op, inputs));
        }
        if (constants.has(1)) {
            if (op.window().isPointwise()) {
                fitting.put("convolution/pointwise", () -> new PointwiseConvolution(programs, op, inputs, constants));
            }
            fitting.put("convolution/padded", () -> new PaddedConvolution(programs, op, inputs, constants));
        }
        fitting.put(DIRECT_CONVOLUTION, () -> new DirectConvolution(programs, op, inputs));
        return choose(fitting);
    }

    @Override
    public Kernel convolutionTranspose(ConvolutionTranspose op) {
        return new DirectConvolutionTranspose(programs, op, inputs);
    }

    @Override
    public Kernel matMul(MatMul op) {
        Map<String, Supplier<Kernel>> fitting = new LinkedHashMap<>();
        if (kind != Device.Kind.CPU) {
            fitting.put(DIRECT_MATMUL, () -> new DirectMatMul(programs, op, inputs));
        }
        fitting.put("matmul/panels", () -> new PanelMatMul(programs, op, inputs, constants));
        fitting.put(DIRECT_MATMUL, () -> new DirectMatMul(programs, op, inputs));
        return choose(fitting);
    }

    /** The first kernel asked for among those that fit, else the first; they stand best first. */
    private Kernel choose(Map<String, Supplier<Kernel>> fitting) {
        return asked.stream()
                .filter(fitting::containsKey)
                .findFirst()
                .map(fitting::get)
                .orElseGet(() -> fitting.values().iterator().next())
                .get();
    }

    @Override
    public Kernel maxPool(MaxPool op) {
        return new MaxPooling(programs, op, inputs);
    }

    @Override
    public Kernel maxUnpool(MaxUnpool op) {
        return new MaxUnpooling(programs, op, inputs);
    }

    @Override
    public Kernel averagePool(AveragePool op) {
        return new AveragePooling(programs, op, inputs);
    }

    @Override
    public Kernel resize(Resize op) {
        return new TableResize(programs, op, inputs);
    }

    @Override
    public Kernel softmax(Softmax op) {
        return new SoftmaxNormalization(programs, op, inputs);
    }

    @Override
    public Kernel normalization(Normalization op) {
        return new RowNormalization(programs, op, inputs);
    }

    @Override
    public Kernel reduce(Reduce op) {
        if (op.function().locates()) {
            return new ArgReduce(programs, op, inputs);
        }
        requireFloats(op);
        return new DirectReduce(programs, op, inputs);
    }

    @Override
    public Kernel unary(Unary op) {
        return new UnaryPointwise(programs, op, inputs);
    }

    @Override
    public Kernel binary(Binary op) {
        return BinaryPointwise.of(programs, op, inputs);
    }

    @Override
    public Kernel select(Select op) {
        return new SelectPointwise(programs, op, inputs);
    }

    @Override
    public Kernel cast(Cast op) {
        return new CastPointwise(programs, op, inputs);
    }

    @Override
    public Kernel permute(Permute op) {
        return StridedCopy.permute(programs, op, inputs);
    }

    @Override
    public Kernel pad(Pad op) {
        return new PadCopy(programs, op, inputs);
    }

    @Override
    public Kernel slice(Slice op) {
        return StridedCopy.slice(programs, op, inputs);
    }

    @Override
    public Kernel concat(Concat op) {
        return StridedCopy.concat(programs, op, inputs);
    }

    @Override
    public Kernel gather(Gather op) {
        return new GatherCopy(programs, op, inputs);
    }

    private void requireFloats(Op op) {
        TensorType x = inputs.get(0);
        if (x.type() != DataType.F32) {
            throw new UnsupportedException(op.kind() + ": OpenCL kernels compute with float32, the input is " + x);
        }
    }
}
