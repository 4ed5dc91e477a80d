package io.nacre.nn;

import io.nacre.error.ShapeException;
import java.util.List;

/**
 * A convolution's padding: numbers, or a rule.
 *
 * @param rule {@code same}, {@code valid}, or empty
 * @param amounts one number an axis; of no meaning beside a rule
 */
public record ConvPadding(String rule, List<Integer> amounts) {
    private static final String SAME = "same";

    public ConvPadding {
        amounts = List.copyOf(amounts);
        if (!List.of("", SAME, "valid").contains(rule)) {
            throw invalid(rule);
        }
    }

    private static ShapeException invalid(String rule) {
        return new ShapeException("Invalid padding string '" + rule + "', should be one of {'same', 'valid'}");
    }

    public static ConvPadding of(List<Integer> amounts) {
        return new ConvPadding("", amounts);
    }

    /** {@code same}: as large as the input; {@code valid}: none. */
    public static ConvPadding of(String rule) {
        if (rule.isEmpty()) {
            throw invalid(rule);
        }
        return new ConvPadding(rule, List.of(0));
    }

    boolean isSame() {
        return rule.equals(SAME);
    }

    boolean isRule() {
        return !rule.isEmpty();
    }

    /** What is added before an axis. */
    int before(int axis, int span) {
        return isSame() ? (span - 1) / 2 : amount(axis);
    }

    /** What is added behind an axis: the odd element of {@code same} lies here. */
    int after(int axis, int span) {
        return isSame() ? span - 1 - (span - 1) / 2 : amount(axis);
    }

    private int amount(int axis) {
        return amounts.get(amounts.size() == 1 ? 0 : axis);
    }

    @Override
    public String toString() {
        return isRule() ? rule : Words.tuple(amounts);
    }
}
