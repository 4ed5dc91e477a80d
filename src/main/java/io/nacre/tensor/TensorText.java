package io.nacre.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A tensor as PyTorch prints it: four decimals, one width for all elements, the middle of long axes left out. Behind the
 * elements stands the type.
 */
final class TensorText {
    private static final int LINE_WIDTH = 80;
    /** A tensor of more elements shows only the edges of its axes. */
    private static final int THRESHOLD = 1000;

    private static final int EDGE = 3;
    private static final String HEAD = "tensor(";

    private final Shape shape;
    private final boolean abridged;
    private final IntFunction<String> text;
    private final int width;

    private TensorText(Tensor tensor) {
        shape = tensor.shape();
        abridged = shape.elements() > THRESHOLD;
        List<Integer> shown = new ArrayList<>();
        collect(shown, 0, 0);
        text = tensor.dataType() == DataType.F32 ? floats(tensor.floats(), shown) : integers(tensor);
        width = shown.stream()
                .filter(index -> setsWidth(tensor, index))
                .mapToInt(index -> text.apply(index).length())
                .max()
                .orElse(0);
    }

    static String of(Tensor tensor) {
        TensorText text = new TensorText(tensor);
        String elements = tensor.type().elements() == 0 ? "[]" : text.axis(0, 0, HEAD.length());
        return HEAD + elements + ", " + tensor.type() + ")";
    }

    /** The flat indices of the elements that are shown. */
    private void collect(List<Integer> shown, int axis, int offset) {
        if (axis == shape.rank()) {
            shown.add(offset);
            return;
        }
        for (int i = 0; i < shape.extent(axis); i++) {
            i = leap(axis, i);
            collect(shown, axis + 1, offset + i * step(axis));
        }
    }

    /** The next position that is shown along an axis. */
    private int leap(int axis, int i) {
        int extent = shape.extent(axis);
        return abridged && extent > 2 * EDGE && i == EDGE ? extent - EDGE : i;
    }

    private int step(int axis) {
        return (int) shape.elements(axis + 1, shape.rank());
    }

    private String axis(int axis, int offset, int indent) {
        if (axis == shape.rank()) {
            return text.apply(offset);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shape.extent(axis); i++) {
            int next = leap(axis, i);
            if (next > i) {
                parts.add(axis + 1 == shape.rank() ? " ..." : "...");
                i = next;
            }
            int element = offset + i * step(axis);
            parts.add(axis + 1 == shape.rank() ? pad(text.apply(element)) : axis(axis + 1, element, indent + 1));
        }
        return axis + 1 == shape.rank() ? lines(parts, indent) : block(parts, axis, indent);
    }

    private String pad(String element) {
        return " ".repeat(Math.max(0, width - element.length())) + element;
    }

    /** The last axis: as many elements in a line as there is room for. */
    private String lines(List<String> parts, int indent) {
        int perLine = Math.max(1, (LINE_WIDTH - indent) / (width + 2));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += perLine) {
            lines.add(String.join(", ", parts.subList(i, Math.min(i + perLine, parts.size()))));
        }
        return "[" + String.join(",\n" + " ".repeat(indent + 1), lines) + "]";
    }

    private String block(List<String> parts, int axis, int indent) {
        String between = "," + "\n".repeat(shape.rank() - axis - 1) + " ".repeat(indent + 1);
        return "[" + String.join(between, parts) + "]";
    }

    /** In PyTorch zeros and what is not finite do not. */
    private static boolean setsWidth(Tensor tensor, int index) {
        if (tensor.dataType() != DataType.F32) {
            return true;
        }
        float value = tensor.floats().get(index);
        return value != 0 && Float.isFinite(value);
    }

    private static IntFunction<String> integers(Tensor tensor) {
        return tensor.dataType() == DataType.BOOL
                ? index -> tensor.integer(index) != 0 ? "True" : "False"
                : index -> Long.toString(tensor.integer(index));
    }

    /** Whole numbers get a point and no decimals; a wide range of magnitudes an exponent. */
    private static IntFunction<String> floats(FloatBuffer values, List<Integer> shown) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        boolean whole = true;
        for (int index : shown) {
            double size = Math.abs(values.get(index));
            if (size > 0 && Double.isFinite(size)) {
                least = Math.min(least, size);
                most = Math.max(most, size);
                whole &= size == Math.rint(size);
            }
        }
        boolean exponents = most > 0 && (most / least > 1000 || most > 1e8 || (!whole && least < 1e-4));
        Style style = exponents ? Style.EXPONENT : whole ? Style.WHOLE : Style.DECIMALS;
        return index -> number(style, values.get(index));
    }

    private enum Style {
        EXPONENT,
        WHOLE,
        DECIMALS
    }

    private static String number(Style style, float value) {
        if (!Float.isFinite(value)) {
            return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        BigDecimal size = new BigDecimal(Math.abs(value)); // Formatter rounds ties up, Python to the even digit
        String digits = switch (style) {
            case EXPONENT -> String.format(Locale.ROOT, "%.4e", size.round(new MathContext(5, RoundingMode.HALF_EVEN)));
            case WHOLE -> size.toBigInteger() + ".";
            case DECIMALS -> size.setScale(4, RoundingMode.HALF_EVEN).toPlainString();
        };
        return Math.copySign(1, value) < 0 ? "-" + digits : digits;
    }
}
