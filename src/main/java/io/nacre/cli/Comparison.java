package io.nacre.cli;

import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a tensor is from the one that was expected.
 *
 * @param absolute the largest difference; infinite where one side is infinite or not a number and the other is not
 * @param relative the largest difference divided by what was expected, where that is not 0
 * @param fault what is wrong beyond the tolerance, null if nothing is
 */
record Comparison(
        double absolute, double relative, @Nullable String fault) {

    /** Nothing differs. */
    static final Comparison EQUAL = new Comparison(0, 0, null);

    /**
     * Floats may differ by {@code atol + rtol·|want|}, NaN equals NaN and an infinity itself; types, shapes, integers and
     * booleans must be equal.
     */
    static Comparison of(Tensor got, Tensor want, double atol, double rtol) {
        if (!got.type().equals(want.type())) {
            return new Comparison(
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    "is " + got.type() + ", expected " + want.type());
        }
        int count = Math.toIntExact(want.type().elements());
        boolean floats = want.dataType().isFloat();
        FloatBuffer some = floats ? got.floats() : FloatBuffer.allocate(0);
        FloatBuffer other = floats ? want.floats() : FloatBuffer.allocate(0);
        double absolute = 0;
        double relative = 0;
        int wrong = 0;
        int first = -1;
        for (int i = 0; i < count; i++) {
            double y = floats ? some.get(i) : got.integer(i);
            double expected = floats ? other.get(i) : want.integer(i);
            double difference = difference(y, expected);
            absolute = Math.max(absolute, difference);
            relative = expected == 0 ? relative : Math.max(relative, ratio(difference, expected));
            double allowed = floats && Double.isFinite(expected) ? atol + rtol * Math.abs(expected) : 0;
            if (!(difference <= allowed)) {
                first = wrong++ == 0 ? i : first;
            }
        }
        return new Comparison(absolute, relative, wrong == 0 ? null : fault(got, want, wrong, first));
    }

    /** The worse of both. */
    Comparison and(Comparison other) {
        return new Comparison(
                Math.max(absolute, other.absolute),
                Math.max(relative, other.relative),
                fault == null ? other.fault : fault);
    }

    /** The same, with the fault's place before it. */
    Comparison at(String place) {
        return fault == null ? this : new Comparison(absolute, relative, place + " " + fault);
    }

    private static double difference(double some, double other) {
        if (Double.compare(some, other) == 0 || some == other) {
            return 0;
        }
        double difference = Math.abs(some - other);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private static double ratio(double difference, double expected) {
        return difference == 0 ? 0 : Double.isFinite(expected) ? difference / Math.abs(expected) : difference;
    }

    private static String fault(Tensor got, Tensor want, int wrong, int first) {
        return String.format(
                Locale.ROOT,
                "differs in %d of %d, first at %s: %s, expected %s",
                wrong,
                want.type().elements(),
                position(want.shape(), first),
                element(got, first),
                element(want, first));
    }

    private static String element(Tensor tensor, int index) {
        return tensor.dataType().isFloat()
                ? Float.toString(tensor.floats().get(index))
                : Long.toString(tensor.integer(index));
    }

    private static String position(Shape shape, int index) {
        long[] strides = shape.strides();
        long[] position = new long[strides.length];
        long rest = index;
        for (int axis = 0; axis < strides.length; axis++) {
            position[axis] = rest / strides[axis];
            rest %= strides[axis];
        }
        return Arrays.toString(position);
    }
}
