package io.nacre.op;

import io.nacre.tensor.Tensor;
import java.util.Arrays;

/**
 * Where each output element of a resized axis comes from.
 *
 * @param positions I32, out × taps: positions in the input
 * @param weights F32, out × taps
 */
public record ResizeTable(Tensor positions, Tensor weights) {

    /** From an output position to a real-valued position in the input. */
    public interface Coordinates {
        double source(int out);
    }

    /** How a real-valued source position is rounded to an element. */
    public enum Rounding {
        FLOOR,
        CEIL,
        /** To the nearest, halves down. */
        HALF_DOWN,
        /** To the nearest, halves up. */
        HALF_UP;

        int round(double position) {
            return (int)
                    switch (this) {
                        case FLOOR -> Math.floor(position);
                        case CEIL -> Math.ceil(position);
                        case HALF_DOWN -> Math.ceil(position - 0.5);
                        case HALF_UP -> Math.floor(position + 0.5);
                    };
        }
    }

    /** An axis that keeps its elements. */
    public static ResizeTable identity(int extent) {
        return nearest(extent, extent, out -> out, Rounding.FLOOR);
    }

    /** Each output element is one input element. */
    public static ResizeTable nearest(int in, int out, Coordinates coordinates, Rounding rounding) {
        int[] positions = new int[out];
        float[] weights = new float[out];
        Arrays.fill(weights, 1);
        for (int o = 0; o < out; o++) {
            positions[o] = clamp(rounding.round(coordinates.source(o)), in);
        }
        return of(positions, weights, out, 1);
    }

    /** Linear interpolation between two neighbours; beyond the edges the edge element. */
    public static ResizeTable linear(int in, int out, Coordinates coordinates) {
        int[] positions = new int[Math.multiplyExact(2, out)];
        float[] weights = new float[Math.multiplyExact(2, out)];
        for (int o = 0; o < out; o++) {
            double source = Math.max(coordinates.source(o), 0);
            int low = Math.min((int) Math.floor(source), in - 1);
            double beyond = Math.min(source - low, 1); // behind the last element too, where both are the same
            positions[2 * o] = low;
            positions[2 * o + 1] = Math.min(low + 1, in - 1);
            weights[2 * o] = (float) (1 - beyond);
            weights[2 * o + 1] = (float) beyond;
        }
        return of(positions, weights, out, 2);
    }

    /**
     * Cubic convolution over four neighbours (Keys, 1981); beyond the edges the edge element repeats.
     *
     * @param a the kernel's free parameter: -0.75 in PyTorch and by default in ONNX
     * @param excludeOutside whether taps outside the input get weight 0, the others scaled to sum to 1
     */
    public static ResizeTable cubic(int in, int out, Coordinates coordinates, double a, boolean excludeOutside) {
        int[] positions = new int[Math.multiplyExact(4, out)];
        float[] weights = new float[Math.multiplyExact(4, out)];
        double[] four = new double[4];
        for (int o = 0; o < out; o++) {
            double source = coordinates.source(o);
            int low = (int) Math.floor(source);
            double sum = 0;
            for (int t = 0; t < 4; t++) {
                int position = low - 1 + t;
                boolean outside = position < 0 || position >= in;
                four[t] = outside && excludeOutside ? 0 : cubic(Math.abs(source - position), a);
                sum += four[t];
                positions[4 * o + t] = clamp(position, in);
            }
            for (int t = 0; t < 4; t++) {
                weights[4 * o + t] = (float) (excludeOutside ? four[t] / sum : four[t]);
            }
        }
        return of(positions, weights, out, 4);
    }

    /** Linear or cubic interpolation over as many input elements as an output element covers, where an axis shrinks. */
    public static ResizeTable antialiased(
            int in, int out, Coordinates coordinates, double scale, Filter filter, boolean excludeOutside) {
        double narrow = Math.min(scale, 1);
        int first = (int) Math.floor(-filter.support() / narrow) + 1;
        int taps = 2 - 2 * first;
        int[] positions = new int[Math.multiplyExact(taps, out)];
        float[] weights = new float[positions.length];
        double[] row = new double[taps];
        for (int o = 0; o < out; o++) {
            double source = coordinates.source(o);
            int low = (int) Math.ceil(source) - 1; // of two neighbours equally far the left one
            double sum = 0;
            for (int t = 0; t < taps; t++) {
                int position = low + first + t;
                boolean outside = position < 0 || position >= in;
                row[t] = outside && excludeOutside ? 0 : filter.weight(Math.abs(position - source) * narrow);
                sum += row[t];
                positions[taps * o + t] = clamp(position, in);
            }
            for (int t = 0; t < taps; t++) {
                weights[taps * o + t] = (float) (row[t] / sum);
            }
        }
        return of(positions, weights, out, taps);
    }

    /** How much an element counts by its distance. */
    public interface Filter {
        /** For a distance of 0 at least. */
        double weight(double distance);

        /** From which distance on the weight is 0. */
        default double support() {
            return 1;
        }

        /** 1 less the distance. */
        static Filter linear() {
            return distance -> Math.max(1 - distance, 0);
        }

        /** Cubic convolution; {@code a} as in {@link ResizeTable#cubic}. */
        static Filter cubic(double a) {
            return new Filter() {
                @Override
                public double weight(double distance) {
                    return ResizeTable.cubic(distance, a);
                }

                @Override
                public double support() {
                    return 2;
                }
            };
        }
    }

    private static double cubic(double distance, double a) {
        double d = distance;
        if (d <= 1) {
            return ((a + 2) * d - (a + 3)) * d * d + 1;
        }
        return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }

    private static int clamp(int position, int in) {
        return Math.min(Math.max(position, 0), in - 1);
    }

    private static ResizeTable of(int[] positions, float[] weights, int out, int taps) {
        return new ResizeTable(Tensor.of(positions, out, taps), Tensor.of(weights, out, taps));
    }
}
