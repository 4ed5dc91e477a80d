package io.nacre.conformance;

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
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Every operation in double precision, straight from its definition and knowing nothing of the arithmetic in {@code
 * io.nacre.op}; with the bound within which a float32 result must lie.
 */
final class Oracle implements Op.Visitor<List<Expected>> {
    private final List<Tensor> inputs;
    private final boolean exact;

    private Oracle(List<Tensor> inputs, boolean exact) {
        this.inputs = inputs;
        this.exact = exact;
    }

    /**
     * What an operation should answer.
     *
     * @param exact whether all inputs are small integers, so that sums must be exact
     */
    static List<Expected> of(Op op, List<Tensor> inputs, boolean exact) {
        return op.accept(new Oracle(inputs, exact));
    }

    @Override
    public List<Expected> convolution(Convolution op) {
        return List.of(WindowOracle.convolution(op, inputs, exact));
    }

    @Override
    public List<Expected> convolutionTranspose(ConvolutionTranspose op) {
        return List.of(WindowOracle.transpose(op, inputs, exact));
    }

    @Override
    public List<Expected> maxPool(MaxPool op) {
        return WindowOracle.maxPool(op, inputs.get(0));
    }

    @Override
    public List<Expected> maxUnpool(MaxUnpool op) {
        int[] x = extents(0);
        int[] y = x.clone();
        for (int i = 0; i < op.extents().size(); i++) {
            y[2 + i] = op.extents().get(i);
        }
        int in = Cells.count(x) / x[0] / x[1];
        int out = Cells.count(y) / x[0] / x[1];
        double[] data = Expected.doubles(inputs.get(0));
        double[] values = new double[Cells.count(y)];
        for (int i = 0; i < data.length; i++) {
            values[i / in * out + (int) inputs.get(1).integer(i)] = data[i];
        }
        return List.of(Expected.exact(TensorType.f32(y), values, true));
    }

    @Override
    public List<Expected> gather(Gather op) {
        int[] x = extents(0);
        int[] indices = extents(1);
        int[] y = new int[x.length - 1 + indices.length];
        System.arraycopy(x, 0, y, 0, op.axis());
        System.arraycopy(indices, 0, y, op.axis(), indices.length);
        System.arraycopy(x, op.axis() + 1, y, op.axis() + indices.length, x.length - 1 - op.axis());
        return copy(y, index -> {
            int[] at = Arrays.copyOfRange(index, op.axis(), op.axis() + indices.length);
            int[] from = new int[x.length];
            System.arraycopy(index, 0, from, 0, op.axis());
            System.arraycopy(index, op.axis() + indices.length, from, op.axis() + 1, x.length - 1 - op.axis());
            int taken = (int) inputs.get(1).integer(Cells.position(at, indices));
            from[op.axis()] = taken < 0 ? taken + x[op.axis()] : taken;
            return from;
        });
    }

    @Override
    public List<Expected> select(Select op) {
        int[] y = Cells.broadcastExtents(extents(0), Cells.broadcastExtents(extents(1), extents(2)));
        double[] a = Expected.doubles(inputs.get(1));
        double[] b = Expected.doubles(inputs.get(2));
        double[] values = new double[Cells.count(y)];
        Cells.each(y, index -> {
            boolean holds = inputs.get(0).integer(Cells.broadcast(index, extents(0))) != 0;
            values[Cells.position(index, y)] =
                    holds ? a[Cells.broadcast(index, extents(1))] : b[Cells.broadcast(index, extents(2))];
        });
        return List.of(Expected.exact(new TensorType(inputs.get(1).dataType(), Shape.of(y)), values, true));
    }

    @Override
    public List<Expected> cast(Cast op) {
        double[] values = Expected.doubles(inputs.get(0));
        for (int i = 0; i < values.length && op.to() == DataType.I32; i++) {
            double whole = Double.isNaN(values[i]) ? 0 : values[i] < 0 ? Math.ceil(values[i]) : Math.floor(values[i]);
            values[i] = Math.min(Math.max(whole, Integer.MIN_VALUE), Integer.MAX_VALUE);
        }
        return List.of(Expected.exact(new TensorType(op.to(), inputs.get(0).shape()), values, op.to() == DataType.F32));
    }

    @Override
    public List<Expected> averagePool(AveragePool op) {
        return List.of(WindowOracle.averagePool(op, inputs.get(0)));
    }

