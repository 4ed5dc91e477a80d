package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Pad;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that put something around a tensor, or repeat it. */
final class Padding {
    private Padding() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Pad", Operator.of(Padding::pad).shapedBy(1, 2, 3).unless(Padding::unknownMode));
        table.put("Expand", Operator.of(Padding::expand).shapedBy(1));
        table.put("Tile", Operator.of(Padding::tile).shapedBy(1));
    }

    private static @Nullable String unknownMode(OnnxNode node) {
        return mode(node) == null ? "mode " + node.text("mode", "") : null;
    }

    private static Pad.@Nullable Mode mode(OnnxNode node) {
        return switch (node.text("mode", "constant")) {
            case "constant" -> Pad.Mode.CONSTANT;
            case "reflect" -> Pad.Mode.REFLECT;
            case "edge" -> Pad.Mode.REPLICATE;
            case "wrap" -> Pad.Mode.CIRCULAR;
            default -> null;
        };
    }

    private static Value pad(Call call) {
        int rank = call.shape(0).rank();
        int[] pads = call.ints("pads", 1);
        int[] axes = call.optional(3) == null ? IntStream.range(0, rank).toArray() : call.ints(3);
        if (pads.length != 2 * axes.length) {
            throw call.fault("has " + pads.length + " pads for " + axes.length + " axes of " + call.shape(0));
        }
        List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> after = new ArrayList<>(Collections.nCopies(rank, 0));
        for (int i = 0; i < axes.length; i++) {
            int axis = call.axis(axes[i], rank);
            before.set(axis, pads[i]);
            after.set(axis, pads[axes.length + i]);
        }
        if (IntStream.of(pads).allMatch(number -> number == 0)) {
            return call.input(0);
        }
        Pad.Mode mode = Objects.requireNonNull(mode(call.node()));
        return call.add(new Pad(before, after, mode, padding(call)), call.input(0));
    }

    private static float padding(Call call) {
        Value value = call.optional(2);
        if (value == null) {
            return call.node().real("value", 0);
        }
        Tensor tensor = call.constant(2);
        if (tensor.type().elements() != 1) {
            throw call.fault("constant_value is " + tensor.type() + ", expected one number");
        }
        return tensor.dataType() == DataType.F32 ? tensor.floats().get(0) : tensor.integer(0);
    }

    private static Value expand(Call call) {
        Value x = call.input(0);
        int[] wanted = call.ints(1);
        Shape shape = x.type().shape();
        int rank = Math.max(shape.rank(), wanted.length);
        int[] extents = new int[rank];
        Arrays.fill(extents, 1);
        System.arraycopy(shape.toArray(), 0, extents, rank - shape.rank(), shape.rank());
        x = call.reshape(x, extents);
        for (int i = 0; i < wanted.length; i++) {
            int axis = rank - wanted.length + i;
            if (wanted[i] == 1 || wanted[i] == extents[axis]) {
                continue;
            }
            if (extents[axis] != 1 || wanted[i] < 0) {
                throw call.fault(shape + " cannot be broadcast to " + Arrays.toString(wanted));
            }
            x = repeat(call, x, axis, wanted[i]);
        }
        return x;
    }

    private static Value tile(Call call) {
        Value x = call.input(0);
        int[] repeats = call.ints(1);
        if (repeats.length != call.shape(0).rank() || IntStream.of(repeats).anyMatch(times -> times < 0)) {
            throw call.fault("repeats " + Arrays.toString(repeats) + " do not fit " + call.shape(0));
        }
        for (int axis = 0; axis < repeats.length; axis++) {
            x = repeats[axis] == 1 ? x : repeat(call, x, axis, repeats[axis]);
        }
        return x;
    }

    /** The tensor some times behind itself: an axis of extent 1, padded by its own element, copies any value exactly. */
    private static Value repeat(Call call, Value x, int axis, int times) {
        Shape shape = x.type().shape();
        int outer = Math.toIntExact(shape.elements(0, axis));
        int inner = Math.toIntExact(shape.elements(axis, shape.rank()));
        Shape result = shape.with(axis, Math.multiplyExact(shape.extent(axis), times));
        if (x.isConstant()) {
            return HostArithmetic.repeat(call, x, inner, times, result);
        }
        Value flat = call.reshape(x, outer, 1, inner);
        Pad copies = new Pad(List.of(0, 0, 0), List.of(0, times - 1, 0), Pad.Mode.REPLICATE, 0);
        return call.reshape(call.add(copies, flat), result.toArray());
    }
}
