package io.nacre.conformance;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.MaxPool;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** Convolutions and pools as their definitions say, in five loops over the output and three over the taps. */
final class WindowOracle {
    private WindowOracle() {}

    /** (N, C, D, H, W), absent axes being 1. */
    private static int[] five(Shape shape) {
        int[] extents = {shape.extent(0), shape.extent(1), 1, 1, 1};
        for (int i = 1; i <= shape.rank() - 2; i++) {
            extents[5 - i] = shape.extent(-i);
        }
        return extents;
    }

    private static Axis[] three(Window window) {
        Axis[] axes = new Axis[3];
        Arrays.fill(axes, new Axis(1, 1, 1, 0, 0));
        int count = window.axes().size();
        for (int i = 0; i < count; i++) {
            axes[3 - count + i] = window.axes().get(i);
        }
        return axes;
    }

    private static int taps(Axis[] axes) {
        return axes[0].kernel() * axes[1].kernel() * axes[2].kernel();
    }

    /** How many windows there are, counted one by one. */
    static int windows(Axis axis, int in, boolean ceil) {
        int padded = in + axis.before() + axis.after();
        int span = (axis.kernel() - 1) * axis.dilation() + 1;
        int count = 0;
        while (count * axis.stride() + span <= padded) {
            count++;
        }
        // a partial window counts if the last whole one left something over, and if it starts before the padding behind
        boolean leftOver = (count - 1) * axis.stride() + span < padded;
        return ceil && leftOver && count * axis.stride() < in + axis.before() ? count + 1 : count;
    }

    private static int[] outputs(int[] x, int channels, Axis[] axes, boolean ceil) {
        return new int[] {
            x[0], channels, windows(axes[0], x[2], ceil), windows(axes[1], x[3], ceil), windows(axes[2], x[4], ceil)
        };
    }

    /** Takes the axes that the operation does not have out of a five-axis shape. */
    private static int[] natural(int[] five, int rank) {
        int[] extents = new int[rank];
        extents[0] = five[0];
        extents[1] = five[1];
        System.arraycopy(five, 5 - (rank - 2), extents, 2, rank - 2);
        return extents;
    }

    private interface Tap {
        /** One tap of a window: its number in the window, and its position in the input's plane. */
        void at(int number, int position);
    }

    /** Every tap within the input of the window at an output position, in row-major order. */
    private static void eachTap(Axis[] axes, int[] x, int[] out, Tap tap) {
        for (int kd = 0; kd < axes[0].kernel(); kd++) {
            int d = out[2] * axes[0].stride() + kd * axes[0].dilation() - axes[0].before();
            for (int kh = 0; kh < axes[1].kernel(); kh++) {
                int h = out[3] * axes[1].stride() + kh * axes[1].dilation() - axes[1].before();
                for (int kw = 0; kw < axes[2].kernel(); kw++) {
                    int w = out[4] * axes[2].stride() + kw * axes[2].dilation() - axes[2].before();
                    if (d >= 0 && d < x[2] && h >= 0 && h < x[3] && w >= 0 && w < x[4]) {
                        tap.at((kd * axes[1].kernel() + kh) * axes[2].kernel() + kw, (d * x[3] + h) * x[4] + w);
                    }
                }
            }
        }
    }

    static Expected convolution(Convolution op, List<Tensor> inputs, boolean exact) {
        Shape shape = inputs.get(0).shape();
        int[] x = five(shape);
        int[] w = five(inputs.get(1).shape());
        float[] data = inputs.get(0).toFloats();
        float[] weights = inputs.get(1).toFloats();
        Axis[] axes = three(op.window());
        int[] y = outputs(x, w[0], axes, false);
        int taps = taps(axes);
        int plane = x[2] * x[3] * x[4];
        Sums sums = Sums.of(natural(y, shape.rank()), (long) w[1] * taps);
        Cells.each(y, out -> {
            int group = out[1] / (w[0] / op.groups());
            int position = Cells.position(out, y);
            for (int c = 0; c < w[1]; c++) {
                int input = (out[0] * x[1] + group * w[1] + c) * plane;
                int weight = (out[1] * w[1] + c) * taps;
                eachTap(
                        axes,
                        x,
                        out,
                        (number, at) -> sums.add(position, (double) weights[weight + number] * data[input + at]));
            }
        });
        return sums.finish(op.epilogue(), inputs.subList(2, inputs.size()), 1, exact);
    }

