package io.nacre.lab;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an output should be.
 *
 * @param expected the reference's result
 * @param bounds how far off each element may be; empty where results must be equal bit for bit
 */
record Answer(Tensor expected, float[] bounds) {

    /** What is wrong with a result: how many elements, within which box, and the first; empty if nothing is. */
    String differences(Tensor actual) {
        if (!actual.type().equals(expected.type())) {
            return "is " + actual.type() + ", expected " + expected.type();
        }
        double[] found = doubles(actual);
        double[] wanted = doubles(expected);
        Shape shape = expected.shape();
        int[] low = shape.toArray();
        int[] high = new int[shape.rank()];
        int wrong = 0;
        int first = -1;
        for (int i = 0; i < found.length; i++) {
            if (!accepts(i, wanted[i], found[i])) {
                first = wrong++ == 0 ? i : first;
                int[] at = index(shape, i);
                for (int axis = 0; axis < at.length; axis++) {
                    low[axis] = Math.min(low[axis], at[axis]);
                    high[axis] = Math.max(high[axis], at[axis]);
                }
            }
        }
        return wrong == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "first at %s, expected %s%s, got %s; %d of %d wrong%s",
                        Arrays.toString(index(shape, first)),
                        number(wanted[first]),
                        bounds.length == 0 ? "" : String.format(Locale.ROOT, " ± %.1e", bounds[first]),
                        number(found[first]),
                        wrong,
                        found.length,
                        wrong == 1 ? "" : ", within " + box(low, high));
    }

    private boolean accepts(int i, double wanted, double found) {
        if (wanted == found || (Double.isNaN(wanted) && Double.isNaN(found))) {
            return true;
        }
        return bounds.length > 0 && Math.abs(found - wanted) <= bounds[i]; // false where one is NaN
    }

    private static double[] doubles(Tensor tensor) {
        if (tensor.dataType() != DataType.F32) {
            return Arrays.stream(tensor.toLongs()).asDoubleStream().toArray();
        }
        float[] floats = tensor.toFloats();
        double[] values = new double[floats.length];
        Arrays.setAll(values, i -> floats[i]);
        return values;
    }

    private static int[] index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.extent(axis);
            rest /= shape.extent(axis);
        }
        return index;
    }

    /** Ranges, both ends included: {@code [0, 3..5, 1..2]}. */
    private static String box(int[] low, int[] high) {
        String[] ranges = new String[low.length];
        Arrays.setAll(ranges, i -> low[i] == high[i] ? Integer.toString(low[i]) : low[i] + ".." + high[i]);
        return Arrays.toString(ranges);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }
}
