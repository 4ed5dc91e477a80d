package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.model.onnx.Sampling.Resized;
import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.op.ResizeTable.Coordinates;
import io.nacre.op.Select;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Resize and its forerunner Upsample: a table of positions and weights for each axis that changes. */
final class Resizing {
    private Resizing() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Resize", Operator.of(Resizing::resize).shapedBy(1, 2, 3).unless(Resizing::unknown));
        table.put("Upsample", Operator.of(Resizing::upsample).shapedBy(1).unless(Resizing::unknown));
    }

    private static @Nullable String unknown(OnnxNode node) {
        if (!List.of("nearest", "linear", "bilinear", "cubic").contains(node.text("mode", "nearest"))) {
            return "mode " + node.text("mode", "");
        }
        String transformation = Sampling.transformation(node);
        if (Sampling.coordinates(transformation, Sampling.Resized.whole(1, 1, 1)) == null) {
            return "coordinate_transformation_mode " + transformation;
        }
        return Sampling.rounding(node, 1) == null ? "nearest_mode " + node.text("nearest_mode", "") : null;
    }

    private static Value upsample(Call call) {
        List<Float> stated = call.node().reals("scales");
        float[] scales = stated.isEmpty() ? call.floats(1) : new float[stated.size()];
        for (int i = 0; i < stated.size(); i++) {
            scales[i] = stated.get(i);
        }
        return sample(call, scaled(call, scales, allAxes(call), new float[0]));
    }

    private static Value resize(Call call) {
        boolean old = call.node().opset() < 11;
        float[] scales = call.floats(old ? 1 : 2);
        int[] axes = call.node().has("axes")
                ? Arrays.stream(call.node().ints("axes"))
                        .map(axis -> call.axis(axis, call.shape(0).rank()))
                        .toArray()
                : allAxes(call);
        boolean crops = Sampling.transformation(call.node()).equals(Sampling.CROP);
        float[] parts = crops ? call.floats(1) : new float[0];
        if (crops && parts.length != 2 * axes.length) {
            throw call.fault(
                    "has " + parts.length + " numbers of roi for " + axes.length + " axes of " + call.shape(0));
        }
        List<Resized> resized =
                scales.length > 0 || old ? scaled(call, scales, axes, parts) : sized(call, call.ints(3), axes, parts);
        return crops ? outside(call, sample(call, resized), resized) : sample(call, resized);
    }

    private static int[] allAxes(Call call) {
        return IntStream.range(0, call.shape(0).rank()).toArray();
    }

    /** Every axis as it is. */
    private static List<Resized> whole(Shape x) {
        return IntStream.of(x.toArray())
                .mapToObj(extent -> Resized.whole(extent, extent, 1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Resized> scaled(Call call, float[] scales, int[] axes, float[] parts) {
        Shape x = call.shape(0);
        if (scales.length != axes.length) {
            throw call.fault("has " + scales.length + " scales for " + axes.length + " axes of " + x);
        }
        List<Resized> resized = whole(x);
        for (int i = 0; i < axes.length; i++) {
            if (!(scales[i] > 0) || scales[i] == Float.POSITIVE_INFINITY) {
                throw call.fault("scales " + Arrays.toString(scales) + " must be positive");
            }
            float part = parts.length == 0 ? 1 : parts[axes.length + i] - parts[i];
            int in = x.extent(axes[i]);
            int out = Math.toIntExact((long) Math.floor(in * part * scales[i]));
            resized.set(axes[i], part(in, out, scales[i], parts, i));
        }
        return resized;
    }

    /** An axis of which the i-th pair among the parts is taken, if there are any. */
    private static Resized part(int in, int out, double scale, float[] parts, int i) {
        return parts.length == 0
                ? Resized.whole(in, out, scale)
                : new Resized(in, out, scale, parts[i], parts[parts.length / 2 + i]);
    }

    private static List<Resized> sized(Call call, int[] sizes, int[] axes, float[] parts) {
        Shape x = call.shape(0);
        if (sizes.length != axes.length || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw call.fault("has sizes " + Arrays.toString(sizes) + " for " + axes.length + " axes of " + x);
        }
        List<Resized> resized = whole(x);
        double common = common(call, sizes, axes);
        for (int i = 0; i < axes.length; i++) {
            int in = x.extent(axes[i]);
            boolean stretched = Double.isNaN(common);
            int out = stretched ? sizes[i] : Math.toIntExact((long) Math.floor(common * in + 0.5));
            resized.set(axes[i], part(in, out, stretched ? (double) out / in : common, parts, i));
        }
        return resized;
    }

    /** What comes from outside of the input is a number of its own. */
    private static Value outside(Call call, Value y, List<Resized> axes) {
        Value filled = y;
        Value number = call.constant(Tensor.of(new float[] {call.node().real("extrapolation_value", 0)}, new int[0]));
        for (int axis = 0; axis < axes.size(); axis++) {
            Resized resized = axes.get(axis);
            Coordinates coordinates = Objects.requireNonNull(Sampling.coordinates(Sampling.CROP, resized));
            int[] inside = IntStream.range(0, resized.out())
                    .mapToDouble(coordinates::source)
                    .mapToInt(source -> source >= 0 && source <= resized.in() - 1 ? 1 : 0)
                    .toArray();
            if (!resized.changesNothing() && IntStream.of(inside).anyMatch(holds -> holds == 0)) {
                int[] extents = new int[axes.size() - axis];
                Arrays.fill(extents, 1);
                extents[0] = resized.out();
                filled = call.add(new Select(), call.constant(Tensor.of(inside, extents)), filled, number);
            }
        }
        return filled;
    }

    /** The one factor for all axes that keep_aspect_ratio_policy asks for; NaN if each has its own. */
    private static double common(Call call, int[] sizes, int[] axes) {
        String policy = call.node().text("keep_aspect_ratio_policy", "stretch");
        double[] factors = IntStream.range(0, axes.length)
                .mapToDouble(i -> (double) sizes[i] / call.shape(0).extent(axes[i]))
                .toArray();
        return switch (policy) {
            case "stretch" -> Double.NaN;
            case "not_larger" -> Arrays.stream(factors).min().orElse(1);
            case "not_smaller" -> Arrays.stream(factors).max().orElse(1);
            default ->
                throw call.fault(
                        "keep_aspect_ratio_policy '" + policy + "' is none of stretch, not_larger, not_smaller");
        };
    }

    /** Axes that do not change come first, as batch and channels, if they do not already. */
    private static Value sample(Call call, List<Resized> axes) {
        Shape shape = call.shape(0);
        int rank = axes.size();
        int[] extents = axes.stream().mapToInt(Resized::out).toArray();
        List<Integer> changed = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            (axes.get(axis).changesNothing() ? order : changed).add(axis);
        }
        if (changed.isEmpty()) {
            return call.input(0);
        }
        if (changed.size() > 3) {
            throw call.unsupported("resizes " + changed.size() + " axes of " + shape + ", at most 3 are possible");
        }
        for (int axis : changed) {
            if (shape.extent(axis) == 0 || extents[axis] > Call.MAX_FOLDED / 4) {
                throw call.fault("cannot resize axis " + axis + " of " + shape + " to " + extents[axis] + " elements");
            }
        }
        order.addAll(changed);
        int kept = rank - changed.size();
        List<Value> inputs = new ArrayList<>();
        Value front = call.permute(call.input(0), order);
        int[] planes = new int[changed.size() + 2];
        boolean batched = kept == 2 && front == call.input(0);
        planes[0] = batched ? shape.extent(0) : 1;
        planes[1] = 1;
        for (int axis : order.subList(batched ? 1 : 0, kept)) {
            planes[1] = Math.multiplyExact(planes[1], shape.extent(axis));
        }
        for (int i = 0; i < changed.size(); i++) {
            planes[i + 2] = shape.extent(changed.get(i));
        }
        inputs.add(call.reshape(front, planes));
        for (int axis : changed) {
            ResizeTable table = Sampling.table(call, axes.get(axis));
            inputs.add(call.constant(table.positions()));
            inputs.add(call.constant(table.weights()));
        }
        Value resized = call.add(new Resize(), inputs).get(0);
        Integer[] back = new Integer[rank];
        IntStream.range(0, rank).forEach(i -> back[order.get(i)] = i);
        int[] mixed = order.stream().mapToInt(axis -> extents[axis]).toArray();
        return call.permute(call.reshape(resized, mixed), List.of(back));
    }
}
