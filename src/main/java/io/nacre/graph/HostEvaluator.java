package io.nacre.graph;

import io.nacre.error.IndexException;
import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
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
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations on constants: the arithmetic of shapes and of weights, on floats and integers. Clear rather than fast.
 * Answers null where an operation is not worth folding; it then runs on the device like any other.
 */
final class HostEvaluator implements Op.Visitor<@Nullable Tensor> {
    private final List<Tensor> inputs;
    private final TensorType type;

    private HostEvaluator(List<Tensor> inputs, TensorType type) {
        this.inputs = inputs;
        this.type = type;
    }

    /** The operation's first result, or null if it is not computed here. */
    static @Nullable Tensor evaluate(Op op, List<Tensor> inputs) {
        TensorType type = op.outputs(inputs.stream().map(Tensor::type).toList()).get(0);
        return op.accept(new HostEvaluator(inputs, type));
    }

    @Override
    public @Nullable Tensor unary(Unary op) {
        Activation activation = op.activation();
        FloatBuffer x = inputs.get(0).floats();
        Tensor y = Tensor.zeros(type);
        FloatBuffer out = y.floats();
        while (x.hasRemaining()) {
            double v = x.get();
            switch (activation.function()) {
                case ABS -> out.put((float) Math.abs(v));
                case NEG -> out.put((float) -v);
                case RECIPROCAL -> out.put((float) (1 / v));
                case SQRT -> out.put((float) Math.sqrt(v));
                case EXP -> out.put((float) Math.exp(v));
                case LOG -> out.put((float) Math.log(v));
                case FLOOR -> out.put((float) Math.floor(v));
                case CEIL -> out.put((float) Math.ceil(v));
                default -> {
                    return null;
                }
            }
        }
        return y;
    }

    @Override
    public @Nullable Tensor binary(Binary op) {
        DataType operands = inputs.get(0).dataType();
        boolean floats = operands == DataType.F32;
        boolean truths = op.function().compares() || op.function().bitwise();
        if ((operands == DataType.BOOL && !truths) || (!floats && op.function() == Binary.Function.PRELU)) {
            return null;
        }
        Elements a = Elements.of(inputs.get(0));
        Elements b = Elements.of(inputs.get(1));
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        Walk walk = new Walk(
                type.shape(),
                Broadcast.strides(inputs.get(0).shape(), type.shape()),
                Broadcast.strides(inputs.get(1).shape(), type.shape()));
        for (int i = 0; walk.next(); i++) {
            int left = walk.position(0);
            int right = walk.position(1);
            if (floats && truths) {
                out.setInteger(i, holds(op.function(), a.getFloat(left), b.getFloat(right)) ? 1 : 0);
            } else if (floats) {
                out.setFloat(i, binary(op.function(), a.getFloat(left), b.getFloat(right)));
            } else {
                out.setInteger(i, op.function().ofIntegers(a.getInteger(left), b.getInteger(right)));
            }
        }
        return y;
    }

    private static boolean holds(Binary.Function comparison, double a, double b) {
        return switch (comparison) {
            case EQUAL -> a == b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> throw new IllegalArgumentException(comparison + " compares nothing");
        };
    }

