package io.nacre.conformance;

import io.nacre.op.Normalization;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What combines the elements along axes: gathers each row first, then computes. */
final class RowOracle {
    private RowOracle() {}

    static Expected reduce(Reduce op, Tensor input, boolean exact) {
        int[] x = input.shape().toArray();
        int[] kept = x.clone();
        op.axes().forEach(axis -> kept[axis] = 1);
        List<List<Double>> rows = rows(input, kept);
        List<Integer> shape = new ArrayList<>();
        for (int axis = 0; axis < x.length; axis++) {
            if (op.keep() || !op.axes().contains(axis)) {
                shape.add(kept[axis]);
            }
        }
        if (op.function().locates()) {
            double[] positions = rows.stream()
                    .mapToDouble(row -> position(op.function(), row))
                    .toArray();
            return Expected.exact(new TensorType(DataType.I32, Shape.of(shape)), positions, false);
        }
        double[] values = new double[rows.size()];
        double[] bounds = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            List<Double> row = rows.get(i);
            values[i] = combine(op.function(), row);
            bounds[i] = exact && op.function() != Reduce.Function.MEAN ? 0 : bound(op.function(), row, values[i]);
        }
        return new Expected(
                TensorType.f32(shape.stream().mapToInt(Integer::intValue).toArray()), values, bounds, false);
    }

    /** Ranks NaN above all and takes -0 for 0. */
    private static int position(Reduce.Function function, List<Double> row) {
        boolean most = function == Reduce.Function.ARG_MAX || function == Reduce.Function.ARG_MAX_LAST;
        boolean first = function == Reduce.Function.ARG_MAX || function == Reduce.Function.ARG_MIN;
        List<Double> ranks = row.stream()
                .map(value -> value.isNaN() ? value : (Double) ((most ? value : -value) + 0.0))
                .toList();
        Double best = Collections.max(ranks);
        return first ? ranks.indexOf(best) : ranks.lastIndexOf(best);
    }

    private static double combine(Reduce.Function function, List<Double> row) {
        double sum = 0;
        double product = 1;
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double value : row) {
            sum += value;
            product *= value;
            most = Math.max(most, value);
            least = Math.min(least, value);
        }
        return switch (function) {
            case SUM -> sum;
            case MEAN -> sum / row.size();
            case MAX -> most;
            case MIN -> least;
            case PROD -> product;
            default -> throw new IllegalArgumentException(function + " answers positions");
        };
    }

    private static double bound(Reduce.Function function, List<Double> row, double value) {
        double magnitude = row.stream().mapToDouble(Math::abs).sum();
        double relative = (row.size() + 4) * Expected.ROUNDOFF;
        return switch (function) {
            case SUM -> relative * magnitude;
            case MEAN -> (relative + 2 * Expected.ROUNDOFF) * magnitude / row.size();
            case PROD -> relative * Math.abs(value) + Float.MIN_NORMAL;
            case MAX, MIN -> 0;
            default -> throw new IllegalArgumentException(function + " answers positions");
        };
    }

    /** The elements that belong to each cell of a shape in which reduced axes are 1. */
    private static List<List<Double>> rows(Tensor input, int[] kept) {
        int[] x = input.shape().toArray();
        double[] data = Expected.doubles(input);
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < Cells.count(kept); i++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < data.length; i++) {
            rows.get(Cells.broadcast(Cells.index(i, x), kept)).add(data[i]);
        }
        return rows;
    }

    static Expected normalization(Normalization op, List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        double[] data = Expected.doubles(x);
        int size = (int) x.shape().elements(op.axis(), x.shape().rank());
        double[] values = new double[data.length];
        double[] bounds = new double[data.length];
        for (int row = 0; row < data.length / size; row++) {
            double[] elements = Arrays.copyOfRange(data, row * size, (row + 1) * size);
            double mean = Arrays.stream(elements).average().orElseThrow();
            double variance = Arrays.stream(elements)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            double deviation = Math.sqrt(variance + op.epsilon());
            for (int i = row * size; i < (row + 1) * size; i++) {
                double weight = 1;
                double bias = 0;
                if (inputs.size() > 1) {
                    int k = i / op.span() % (int) inputs.get(1).type().elements();
                    weight = inputs.get(1).floats().get(k);
                    bias = inputs.get(2).floats().get(k);
                }
                double difference = data[i] - mean;
                values[i] = difference / deviation * weight + bias;
                // The mean may be one rounding off, but what remains of it is taken out again.
                double spread = Math.abs(difference) + Math.sqrt(variance) + Math.abs(mean) * 0x1p-20;
                bounds[i] = Expected.ROUNDOFF
                        * (16 * spread / deviation * Math.abs(weight) + 4 * (Math.abs(values[i]) + Math.abs(bias)));
            }
        }
        return new Expected(x.type(), values, bounds, false);
    }

    static Expected softmax(Softmax op, Tensor input) {
        int[] x = input.shape().toArray();
        int[] kept = x.clone();
        kept[op.axis()] = 1;
        List<List<Double>> rows = rows(input, kept);
        double[] data = Expected.doubles(input);
        double[] values = new double[data.length];
        double[] bounds = new double[data.length];
        double[] most = new double[rows.size()];
        double[] sums = new double[rows.size()];
        for (int i = 0; i < sums.length; i++) {
            double largest = combine(Reduce.Function.MAX, rows.get(i));
            most[i] = largest;
            sums[i] = rows.get(i).stream()
                    .mapToDouble(value -> Math.exp(value - largest))
                    .sum();
        }
        for (int i = 0; i < data.length; i++) {
            int row = Cells.broadcast(Cells.index(i, x), kept);
            double shifted = data[i] - most[row];
            values[i] = op.log() ? shifted - Math.log(sums[row]) : Math.exp(shifted) / sums[row];
            bounds[i] = bound(op, x[op.axis()], shifted, sums[row], values[i]);
        }
        return new Expected(input.type(), values, bounds, false);
    }

    /** The difference is rounded before exp takes it, exp is 4 units off, the sum K, the division 3. */
    private static double bound(Softmax op, int terms, double shifted, double sum, double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return 0;
        }
        double relative = (terms + 16) * Expected.ROUNDOFF;
        return op.log()
                ? relative + 4 * Expected.ROUNDOFF * (Math.abs(shifted) + Math.log(sum))
                : (relative + (Double.isInfinite(shifted) ? 0 : Math.abs(shifted)) * Expected.ROUNDOFF) * value
                        + Float.MIN_NORMAL;
    }
}