    @Override
    public List<Expected> matMul(MatMul op) {
        int[] a = extents(0);
        int[] b = extents(1);
        float[] left = inputs.get(0).toFloats();
        float[] right = inputs.get(1).toFloats();
        int k = a[a.length - 1];
        int[] y = Cells.broadcastExtents(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
        int rank = y.length + 2;
        y = Arrays.copyOf(y, rank);
        y[rank - 2] = a[a.length - 2];
        y[rank - 1] = b[b.length - 1];
        Sums sums = Sums.of(y, k);
        for (int i = 0; i < sums.values().length; i++) {
            int[] index = Cells.index(i, y);
            for (int t = 0; t < k; t++) {
                int[] row = index.clone();
                int[] column = index.clone();
                row[rank - 1] = t;
                column[rank - 2] = t;
                sums.add(i, (double) left[matrix(row, a)] * right[matrix(column, b)]);
            }
        }
        return List.of(sums.finish(op.epilogue(), inputs.subList(2, inputs.size()), rank - 1, exact));
    }

    /** Broadcasting, but of the axes in front of the matrix only. */
    private static int matrix(int[] index, int[] operand) {
        int[] own = new int[operand.length];
        for (int axis = 0; axis < own.length; axis++) {
            boolean repeats = axis < own.length - 2 && operand[axis] == 1;
            own[axis] = repeats ? 0 : index[axis + index.length - own.length];
        }
        return Cells.position(own, operand);
    }

    @Override
    public List<Expected> resize(Resize op) {
        int[] x = extents(0);
        float[] data = inputs.get(0).toFloats();
        int axes = x.length - 2;
        int[] y = x.clone();
        int[] taps = new int[axes];
        for (int i = 0; i < axes; i++) {
            y[2 + i] = extents(1 + 2 * i)[0];
            taps[i] = extents(1 + 2 * i)[1];
        }
        double[] values = new double[Cells.count(y)];
        double[] bounds = new double[values.length];
        Cells.each(y, out -> {
            int position = Cells.position(out, y);
            double[] magnitude = new double[1];
            Cells.each(taps, tap -> {
                int[] from = out.clone();
                double weight = 1;
                for (int i = 0; i < axes; i++) {
                    int entry = out[2 + i] * taps[i] + tap[i];
                    from[2 + i] = inputs.get(1 + 2 * i).ints().get(entry);
                    weight *= inputs.get(2 + 2 * i).floats().get(entry);
                }
                double product = weight * data[Cells.position(from, x)];
                values[position] += product;
                magnitude[0] += Math.abs(product);
            });
            bounds[position] = exact ? 0 : (Cells.count(taps) + 4) * Expected.ROUNDOFF * magnitude[0];
        });
        return List.of(new Expected(TensorType.f32(y), values, bounds, false));
    }

    @Override
    public List<Expected> softmax(Softmax op) {
        return List.of(RowOracle.softmax(op, inputs.get(0)));
    }

    @Override
    public List<Expected> normalization(Normalization op) {
        return List.of(RowOracle.normalization(op, inputs));
    }

    @Override
    public List<Expected> reduce(Reduce op) {
        return List.of(RowOracle.reduce(op, inputs.get(0), exact));
    }

    @Override
    public List<Expected> unary(Unary op) {
        float[] x = inputs.get(0).toFloats();
        double[] values = new double[x.length];
        double[] bounds = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = Formulas.activation(op.activation(), x[i]);
            bounds[i] = Formulas.activationBound(op.activation(), x[i], values[i]);
        }
        return List.of(new Expected(inputs.get(0).type(), values, bounds, Formulas.signsZeros(op.activation())));
    }

    @Override
    public List<Expected> binary(Binary op) {
        if (op.function().compares() || inputs.get(0).dataType() == DataType.I32) {
            return integers(op);
        }
        int[] a = extents(0);
        int[] b = extents(1);
        float[] left = inputs.get(0).toFloats();
        float[] right = inputs.get(1).toFloats();
        int[] y = Cells.broadcastExtents(a, b);
        double[] values = new double[Cells.count(y)];
        double[] bounds = new double[values.length];
        Cells.each(y, index -> {
            int i = Cells.position(index, y);
            values[i] =
                    Formulas.binary(op.function(), left[Cells.broadcast(index, a)], right[Cells.broadcast(index, b)]);
            bounds[i] = Formulas.binaryBound(op.function(), values[i]);
        });
        boolean signs = op.function() != Binary.Function.MIN && op.function() != Binary.Function.MAX;
        return List.of(new Expected(TensorType.f32(y), values, bounds, signs));
    }