    static Expected transpose(ConvolutionTranspose op, List<Tensor> inputs, boolean exact) {
        Shape shape = inputs.get(0).shape();
        int[] x = five(shape);
        int[] w = five(inputs.get(1).shape());
        float[] data = inputs.get(0).toFloats();
        float[] weights = inputs.get(1).toFloats();
        Axis[] axes = three(op.window());
        int[] y = {x[0], w[1] * op.groups(), 1, 1, 1};
        for (int i = 0; i < 3; i++) {
            int missing = 3 - op.extra().size();
            int span = (axes[i].kernel() - 1) * axes[i].dilation() + 1;
            y[2 + i] = (x[2 + i] - 1) * axes[i].stride()
                    + span
                    - axes[i].before()
                    - axes[i].after()
                    + (i < missing ? 0 : op.extra().get(i - missing));
        }
        int taps = taps(axes);
        int plane = y[2] * y[3] * y[4];
        Sums sums = Sums.of(natural(y, shape.rank()), (long) x[1] / op.groups() * taps);
        Cells.each(x, in -> {
            int group = in[1] / (x[1] / op.groups());
            double value = data[Cells.position(in, x)];
            for (int o = 0; o < w[1]; o++) {
                int output = (in[0] * y[1] + group * w[1] + o) * plane;
                int weight = (in[1] * w[1] + o) * taps;
                // a window over the output at the input's position: the transpose
                eachTap(axes, y, in, (number, at) -> sums.add(output + at, value * weights[weight + number]));
            }
        });
        return sums.finish(op.epilogue(), inputs.subList(2, inputs.size()), 1, exact);
    }

    static List<Expected> maxPool(MaxPool op, Tensor input) {
        int[] x = five(input.shape());
        float[] data = input.toFloats();
        Axis[] axes = three(op.window());
        int[] y = outputs(x, x[1], axes, op.ceil());
        int plane = x[2] * x[3] * x[4];
        double[] values = new double[Cells.count(y)];
        double[] indices = new double[values.length];
        Cells.each(y, out -> {
            int position = Cells.position(out, y);
            int from = (out[0] * x[1] + out[1]) * plane;
            int[] best = {-1};
            eachTap(axes, x, out, (number, at) -> {
                float value = data[from + at];
                if (best[0] < 0 || value > data[from + best[0]] || Float.isNaN(value)) {
                    best[0] = at;
                }
            });
            values[position] = best[0] < 0 ? Double.NEGATIVE_INFINITY : data[from + best[0]];
            indices[position] = best[0] < 0 ? firstPosition(axes, x, out) : best[0];
        });
        Shape shape = Shape.of(natural(y, input.shape().rank()));
        Expected maxima = Expected.exact(new TensorType(DataType.F32, shape), values, true);
        return op.indices()
                ? List.of(maxima, Expected.exact(new TensorType(DataType.I32, shape), indices, false))
                : List.of(maxima);
    }

    /** Where the first tap behind the input's start would lie in a plane. */
    private static int firstPosition(Axis[] axes, int[] x, int[] out) {
        int position = 0;
        for (int i = 0; i < 3; i++) {
            int start = out[2 + i] * axes[i].stride() - axes[i].before();
            while (start < 0) {
                start += axes[i].dilation();
            }
            position = position * x[2 + i] + start;
        }
        return position;
    }

    static Expected averagePool(AveragePool op, Tensor input) {
        int[] x = five(input.shape());
        float[] data = input.toFloats();
        Axis[] axes = three(op.window());
        int[] y = outputs(x, x[1], axes, op.ceil());
        int plane = x[2] * x[3] * x[4];
        double[] values = new double[Cells.count(y)];
        double[] bounds = new double[values.length];
        Cells.each(y, out -> {
            int position = Cells.position(out, y);
            int from = (out[0] * x[1] + out[1]) * plane;
            double[] sums = new double[3]; // sum, sum of magnitudes, taps
            eachTap(axes, x, out, (number, at) -> {
                sums[0] += data[from + at];
                sums[1] += Math.abs(data[from + at]);
                sums[2]++;
            });
            double divisor = op.divisor() != 0 ? op.divisor() : op.countPadding() ? padded(axes, x, out) : sums[2];
            values[position] = sums[2] == 0 ? 0 : sums[0] / divisor;
            // two more than a sum: the division may be a product with a rounded reciprocal
            bounds[position] = (sums[2] + 6) * Expected.ROUNDOFF * Math.abs(sums[1] / divisor);
        });
        Shape shape = Shape.of(natural(y, input.shape().rank()));
        return new Expected(new TensorType(DataType.F32, shape), values, bounds, false);
    }

    /** A window's taps that lie on the input or its padding. */
    private static double padded(Axis[] axes, int[] x, int[] out) {
        int product = 1;
        for (int i = 0; i < 3; i++) {
            int count = 0;
            for (int k = 0; k < axes[i].kernel(); k++) {
                int position = out[2 + i] * axes[i].stride() + k * axes[i].dilation() - axes[i].before();
                count += position < x[2 + i] + axes[i].after() ? 1 : 0;
            }
            product *= count;
        }
        return product;
    }
}
