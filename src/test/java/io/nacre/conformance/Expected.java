package io.nacre.conformance;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;

/**
 * What an operation should answer.
 *
 * @param values row-major; I32 values are integers
 * @param bounds how far off each element may be; 0 where it must be exact. NaN and infinities always must
 * @param signedZeros whether -0 and +0 differ
 */
record Expected(TensorType type, double[] values, double[] bounds, boolean signedZeros) {

    /** The unit roundoff of float32. */
    static final double ROUNDOFF = 0x1p-24;

    static Expected exact(TensorType type, double[] values, boolean signedZeros) {
        return new Expected(type, values, new double[values.length], signedZeros);
    }

    /** From here on numbers are huge: a result that does not see one must not be off because a neighbour does. */
    private static final double HUGE = 1e15;

    /** The same with all bounds so many times as wide; also what must be exact may be a few roundings off if that is not 1. */
    Expected widened(double factor) {
        if (factor == 1 || type.type() != DataType.F32) {
            return this;
        }
        double largest = Arrays.stream(values)
                .map(Math::abs)
                .filter(value -> value < HUGE)
                .max()
                .orElse(0);
        double[] wide = new double[bounds.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = factor * Math.max(bounds[i], ROUNDOFF * largest);
        }
        return new Expected(type, values, wide, false);
    }

    /** What is wrong with a result; empty if nothing is. */
    String differences(Tensor actual) {
        if (!actual.type().equals(type)) {
            return "is " + actual.type() + ", expected " + type;
        }
        double[] found = doubles(actual);
        int wrong = 0;
        int first = -1;
        int worst = -1;
        for (int i = 0; i < values.length; i++) {
            if (!accepts(i, found[i])) {
                wrong++;
                first = first < 0 ? i : first;
                worst = worst < 0 || excess(i, found[i]) > excess(worst, found[worst]) ? i : worst;
            }
        }
        return wrong == 0
                ? ""
                : wrong + " of " + values.length + " elements of " + type + " are wrong; first " + show(first, found)
                        + (worst == first ? "" : "; worst " + show(worst, found));
    }

    static double[] doubles(Tensor tensor) {
        if (tensor.dataType() == DataType.F32) {
            float[] floats = tensor.toFloats();
            double[] values = new double[floats.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
            }
            return values;
        }
        return Arrays.stream(tensor.toLongs()).asDoubleStream().toArray();
    }

    private boolean accepts(int i, double found) {
        double value = values[i];
        double rounded = type.type() == DataType.F32 ? (float) value : value;
        if (Double.isNaN(rounded) || Double.isInfinite(rounded)) {
            return Double.compare(rounded, found) == 0;
        }
        if (value == 0 && signedZeros) {
            return Double.compare(value, found) == 0;
        }
        return bounds[i] == 0 ? rounded == found : Math.abs(found - value) <= bounds[i];
    }

    private double excess(int i, double found) {
        double difference = Math.abs(found - values[i]) - bounds[i];
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private String show(int i, double[] found) {
        int[] index = Cells.index(i, type.shape().toArray());
        String bound = bounds[i] == 0 ? "" : String.format(" ± %.3g", bounds[i]);
        return Arrays.toString(index) + ": expected " + number(values[i]) + bound + ", got " + number(found[i]);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 && value != 0
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
