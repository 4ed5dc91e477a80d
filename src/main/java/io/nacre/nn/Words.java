package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Python prints them. */
final class Words {
    private Words() {}

    /** {@code [1, 3, 5]}: how PyTorch's errors show a size. */
    static String list(int... numbers) {
        return Arrays.toString(numbers);
    }

    static String list(Shape shape) {
        return list(shape.toArray());
    }

    /** {@code (3,)}, {@code (1, 2)}. */
    static String tuple(List<?> elements) {
        String joined = elements.stream().map(Words::of).collect(Collectors.joining(", "));
        return "(" + joined + (elements.size() == 1 ? ",)" : ")");
    }

    /** {@code 2 x 3}. */
    static String times(int... numbers) {
        return joined(" x ", numbers);
    }

    static String joined(String separator, int... numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(separator));
    }

    /** {@code kH: 3 kW: 5}: numbers with the names of their axes. */
    static String labelled(String separator, List<String> labels, int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : separator)
                    .append(labels.get(labels.size() - numbers.length + i))
                    .append(": ")
                    .append(numbers[i]);
        }
        return text.toString();
    }

    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** A value of Python's: {@code True}, {@code 1e-05}, {@code (1, 2)}, {@code None}. */
    static String of(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Double || value instanceof Float) {
            return real(((Number) value).doubleValue());
        }
        return value instanceof List<?> elements ? tuple(elements) : value.toString();
    }

    /** A float's repr: the shortest digits that read back as the same number, without exponent from 1e-4 to 1e16. */
    static String real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision)).stripTrailingZeros();
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17)).stripTrailingZeros();
    }
}
