package io.nacre.backend.opencl;

import io.nacre.backend.opencl.program.Programs;
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
import java.util.List;

/**
 * The kernel of each operation in its plain form: operands as they are, one launch of one file (one for each input of a
 * concatenation). What it is given is the contract that kernels of a user's own follow.
 */
class PlainKernels implements Op.Visitor<ProgramKernel> {
    private final Programs programs;
    private final List<TensorType> inputs;

    PlainKernels(Programs programs, List<TensorType> inputs) {
        this.programs = programs;
        this.inputs = inputs;
    }

    @Override
    public ProgramKernel convolution(Convolution op) {
        return new DirectConvolution(programs, op, ConvolutionExtents.of(op, inputs));
    }

    @Override
    public ProgramKernel convolutionTranspose(ConvolutionTranspose op) {
        return new DirectConvolutionTranspose(programs, op, inputs);
    }

    @Override
    public ProgramKernel matMul(MatMul op) {
        return new DirectMatMul(programs, op, inputs);
    }

    @Override
    public ProgramKernel maxPool(MaxPool op) {
        return new MaxPooling(programs, op, inputs);
    }

    @Override
    public ProgramKernel maxUnpool(MaxUnpool op) {
        return MaxUnpooling.inOneLaunch(programs, op, inputs);
    }

    @Override
    public ProgramKernel averagePool(AveragePool op) {
        return new AveragePooling(programs, op, inputs);
    }

    @Override
    public ProgramKernel resize(Resize op) {
        return new TableResize(programs, op, inputs);
    }

    @Override
    public ProgramKernel softmax(Softmax op) {
        return new SoftmaxNormalization(programs, op, inputs);
    }

    @Override
    public ProgramKernel normalization(Normalization op) {
        return new RowNormalization(programs, op, inputs);
    }

    @Override
    public ProgramKernel reduce(Reduce op) {
        if (op.function().locates()) {
            return new ArgReduce(programs, op, inputs);
        }
        requireFloats(op);
        return new DirectReduce(programs, op, inputs);
    }

    @Override
    public ProgramKernel unary(Unary op) {
        return new UnaryPointwise(programs, op, inputs);
    }

    @Override
    public ProgramKernel binary(Binary op) {
        return BinaryPointwise.of(programs, op, inputs);
    }

    @Override
    public ProgramKernel select(Select op) {
        return new SelectPointwise(programs, op, inputs);
    }

    @Override
    public ProgramKernel cast(Cast op) {
        return new CastPointwise(programs, op, inputs);
    }

    @Override
    public ProgramKernel permute(Permute op) {
        return StridedCopy.permute(programs, op, inputs);
    }

    @Override
    public ProgramKernel pad(Pad op) {
        return new PadCopy(programs, op, inputs);
    }

    @Override
    public ProgramKernel slice(Slice op) {
        return StridedCopy.slice(programs, op, inputs);
    }

    @Override
    public ProgramKernel concat(Concat op) {
        return StridedCopy.concat(programs, op, inputs);
    }

    @Override
    public ProgramKernel gather(Gather op) {
        return new GatherCopy(programs, op, inputs);
    }

    private void requireFloats(Op op) {
        TensorType x = inputs.get(0);
        if (x.type() != DataType.F32) {
            throw new UnsupportedException(op.kind() + ": OpenCL kernels compute with float32, the input is " + x);
        }
    }
}
