package io.nacre.peers;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what a side answers with what is right. */
final class Answers {
    private static final double ABSOLUTE = 1e-3;
    private static final double RELATIVE = 1e-3;
    /** A near-tie in a pool of indices may move a value, and does so between any two runtimes. */
    private static final double OUTLIERS = 1e-3;

    private Answers() {}

    /**
     * Why the answers are not the expected ones; empty if they are: floats within 1e-3, absolute or relative, but for one in
     * a thousand; integers, which are a pool's indices, equal within their plane (ONNX counts them over the whole tensor).
     *
     * @param plane elements of a plane of the pool's input
     */
    static Optional<String> fault(List<Tensor> expected, List<Tensor> given, long plane) {
        if (expected.size() != given.size()) {
            return Optional.of(given.size() + " outputs, expected " + expected.size());
        }
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> fault = fault(expected.get(i), given.get(i), plane);
            if (fault.isPresent()) {
                return Optional.of("output " + i + ": " + fault.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Tensor expected, Tensor given, long plane) {
        if (!expected.shape().equals(given.shape())) {
            return Optional.of(given + ", expected " + expected);
        }
        int count = (int) expected.type().elements();
        int wrong = 0;
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double difference = difference(expected, given, i, plane);
            if (!(difference <= tolerance(expected, i))) {
                wrong++;
                largest = Math.max(largest, difference);
            }
        }
        return wrong <= OUTLIERS * count
                ? Optional.empty()
                : Optional.of(
                        String.format(Locale.ROOT, "%d of %d elements differ, by up to %.3g", wrong, count, largest));
    }

    private static double difference(Tensor expected, Tensor given, int i, long plane) {
        return expected.dataType() == DataType.F32
                ? Math.abs((double) expected.floats().get(i) - given.floats().get(i))
                : Math.abs(expected.integer(i) % plane - given.integer(i) % plane);
    }

    private static double tolerance(Tensor expected, int i) {
        return expected.dataType() == DataType.F32
                ? ABSOLUTE + RELATIVE * Math.abs(expected.floats().get(i))
                : 0;
    }
}
