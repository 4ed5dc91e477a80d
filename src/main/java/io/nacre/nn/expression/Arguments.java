package io.nacre.nn.expression;

import io.nacre.error.ModelException;
import io.nacre.error.ShapeException;
import io.nacre.nn.PerAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The value of each argument of a call. */
record Arguments(Call call, Map<String, @Nullable Object> values) {
    Arguments {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    boolean isNone(String name) {
        return values.get(name) == null;
    }

    boolean isText(String name) {
        return values.get(name) instanceof String;
    }

    int integer(String name) {
        if (values.get(name) instanceof Integer number) {
            return number;
        }
        throw fault(name, "an int");
    }

    @Nullable
    Integer optionalInteger(String name) {
        return isNone(name) ? null : (Integer) integer(name);
    }

    Number number(String name) {
        if (values.get(name) instanceof Number number) {
            return number;
        }
        throw fault(name, "a number");
    }

    @Nullable
    Number optionalNumber(String name) {
        return isNone(name) ? null : number(name);
    }

    boolean flag(String name) {
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw fault(name, "True or False");
    }

    @Nullable
    Boolean optionalFlag(String name) {
        return isNone(name) ? null : (Boolean) flag(name);
    }

    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw fault(name, "a text");
    }

    /** An int, or a tuple of ints. */
    PerAxis perAxis(String name) {
        Object value = values.get(name);
        if (value instanceof Integer number) {
            return PerAxis.of(number);
        }
        List<Integer> numbers = integers(name);
        if (numbers.isEmpty()) {
            throw fault(name, "an int or a tuple of ints");
        }
        return PerAxis.tuple(numbers);
    }

    @Nullable
    PerAxis optionalPerAxis(String name) {
        return isNone(name) ? null : perAxis(name);
    }

    /** A tuple of ints; a single one counts as a tuple of one. */
    List<Integer> integers(String name) {
        List<Integer> integers = new ArrayList<>();
        for (Number number : numbers(name)) {
            if (!(number instanceof Integer integer)) {
                throw fault(name, "an int or a tuple of ints");
            }
            integers.add(integer);
        }
        return integers;
    }

    /** A tuple of ints, and no single one. */
    List<Integer> tuple(String name) {
        if (!isTuple(name)) {
            throw new ShapeException(name + " must be a tuple of ints, but found type " + type(values.get(name)));
        }
        return integers(name);
    }

    /** Python's name for a value's type. */
    private static String type(@Nullable Object value) {
        return value == null
                ? "NoneType"
                : value instanceof Boolean
                        ? "bool"
                        : value instanceof Integer ? "int" : value instanceof Number ? "float" : "str";
    }

    /** A tuple of numbers; a single one counts as a tuple of one. */
    List<Number> numbers(String name) {
        Object value = values.get(name);
        List<Number> numbers = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
            if (!(element instanceof Number number)) {
                throw fault(name, "a number or a tuple of numbers");
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** A tuple of ints or None; a single one counts as a tuple of one. */
    List<@Nullable Integer> optionalIntegers(String name) {
        Object value = values.get(name);
        List<@Nullable Integer> numbers = new ArrayList<>();
        for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
            if (element != null && !(element instanceof Integer)) {
                throw fault(name, "an int, None, or a tuple of these");
            }
            numbers.add((Integer) element);
        }
        return numbers;
    }

    boolean isTuple(String name) {
        return values.get(name) instanceof List<?>;
    }

    private ModelException fault(String name, String expected) {
        return new ModelException("layer expression, column " + call.column() + ": " + call.name() + ": argument '"
                + name + "' must be " + expected + ", got " + python(values.get(name)));
    }

    /** A value as Python writes it. */
    private static String python(@Nullable Object value) {
        if (value instanceof List<?> list) {
            String joined = list.stream().map(Arguments::python).collect(Collectors.joining(", "));
            return "(" + joined + (list.size() == 1 ? ",)" : ")");
        }
        return value == null
                ? "None"
                : value instanceof Boolean flag
                        ? (flag ? "True" : "False")
                        : value instanceof Call call ? call.name() + "(…)" : value.toString();
    }
}
