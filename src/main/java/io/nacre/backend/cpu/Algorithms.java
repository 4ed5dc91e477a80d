package io.nacre.backend.cpu;

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
import java.util.List;

/** Chooses the algorithm for an operation. */
final class Algorithms implements Op.Visitor<Algorithm> {
    private final List<TensorType> inputs;

    Algorithms(List<TensorType> inputs) {
        this.inputs = inputs;
    }

    @Override
    public Algorithm convolution(Convolution op) {
        return new Algorithm("row gemm", operands -> RowGemmConvolution.of(op, operands));
    }

    @Override
    public Algorithm convolutionTranspose(ConvolutionTranspose op) {
        boolean fits = RowGemmTransposedConvolution.fits(
                op, inputs.get(0).shape(), op.outputs(inputs).get(0).shape());
        return fits
                ? new Algorithm("row gemm", operands -> RowGemmTransposedConvolution.of(op, operands))
                : new Algorithm("direct", operands -> new DirectTransposedConvolution(op, operands));
    }

    @Override
    public Algorithm matMul(MatMul op) {
        return new Algorithm("row gemm", operands -> new MatrixProduct(op, operands));
    }

    @Override
    public Algorithm maxPool(MaxPool op) {
        return new Algorithm("direct", operands -> new MaxPooling(op, operands));
    }

    @Override
    public Algorithm maxUnpool(MaxUnpool op) {
        return new Algorithm("scatter", MaxUnpooling::new);
    }

    @Override
    public Algorithm averagePool(AveragePool op) {
        return new Algorithm("direct", operands -> new AveragePooling(op, operands));
    }

    @Override
    public Algorithm resize(Resize op) {
        return new Algorithm("direct", Resampling::new);
    }

    @Override
    public Algorithm softmax(Softmax op) {
        return new Algorithm("two passes", operands -> new SoftmaxLines(op, operands));
    }

    @Override
    public Algorithm reduce(Reduce op) {
        checkFloats(op);
        return new Algorithm("direct", operands -> Reduction.of(op, operands));
    }

    @Override
    public Algorithm unary(Unary op) {
        return new Algorithm("rows", operands -> new UnaryRows(op, operands));
    }

    @Override
    public Algorithm binary(Binary op) {
        if (inputs.get(0).type() != DataType.F32) {
            return new Algorithm("integers", operands -> new BinaryIntegers(op, operands));
        }
        return op.function().compares()
                ? new Algorithm("comparison", operands -> new Comparison(op, operands))
                : new Algorithm("rows", operands -> new BinaryRows(op, operands));
    }

    @Override
    public Algorithm select(Select op) {
        return new Algorithm("direct", Selection::new);
    }

    @Override
    public Algorithm cast(Cast op) {
        return new Algorithm("direct", Conversion::new);
    }

    @Override
    public Algorithm permute(Permute op) {
        return new Algorithm("strided copy", operands -> StridedCopy.permute(op, operands));
    }

    @Override
    public Algorithm pad(Pad op) {
        return new Algorithm("table", operands -> new Padding(op, operands));
    }

    @Override
    public Algorithm slice(Slice op) {
        return new Algorithm("strided copy", operands -> StridedCopy.slice(op, operands));
    }

    @Override
    public Algorithm concat(Concat op) {
        return new Algorithm("copy", operands -> new Concatenation(op, operands));
    }

    @Override
    public Algorithm gather(Gather op) {
        return new Algorithm("copy", operands -> new Gathering(op, operands));
    }

    /** Reductions are of floats. */
    private void checkFloats(Op op) {
        if (inputs.get(0).type() != DataType.F32) {
            throw new BackendException(
                    "cpu " + op.kind() + ": input is " + inputs.get(0) + ", the CPU computes with f32 only");
        }
    }
}
