package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Concat;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that give the same elements another shape or order, or join them. */
final class Shaping {
    private Shaping() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Identity", Operator.of(call -> call.input(0)));
        table.put("Dropout", Operator.several(2, Shaping::dropout).shapedBy(1, 2));
        table.put("Reshape", Operator.of(Shaping::reshape).shapedBy(1));
        table.put("Flatten", Operator.of(Shaping::flatten));
        table.put("Squeeze", Operator.of(Shaping::squeeze).shapedBy(1));
        table.put("Unsqueeze", Operator.of(Shaping::unsqueeze).shapedBy(1));
        table.put("Transpose", Operator.of(Shaping::transpose));
        table.put("Concat", Operator.of(Shaping::concat));
        table.put("DepthToSpace", Operator.of(Shaping::depthToSpace).unless(Shaping::unknownOrder));
        table.put("SpaceToDepth", Operator.of(Shaping::spaceToDepth));
    }

    /** At inference the input, and a mask that lets everything through. */
    private static List<Value> dropout(Call call) {
        Value x = call.input(0);
        boolean trains =
                call.optional(2) != null && Arrays.stream(call.integers(2)).anyMatch(mode -> mode != 0);
        float[] ratio = call.floats(1);
        if (trains && (ratio.length != 1 || ratio[0] != 0)) {
            throw call.unsupported("training_mode");
        }
        if (call.node().outputs().size() < 2) {
            return List.of(x);
        }
        if (x.type().elements() > Call.MAX_FOLDED) {
            throw call.fault(
                    "has a mask of " + x.type().elements() + " elements, at most " + Call.MAX_FOLDED + " are possible");
        }
        byte[] ones = new byte[(int) x.type().elements()];
        Arrays.fill(ones, (byte) 1);
        Tensor mask = Tensor.ofBooleans(ByteBuffer.wrap(ones), x.type().shape());
        return List.of(x, call.constant(mask));
    }

    /** 0 keeps an extent (unless allowzero), -1 is what remains. */
    private static Value reshape(Call call) {
        Shape x = call.shape(0);
        int[] extents = call.ints("shape", 1);
        int open = -1;
        long known = 1;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == 0 && !call.node().flag("allowzero", false)) {
                extents[axis] = x.extent(call.axis(axis, x.rank()));
            }
            if (extents[axis] == -1 && open < 0) {
                open = axis;
            } else if (extents[axis] < 0) {
                throw call.fault("shape " + Arrays.toString(extents) + " has extents below 0, one -1 is possible");
            } else {
                known = Math.multiplyExact(known, extents[axis]);
            }
        }
        if (open >= 0) {
            if (known == 0 || x.elements() % known != 0) {
                throw call.fault(
                        "cannot reshape " + x + " of " + x.elements() + " elements to " + Arrays.toString(extents));
            }
            extents[open] = Math.toIntExact(x.elements() / known);
        }
        return call.reshape(call.input(0), extents);
    }

    private static Value flatten(Call call) {
        Shape x = call.shape(0);
        int stated = call.node().integer("axis", 1);
        int axis = call.axis(stated < 0 ? stated + x.rank() : stated, x.rank() + 1);
        return call.reshape(
                call.input(0), Math.toIntExact(x.elements(0, axis)), Math.toIntExact(x.elements(axis, x.rank())));
    }

    private static Value squeeze(Call call) {
        Shape x = call.shape(0);
        int[] stated = call.ints("axes", 1);
        boolean all = !call.node().has("axes") && call.optional(1) == null;
        List<Integer> axes = new ArrayList<>();
        for (int axis : stated) {
            axes.add(call.axis(axis, x.rank()));
        }
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            boolean dropped = all ? x.extent(axis) == 1 : axes.contains(axis);
            if (dropped && x.extent(axis) != 1) {
                throw call.fault("axis " + axis + " of " + x + " has not extent 1");
            }
            if (!dropped) {
                kept.add(x.extent(axis));
            }
        }
        return call.reshape(call.input(0), array(kept));
    }

    private static Value unsqueeze(Call call) {
        Shape x = call.shape(0);
        int[] stated = call.ints("axes", 1);
        int rank = x.rank() + stated.length;
        List<Integer> axes = IntStream.of(stated)
                .map(axis -> call.axis(axis, rank))
                .distinct()
                .boxed()
                .toList();
        if (axes.size() != stated.length) {
            throw call.fault("axes " + Arrays.toString(stated) + " name an axis twice");
        }
        int[] extents = new int[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = axes.contains(axis) ? 1 : x.extent(next++);
        }
        return call.reshape(call.input(0), extents);
    }

    private static Value transpose(Call call) {
        int rank = call.shape(0).rank();
        List<Integer> order = new ArrayList<>(IntStream.of(call.node().ints("perm"))
                .map(axis -> call.axis(axis, rank))
                .boxed()
                .toList());
        if (!call.node().has("perm")) {
            IntStream.range(0, rank).forEach(order::add);
            Collections.reverse(order);
        }
        if (order.stream().distinct().count() != rank || order.size() != rank) {
            throw call.fault("perm " + order + " does not name each axis of " + call.shape(0) + " once");
        }
        return call.permute(call.input(0), order);
    }

    private static Value concat(Call call) {
        List<Value> values = call.all();
        if (values.isEmpty()) {
            throw call.fault("has no inputs");
        }
        int axis = call.axis(call.node().integer("axis"), call.shape(0).rank());
        return values.size() == 1
                ? values.get(0)
                : call.add(new Concat(axis), values).get(0);
    }

    private static @Nullable String unknownOrder(OnnxNode node) {
        String mode = node.text("mode", "DCR");
        return mode.equals("DCR") || mode.equals("CRD") ? null : "mode " + mode;
    }

    private static Value depthToSpace(Call call) {
        Shape x = call.shape(0);
        int block = call.node().integer("blocksize");
        long square = (long) block * block;
        if (x.rank() != 4 || block < 1 || x.extent(1) % square != 0) {
            throw call.fault("input " + x + " has no multiple of " + square + " channels in 4 axes");
        }
        int channels = (int) (x.extent(1) / square);
        boolean blocksFirst = call.node().text("mode", "DCR").equals("DCR");
        Value split = blocksFirst
                ? call.reshape(call.input(0), x.extent(0), block, block, channels, x.extent(2), x.extent(3))
                : call.reshape(call.input(0), x.extent(0), channels, block, block, x.extent(2), x.extent(3));
        Value mixed = call.permute(split, blocksFirst ? List.of(0, 3, 4, 1, 5, 2) : List.of(0, 1, 4, 2, 5, 3));
        return call.reshape(
                mixed,
                x.extent(0),
                channels,
                Math.multiplyExact(x.extent(2), block),
                Math.multiplyExact(x.extent(3), block));
    }

    private static Value spaceToDepth(Call call) {
        Shape x = call.shape(0);
        int block = call.node().integer("blocksize");
        if (x.rank() != 4 || block < 1 || x.extent(2) % block != 0 || x.extent(3) % block != 0) {
            throw call.fault("input " + x + " cannot be split into blocks of " + block + "×" + block);
        }
        int height = x.extent(2) / block;
        int width = x.extent(3) / block;
        Value split = call.reshape(call.input(0), x.extent(0), x.extent(1), height, block, width, block);
        Value mixed = call.permute(split, List.of(0, 3, 5, 1, 2, 4));
        return call.reshape(mixed, x.extent(0), Math.toIntExact((long) x.extent(1) * block * block), height, width);
    }

    static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
