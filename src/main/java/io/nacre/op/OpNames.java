package io.nacre.op;

import io.nacre.error.NacreException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names by which users speak of operations: {@code convolution}, {@code max_pool}, {@code matmul}. */
public final class OpNames {
    /** All of them, sorted. */
    public static final List<String> ALL =
            classes(Op.class).map(OpNames::name).sorted().toList();

    private OpNames() {}

    public static String of(Op op) {
        return name(op.getClass());
    }

    /**
     * The name that somebody wrote, as {@link #of} writes it: {@code ConvolutionTranspose} is {@code convolution_transpose}.
     *
     * @throws NacreException if there is no such operation
     */
    public static String parse(String text) {
        return ALL.stream()
                .filter(name -> plain(name).equals(plain(text)))
                .findFirst()
                .orElseThrow(() -> new NacreException("'" + text + "' is no operation; there are " + ALL));
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String name(Class<?> op) {
        return op == MatMul.class
                ? "matmul" // as everybody writes it
                : op.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static Stream<Class<?>> classes(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(OpNames::classes) : Stream.of(type);
    }
}
