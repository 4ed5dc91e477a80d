package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        if (node.flag("antialias", false)) {
            return "antialias";
        }
        if (!List.of("nearest", "linear", "bilinear", "cubic").contains(node.text("mode", "nearest"))) {
            return "mode " + node.text("mode", "");
        }
        String transformation = Sampling.transformation(node);
        if (Sampling.coordinates(transformation, 1, 1, 1) == null) {
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
        return scaled(call, scales, allAxes(call));
    }

    private static Value resize(Call call) {
        boolean old = call.node().opset() < 11;
        float[] scales = call.floats(old ? 1 : 2);
        int[] axes = call.node().has("axes")
                ? Arrays.stream(call.node().ints("axes"))
                        .map(axis -> call.axis(axis, call.shape(0).rank()))
                        .toArray()
                : allAxes(call);
        return scales.length > 0 || old ? scaled(call, scales, axes) : sized(call, call.ints(3), axes);
    }

    private static int[] allAxes(Call call) {
        return IntStream.range(0, call.shape(0).rank()).toArray();
    }

    private static Value scaled(Call call, float[] scales, int[] axes) {
        Shape x = call.shape(0);
        if (scales.length != axes.length) {
            throw call.fault("has " + scales.length + " scales for " + axes.length + " axes of " + x);
        }
        int[] extents = x.toArray();
        double[] factors = new double[extents.length];
        Arrays.fill(factors, 1);
        for (int i = 0; i < axes.length; i++) {
            if (!(scales[i] > 0) || scales[i] == Float.POSITIVE_INFINITY) {
                throw call.fault("scales " + Arrays.toString(scales) + " must be positive");
            }
            factors[axes[i]] = scales[i];
            extents[axes[i]] = Math.toIntExact((long) Math.floor(x.extent(axes[i]) * scales[i]));
        }
        return sample(call, extents, factors);
    }

    private static Value sized(Call call, int[] sizes, int[] axes) {
        Shape x = call.shape(0);
        if (sizes.length != axes.length || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw call.fault("has sizes " + Arrays.toString(sizes) + " for " + axes.length + " axes of " + x);
        }
        int[] extents = x.toArray();
        double[] factors = new double[extents.length];
        Arrays.fill(factors, 1);
        double common = common(call, sizes, axes);
        for (int i = 0; i < axes.length; i++) {
            int in = x.extent(axes[i]);
            boolean stretched = Double.isNaN(common);
            extents[axes[i]] = stretched ? sizes[i] : Math.toIntExact((long) Math.floor(common * in + 0.5));
            factors[axes[i]] = stretched ? (double) sizes[i] / in : common;
        }
        return sample(call, extents, factors);
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
    private static Value sample(Call call, int[] extents, double[] factors) {
        Shape shape = call.shape(0);
        int rank = extents.length;
        List<Integer> changed = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            boolean same = extents[axis] == shape.extent(axis) && factors[axis] == 1;
            (same ? order : changed).add(axis);
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
            ResizeTable table = Sampling.table(call, shape.extent(axis), extents[axis], factors[axis]);
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