    private static double binary(Binary.Function function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b); // as IEEE 754 has it
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case PRELU -> a >= 0 ? a : b * a;
            default -> throw new IllegalArgumentException(function + " of floats");
        };
    }

    @Override
    public @Nullable Tensor reduce(Reduce op) {
        if (type.type() != DataType.I64
                || (op.function() != Reduce.Function.PROD && op.function() != Reduce.Function.SUM)) {
            return null;
        }
        Shape in = inputs.get(0).shape();
        Shape kept = type.shape();
        for (int axis : op.keep() ? List.<Integer>of() : op.axes()) {
            int[] extents = new int[kept.rank() + 1];
            for (int i = 0; i < extents.length; i++) {
                extents[i] = i < axis ? kept.extent(i) : i == axis ? 1 : kept.extent(i - 1);
            }
            kept = Shape.of(extents);
        }
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        boolean product = op.function() == Reduce.Function.PROD;
        for (int i = 0; product && i < type.elements(); i++) {
            out.setInteger(i, 1);
        }
        Elements x = Elements.of(inputs.get(0));
        Walk walk = new Walk(in, Broadcast.strides(kept, in));
        for (int i = 0; walk.next(); i++) {
            int target = walk.position(0);
            long so = out.getInteger(target);
            out.setInteger(target, product ? so * x.getInteger(i) : so + x.getInteger(i));
        }
        return y;
    }

    @Override
    public Tensor select(Select op) {
        Elements condition = Elements.of(inputs.get(0));
        Elements a = Elements.of(inputs.get(1));
        Elements b = Elements.of(inputs.get(2));
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        Walk walk = new Walk(
                type.shape(),
                inputs.stream()
                        .map(input -> Broadcast.strides(input.shape(), type.shape()))
                        .toArray(long[][]::new));
        for (int i = 0; walk.next(); i++) {
            boolean first = condition.getInteger(walk.position(0)) != 0;
            out.copy(i, first ? a : b, walk.position(first ? 1 : 2));
        }
        return y;
    }

    @Override
    public Tensor cast(Cast op) {
        Elements x = Elements.of(inputs.get(0));
        boolean floats = inputs.get(0).dataType() == DataType.F32;
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        for (int i = 0; i < type.elements(); i++) {
            if (op.to() == DataType.F32) {
                out.setFloat(i, floats ? x.getFloat(i) : x.getInteger(i));
            } else {
                out.setInteger(i, floats ? (int) x.getFloat(i) : x.getInteger(i));
            }
        }
        return y;
    }

    @Override
    public Tensor gather(Gather op) {
        Shape shape = inputs.get(0).shape();
        int extent = shape.extent(op.axis());
        int inner = Math.toIntExact(shape.elements(op.axis() + 1, shape.rank()));
        int count = Math.toIntExact(inputs.get(1).type().elements());
        Elements x = Elements.of(inputs.get(0));
        Elements indices = Elements.of(inputs.get(1));
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        for (int i = 0; i < type.elements(); i++) {
            int at = i / inner % count;
            long index = indices.getInteger(at);
            if (index < -extent || index >= extent) {
                throw new IndexException(
                        "Gather: " + op.fault(inputs.stream().map(Tensor::type).toList(), at, index));
            }
            int taken = (int) (index < 0 ? index + extent : index);
            out.copy(i, x, (i / inner / count * extent + taken) * inner + i % inner);
        }
        return y;
    }

    @Override
    public Tensor permute(Permute op) {
        long[] dense = inputs.get(0).shape().strides();
        return copy(0, op.order().stream().mapToLong(axis -> dense[axis]).toArray());
    }

    @Override
    public Tensor slice(Slice op) {
        long[] strides = inputs.get(0).shape().strides();
        long offset = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            offset += strides[axis] * op.starts().get(axis);
            strides[axis] *= op.steps().get(axis);
        }
        return copy(offset, strides);
    }

    private Tensor copy(long offset, long[] strides) {
        Elements x = Elements.of(inputs.get(0));
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        Walk walk = new Walk(type.shape(), strides);
        for (int i = 0; walk.next(); i++) {
            out.copy(i, x, Math.toIntExact(offset + walk.position(0)));
        }
        return y;
    }

    @Override
    public Tensor concat(Concat op) {
        Tensor y = Tensor.zeros(type);
        Elements out = Elements.of(y);
        long[] strides = type.shape().strides();
        long offset = 0;
        for (Tensor input : inputs) {
            Elements x = Elements.of(input);
            Walk walk = new Walk(input.shape(), strides);
            for (int i = 0; walk.next(); i++) {
                out.copy(Math.toIntExact(offset + walk.position(0)), x, i);
            }
            offset += input.shape().extent(op.axis()) * strides[op.axis()];
        }
        return y;
    }

    @Override
    public @Nullable Tensor convolution(Convolution op) {
        return null;
    }

    @Override
    public @Nullable Tensor convolutionTranspose(ConvolutionTranspose op) {
        return null;
    }

    @Override
    public @Nullable Tensor matMul(MatMul op) {
        return null;
    }

    @Override
    public @Nullable Tensor maxPool(MaxPool op) {
        return null;
    }

    @Override
    public @Nullable Tensor maxUnpool(MaxUnpool op) {
        return null;
    }

    @Override
    public @Nullable Tensor averagePool(AveragePool op) {
        return null;
    }

    @Override
    public @Nullable Tensor resize(Resize op) {
        return null;
    }

    @Override
    public @Nullable Tensor softmax(Softmax op) {
        return null;
    }

    @Override
    public @Nullable Tensor normalization(Normalization op) {
        return null;
    }

    @Override
    public @Nullable Tensor pad(Pad op) {
        return null;
    }

    /** Walks a shape in row-major order and follows operands by their strides. */
    private static final class Walk {
        private final Shape shape;
        private final long[][] strides;
        private final int[] index;
        private final long[] positions;
        private long left;

        Walk(Shape shape, long[]... strides) {
            this.shape = shape;
            this.strides = strides;
            this.index = new int[shape.rank()];
            this.positions = new long[strides.length];
            this.left = shape.elements();
            if (index.length > 0) {
                index[index.length - 1] = -1;
                for (int i = 0; i < strides.length; i++) {
                    positions[i] = -strides[i][index.length - 1];
                }
            }
        }

        /** Steps to the next element, the first one at first; false behind the last. */
        boolean next() {
            if (left-- <= 0) {
                return false;
            }
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis]++;
                boolean turns = index[axis] == shape.extent(axis);
                for (int i = 0; i < strides.length; i++) {
                    positions[i] += turns ? -(index[axis] - 1L) * strides[i][axis] : strides[i][axis];
                }
                if (!turns) {
                    break;
                }
                index[axis] = 0;
            }
            return true;
        }

        int position(int operand) {
            return Math.toIntExact(positions[operand]);
        }
    }
}
