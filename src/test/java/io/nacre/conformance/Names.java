package io.nacre.conformance;

import io.nacre.op.Axis;
import io.nacre.op.Epilogue;
import io.nacre.op.Window;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Short names of parameters, for the names of cases: {@code k3 s2 p1 g1 relu}. */
final class Names {
    private Names() {}

    static String window(Window window) {
        String name = axes("k", window, Axis::kernel, 0);
        name += axes(" s", window, Axis::stride, 1);
        name += axes(" d", window, Axis::dilation, 1);
        boolean same = window.axes().stream().allMatch(axis -> axis.before() == axis.after());
        return same
                ? name + axes(" p", window, Axis::before, 0)
                : name + axes(" p", window, axis -> axis.before() + ":" + axis.after());
    }

    private static String axes(String prefix, Window window, Function<Axis, Integer> value, int usual) {
        boolean none = window.axes().stream().allMatch(axis -> value.apply(axis) == usual);
        return none ? "" : axes(prefix, window, axis -> value.apply(axis).toString());
    }

    private static String axes(String prefix, Window window, Function<Axis, String> value) {
        List<String> values = window.axes().stream().map(value).toList();
        boolean equal = values.stream().distinct().count() == 1;
        return prefix + (equal ? values.get(0) : String.join("×", values));
    }

    static String epilogue(Epilogue epilogue) {
        return epilogue.stages().stream()
                .map(Names::stage)
                .map(name -> " " + name)
                .collect(Collectors.joining());
    }

    private static String stage(Epilogue.Stage stage) {
        return stage instanceof Epilogue.Activate activate
                ? activate.activation().toString()
                : stage.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