    /** What answers integers: comparisons of anything, functions of integers. */
    private List<Expected> integers(Binary op) {
        int[] y = Cells.broadcastExtents(extents(0), extents(1));
        double[] a = Expected.doubles(inputs.get(0));
        double[] b = Expected.doubles(inputs.get(1));
        double[] values = new double[Cells.count(y)];
        Cells.each(
                y,
                index -> values[Cells.position(index, y)] = Formulas.integer(
                        op.function(), a[Cells.broadcast(index, extents(0))], b[Cells.broadcast(index, extents(1))]));
        return List.of(Expected.exact(new TensorType(DataType.I32, Shape.of(y)), values, false));
    }

    @Override
    public List<Expected> permute(Permute op) {
        int[] x = extents(0);
        int[] y = op.order().stream().mapToInt(axis -> x[axis]).toArray();
        return copy(y, index -> {
            int[] from = new int[x.length];
            for (int axis = 0; axis < x.length; axis++) {
                from[op.order().get(axis)] = index[axis];
            }
            return from;
        });
    }

    @Override
    public List<Expected> slice(Slice op) {
        int[] y = op.extents().stream().mapToInt(Integer::intValue).toArray();
        return copy(y, index -> {
            int[] from = new int[y.length];
            for (int axis = 0; axis < y.length; axis++) {
                from[axis] = op.starts().get(axis) + index[axis] * op.steps().get(axis);
            }
            return from;
        });
    }

    private interface Origin {
        int[] of(int[] index);
    }

    private List<Expected> copy(int[] y, Origin origin) {
        double[] data = Expected.doubles(inputs.get(0));
        double[] values = new double[Cells.count(y)];
        Cells.each(y, index -> values[Cells.position(index, y)] = data[Cells.position(origin.of(index), extents(0))]);
        return List.of(Expected.exact(new TensorType(inputs.get(0).dataType(), Shape.of(y)), values, true));
    }

    @Override
    public List<Expected> pad(Pad op) {
        int[] x = extents(0);
        double[] data = Expected.doubles(inputs.get(0));
        int[] y = new int[x.length];
        for (int axis = 0; axis < x.length; axis++) {
            y[axis] = op.before().get(axis) + x[axis] + op.after().get(axis);
        }
        double[] values = new double[Cells.count(y)];
        Cells.each(y, index -> {
            int[] from = new int[x.length];
            boolean inside = true;
            for (int axis = 0; axis < x.length; axis++) {
                int i = index[axis] - op.before().get(axis);
                int n = x[axis];
                inside &= i >= 0 && i < n;
                from[axis] = switch (op.mode()) {
                    case CONSTANT -> i;
                    case REFLECT -> Math.abs(i) < n ? Math.abs(i) : 2 * (n - 1) - i;
                    case REPLICATE -> i < 0 ? 0 : i >= n ? n - 1 : i;
                    case CIRCULAR -> (i + n) % n;
                };
            }
            boolean constant = op.mode() == Pad.Mode.CONSTANT && !inside;
            values[Cells.position(index, y)] = constant ? op.value() : data[Cells.position(from, x)];
        });
        return List.of(Expected.exact(new TensorType(inputs.get(0).dataType(), Shape.of(y)), values, true));
    }

    @Override
    public List<Expected> concat(Concat op) {
        int[] y = extents(0).clone();
        y[op.axis()] =
                inputs.stream().mapToInt(x -> x.shape().extent(op.axis())).sum();
        double[] values = new double[Cells.count(y)];
        int offset = 0;
        for (Tensor input : inputs) {
            int[] x = input.shape().toArray();
            double[] data = Expected.doubles(input);
            for (int i = 0; i < data.length; i++) {
                int[] index = Cells.index(i, x);
                index[op.axis()] += offset;
                values[Cells.position(index, y)] = data[i];
            }
            offset += x[op.axis()];
        }
        return List.of(Expected.exact(new TensorType(inputs.get(0).dataType(), Shape.of(y)), values, true));
    }

    private int[] extents(int input) {
        return inputs.get(input).shape().toArray();
    }
}
