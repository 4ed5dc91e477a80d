package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Pad;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Padding of the last axes; negative numbers crop.
 *
 * @param padding two numbers an axis, before and behind, the last axis first, as PyTorch has it
 * @param value what constant padding adds, as it was given
 */
public record PadArguments(List<Integer> padding, Pad.Mode mode, Number value) {
    private static final List<String> AXES = List.of("D", "H", "W");

    public PadArguments {
        padding = List.copyOf(padding);
        Checks.require(padding.size() % 2 == 0, "Padding length must be divisible by 2");
    }

    /** One number for all sides of all axes, or as many as there are sides. */
    static PadArguments of(int axes, Pad.Mode mode, Number value, int... padding) {
        List<Integer> sides = PerAxis.of(padding).spread(2 * axes);
        return new PadArguments(sides, mode, value);
    }

    /** Padding of spatial axes, outermost first. */
    static PadArguments of(int[] before, int[] after, Pad.Mode mode, Number value) {
        List<Integer> sides = new ArrayList<>();
        for (int axis = before.length - 1; axis >= 0; axis--) {
            sides.add(before[axis]);
            sides.add(after[axis]);
        }
        return new PadArguments(sides, mode, value);
    }

    private int axes() {
        return padding.size() / 2;
    }

    /** Before an axis, counted from the last one. */
    private int before(int fromLast) {
        return padding.get(2 * fromLast);
    }

    private int after(int fromLast) {
        return padding.get(2 * fromLast + 1);
    }

    private int padded(Shape x, int fromLast) {
        return x.extent(-1 - fromLast) + before(fromLast) + after(fromLast);
    }

    /** Checks what depends on the input. */
    void check(Scope scope, Shape x) {
        if (padding.size() > 2 * x.rank()) {
            throw scope.fault("Padding length should be less than or equal to two times the input dimension but got"
                    + " padding length " + padding.size() + " and input of dimension " + x.rank());
        }
        if (mode != Pad.Mode.CONSTANT && (axes() > 3 || (x.rank() != axes() + 1 && x.rank() != axes() + 2))) {
            throw scope.fault("Padding size " + padding.size() + " is not supported for " + x.rank()
                    + "D input tensor. Two numbers an axis; this mode takes "
                    + (axes() + 1) + "D or " + (axes() + 2) + "D input");
        }
        switch (mode) {
            case CONSTANT -> checkCrops(scope, x);
            case CIRCULAR -> {
                checkWraps(scope, x);
                boolean empty = IntStream.range(0, axes()).anyMatch(axis -> padded(x, axis) < 0);
                require(scope, !empty, "Negative padding value is resulting in an empty dimension" + given(x));
            }
            case REFLECT -> {
                checkNotEmpty(scope, x);
                checkMirrors(scope, x);
                checkSizes(scope, x);
            }
            case REPLICATE -> {
                checkNotEmpty(scope, x);
                checkSizes(scope, x);
            }
        }
    }

    private static void require(Scope scope, boolean holds, String words) {
        if (!holds) {
            throw scope.fault(words);
        }
    }

    private String given(Shape x) {
        return " (input " + Words.list(x) + ", padding " + Words.tuple(padding) + ")";
    }

    /** Cropping comes before padding. */
    private void checkCrops(Scope scope, Shape x) {
        for (int axis = 0; axis < axes(); axis++) {
            int left = x.extent(-1 - axis) + Math.min(before(axis), 0) + Math.min(after(axis), 0);
            require(scope, left >= 0, "narrow(): length must be non-negative." + given(x));
        }
    }

    /** As in PyTorch, some extents of the result may be 0, but not all. */
    private void checkSizes(Scope scope, Shape x) {
        require(scope, IntStream.range(0, axes()).anyMatch(axis -> padded(x, axis) > 0), tooSmall(x));
        int[] out = x.toArray();
        IntStream.range(0, axes()).forEach(axis -> out[out.length - 1 - axis] = padded(x, axis));
        Arrays.stream(out)
                .filter(extent -> extent < 0)
                .forEach(extent -> require(
                        scope,
                        false,
                        "Trying to create tensor with negative dimension " + extent + ": " + Words.list(out)));
    }

    private void checkWraps(Scope scope, Shape x) {
        for (int axis = 0; axis < axes(); axis++) {
            if (Math.max(before(axis), after(axis)) > x.extent(-1 - axis)) {
                throw scope.fault("Padding value causes wrapping around more than once." + given(x));
            }
        }
    }

    private void checkMirrors(Scope scope, Shape x) {
        for (int axis = 0; axis < axes(); axis++) {
            if (Math.max(before(axis), after(axis)) >= x.extent(-1 - axis)) {
                throw scope.fault("Argument #" + (4 + 2 * axis) + ": Padding size should be less than the"
                        + " corresponding input dimension, but got: padding (" + before(axis) + ", " + after(axis)
                        + ") at dimension " + (x.rank() - 1 - axis) + " of input " + Words.list(x));
            }
        }
    }

    /** No axis but the batch may be empty. */
    private void checkNotEmpty(Scope scope, Shape x) {
        int first = x.rank() == axes() + 2 ? 1 : 0;
        if (x.elements(first, x.rank()) == 0) {
            throw scope.fault("Expected " + (axes() + 1) + "D or " + (axes() + 2) + "D (batch mode) tensor with"
                    + " possibly 0 batch size and other non-zero dimensions for input, but got: " + Words.list(x));
        }
    }

    private String tooSmall(Shape x) {
        int[] in = Shapes.last(x, axes());
        int[] out = new int[in.length];
        Arrays.setAll(out, axis -> padded(x, out.length - 1 - axis));
        String given = Words.labelled(", ", AXES, in);
        String shown = axes() == 3
                ? given.replaceFirst(", ", " ")
                : axes() == 2 && mode == Pad.Mode.REPLICATE ? given + " " : given;
        return "input (" + shown + ") is too small. Calculated output " + Words.labelled(" ", AXES, out);
    }

    /** Circular padding repeats what cropping leaves; the other modes look at the whole input. */
    Value lower(Scope scope, Value x) {
        boolean crops = padding.stream().anyMatch(side -> side < 0);
        if (mode == Pad.Mode.CIRCULAR && crops) {
            Value cropped = add(scope, x, side -> Math.min(side, 0), Pad.Mode.CONSTANT);
            return add(scope, cropped, side -> Math.max(side, 0), mode);
        }
        return add(scope, x, side -> side, mode);
    }

    private Value add(Scope scope, Value x, IntUnaryOperator part, Pad.Mode how) {
        int rank = x.type().shape().rank();
        Integer[] before = Collections.nCopies(rank, 0).toArray(Integer[]::new);
        Integer[] after = before.clone();
        for (int axis = 0; axis < axes(); axis++) {
            before[rank - 1 - axis] = part.applyAsInt(before(axis));
            after[rank - 1 - axis] = part.applyAsInt(after(axis));
        }
        return scope.add(new Pad(List.of(before), List.of(after), how, value.floatValue()), x);
    }
}
