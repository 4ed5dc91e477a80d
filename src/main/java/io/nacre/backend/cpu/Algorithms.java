package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.error.BackendException;
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
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the algorithm for an operation. */
final class Algorithms implements Op.Visitor<Algorithm> {
    private final List<TensorType> inputs;
    private final PackedInputs packed;
    private final Resources resources;

    Algorithms(List<TensorType> inputs, PackedInputs packed, Resources resources) {
        this.inputs = inputs;
        this.packed = packed;
        this.resources = resources;
    }

    @Override
    public Algorithm convolution(Convolution op) {
        if (resources.kernels().product().isEmpty()) {
            return Algorithm.loop("row gemm", operands -> RowGemmConvolution.of(op, operands));
        }
        return PanelConvolution.of(
                op, inputs.get(0).shape(), op.outputs(inputs).get(0).shape(), packed, resources);
    }

    @Override
    public Algorithm convolutionTranspose(ConvolutionTranspose op) {
        boolean fits = RowGemmTransposedConvolution.fits(
                op, inputs.get(0).shape(), op.outputs(inputs).get(0).shape());
        return fits
                ? Algorithm.loop("row gemm", operands -> RowGemmTransposedConvolution.of(op, operands))
                : Algorithm.loop("direct", operands -> new DirectTransposedConvolution(op, operands));
    }

    @Override
    public Algorithm matMul(MatMul op) {
        if (resources.kernels().product().isEmpty() || inputs.get(0).shape().extent(-1) == 0) {
            return Algorithm.loop("row gemm", operands -> new MatrixProduct(op, operands));
        }
        return panels(op, resources.kernels().product().get());
    }

    private Algorithm panels(MatMul op, ProductKernel kernel) {
        MatrixShapes shapes = MatrixShapes.of(
                inputs.get(0).shape(),
                inputs.get(1).shape(),
                op.outputs(inputs).get(0).shape());
        boolean constant = packed.ask(1, new MatrixPanels(kernel.columns()));
        return new Algorithm("panels", PanelProduct.scratch(shapes, kernel, constant), operands -> {
            PanelProduct product = new PanelProduct(op, operands, kernel, shapes, constant);
            return List.of(new MatrixPacking(product), product);
        });
    }

    @Override
    public Algorithm maxPool(MaxPool op) {
        if (!op.indices()) {
            return linePooling(op, op.window(), resources.kernels().largest(), null);
        }
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        long scratch = resources.seats() * StripMaxPooling.scratch(op, in, out);
        LineLoops loops = resources.kernels().lines();
        return Algorithm.loop("strips", scratch, operands -> new StripMaxPooling(op, operands, loops));
    }

    private Algorithm linePooling(Op op, Window window, PoolLoops pool, @Nullable PoolDivisors divisors) {
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        long scratch = resources.seats() * LinePooling.scratch(window, in, out);
        LineLoops loops = resources.kernels().lines();
        return Algorithm.loop(
                "lines", scratch, operands -> new LinePooling(window, operands, pool, loops, divisors));
    }

    @Override
    public Algorithm maxUnpool(MaxUnpool op) {
        return Algorithm.loop("scatter", MaxUnpooling::new);
    }

    @Override
    public Algorithm averagePool(AveragePool op) {
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        return linePooling(op, op.window(), resources.kernels().sums(), new PoolDivisors(op, in, out));
    }

    @Override
    public Algorithm resize(Resize op) {
        long scratch =
                resources.seats() * Resampling.scratch(Volume.of(inputs.get(0).shape()));
        LineLoops loops = resources.kernels().lines();
        return Algorithm.loop("lines", scratch, operands -> new Resampling(operands, loops));
    }

    @Override
    public Algorithm softmax(Softmax op) {
        return Algorithm.loop("two passes", operands -> new SoftmaxLines(op, operands));
    }

    @Override
    public Algorithm normalization(Normalization op) {
        return Algorithm.loop("two passes", operands -> new NormalizedRows(op, operands));
    }

    @Override
    public Algorithm reduce(Reduce op) {
        if (op.function().locates()) {
            return Algorithm.loop("direct", operands -> new ExtremePositions(op, operands));
        }
        checkFloats(op);
        return Algorithm.loop("direct", operands -> Reduction.of(op, operands));
    }

    @Override
    public Algorithm unary(Unary op) {
        return Algorithm.loop("rows", operands -> new UnaryRows(op, operands));
    }

    @Override
    public Algorithm binary(Binary op) {
        if (inputs.get(0).type() != DataType.F32) {
            return Algorithm.loop("integers", operands -> new BinaryIntegers(op, operands));
        }
        return op.function().compares()
                ? Algorithm.loop("comparison", operands -> new Comparison(op, operands))
                : Algorithm.loop("rows", operands -> new BinaryRows(op, operands));
    }

    @Override
    public Algorithm select(Select op) {
        return Algorithm.loop("direct", Selection::new);
    }

    @Override
    public Algorithm cast(Cast op) {
        return Algorithm.loop("direct", Conversion::new);
    }

    @Override
    public Algorithm permute(Permute op) {
        return Algorithm.loop("strided copy", operands -> StridedCopy.permute(op, operands));
    }

    @Override
    public Algorithm pad(Pad op) {
        return Algorithm.loop("table", operands -> new Padding(op, operands));
    }

    @Override
    public Algorithm slice(Slice op) {
        return Algorithm.loop("strided copy", operands -> StridedCopy.slice(op, operands));
    }

    @Override
    public Algorithm concat(Concat op) {
        return Algorithm.loop("copy", operands -> new Concatenation(op, operands));
    }

    @Override
    public Algorithm gather(Gather op) {
        return Algorithm.loop("copy", operands -> new Gathering(op, operands));
    }

    /** Reductions are of floats. */
    private void checkFloats(Op op) {
        if (inputs.get(0).type() != DataType.F32) {
            throw new BackendException(
                    "cpu " + op.kind() + ": input is " + inputs.get(0) + ", the CPU computes with f32 only");
        }
    }
}
