package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary.Function;
import io.nacre.op.Cast;
import io.nacre.op.Gather;
import io.nacre.op.Select;
import io.nacre.op.Slice;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GridSample: a tensor read at positions that are given at run time. Channels become rows; each tap of the interpolation
 * is a gather of rows by a computed index, times its weight.
 */
final class GridSampling {
    private static final double CUBIC = -0.75;

    private final Call call;
    private final Shape x;
    private final int axes;
    private final int samples;
    /** Positions of a sample. */
    private final int points;

    private final boolean align;
    private final boolean border;
    private final boolean reflects;

    private GridSampling(Call call) {
        this.call = call;
        this.x = call.shape(0);
        this.axes = x.rank() - 2;
        Shape grid = call.shape(1);
        if (axes < 1 || grid.rank() != x.rank() || grid.extent(0) != x.extent(0) || grid.extent(-1) != axes) {
            throw call.fault("grid " + grid + " does not fit input " + x);
        }
        if (x.elements() == 0 || x.elements() > Integer.MAX_VALUE) {
            throw call.unsupported("of " + x);
        }
        this.samples = x.extent(0);
        this.points = Math.toIntExact(grid.elements(1, grid.rank() - 1));
        this.align = call.node().flag("align_corners", false);
        this.border = padding(call.node()).equals("border");
        this.reflects = padding(call.node()).equals("reflection");
    }

    static void addTo(Map<String, Operator> table) {
        table.put(
                "GridSample",
                Operator.of(call -> new GridSampling(call).lower()).unless(GridSampling::unknown));
    }

    private static @Nullable String unknown(OnnxNode node) {
        if (!List.of("nearest", "bilinear", "linear", "bicubic", "cubic").contains(mode(node))) {
            return "mode " + mode(node);
        }
        return List.of("zeros", "border", "reflection").contains(padding(node))
                ? null
                : "padding_mode " + padding(node);
    }

    private static String mode(OnnxNode node) {
        return node.text("mode", "linear");
    }

    private static String padding(OnnxNode node) {
        return node.text("padding_mode", "zeros");
    }

    /** A tap along one axis: its position as a float, and what it counts; null for 1. */
    private record Tap(Value position, @Nullable Value weight) {}

    private Value lower() {
        int channels = x.extent(1);
        int plane = Math.toIntExact(x.elements(2, x.rank()));
        Value planes = call.reshape(call.input(0), samples, channels, plane);
        Value rows = call.reshape(call.permute(planes, List.of(0, 2, 1)), samples * plane, channels);
        List<List<Tap>> taps = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            taps.add(taps(coordinate(axis)));
        }
        Value sum = null;
        int combinations = taps.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < combinations; i++) {
            List<Tap> chosen = new ArrayList<>();
            int rest = i;
            for (List<Tap> along : taps) {
                chosen.add(along.get(rest % along.size()));
                rest /= along.size();
            }
            Value part = pixel(rows, chosen);
            sum = sum == null ? part : call.binary(Function.ADD, sum, part);
        }
        Value mixed = call.permute(call.reshape(sum == null ? rows : sum, samples, points, channels), List.of(0, 2, 1));
        int[] extents = x.toArray();
        System.arraycopy(call.shape(1).toArray(), 1, extents, 2, axes);
        return call.reshape(mixed, extents);
    }

    /** Where the points lie along an axis, in elements; the grid names the last axis first. */
    private Value coordinate(int axis) {
        int rank = x.rank();
        Integer[] starts = Collections.nCopies(rank, 0).toArray(Integer[]::new);
        starts[rank - 1] = axes - 1 - axis;
        Shape part = call.shape(1).with(rank - 1, 1);
        List<Integer> extents = IntStream.of(part.toArray()).boxed().toList();
        Value grid = call.add(new Slice(List.of(starts), Collections.nCopies(rank, 1), extents), call.input(1));
        Value upward = call.binary(Function.ADD, call.reshape(grid, samples, points), 1);
        int length = x.extent(axis + 2);
        Value at = align
                ? call.binary(Function.MUL, call.binary(Function.MUL, upward, 0.5f), length - 1)
                : call.binary(
                        Function.MUL, call.binary(Function.SUB, call.binary(Function.MUL, upward, length), 1), 0.5f);
        Value position = mode(call.node()).equals("nearest") ? call.unary(Activation.Function.ROUND, at) : at;
        return border ? inside(axis, position) : reflects ? reflected(axis, position) : position;
    }

    private Value inside(int axis, Value position) {
        return call.unary(Activation.clip(0, x.extent(axis + 2) - 1), position);
    }

    /** Mirrored at the outermost elements' centres, or at their outer edges, as often as it takes. */
    private Value reflected(int axis, Value position) {
        float low = align ? 0 : -0.5f;
        float range = align ? x.extent(axis + 2) - 1 : x.extent(axis + 2);
        if (range == 0) {
            return inside(axis, position);
        }
        Value distance = call.unary(Activation.Function.ABS, call.binary(Function.SUB, position, low));
        Value turns = call.unary(Activation.Function.FLOOR, call.binary(Function.DIV, distance, range));
        Value rest = call.binary(Function.SUB, distance, call.binary(Function.MUL, turns, range));
        Value pairs = call.unary(Activation.Function.FLOOR, call.binary(Function.MUL, turns, 0.5f));
        Value odd = call.binary(Function.SUB, turns, call.binary(Function.MUL, pairs, 2));
        Value back = call.binary(Function.ADD, call.binary(Function.MUL, rest, -2), range);
        Value offset = call.binary(Function.ADD, rest, call.binary(Function.MUL, odd, back));
        return call.binary(Function.ADD, offset, low);
    }

    private List<Tap> taps(Value position) {
        String mode = mode(call.node());
        if (mode.equals("nearest")) {
            return List.of(new Tap(position, null));
        }
        Value low = call.unary(Activation.Function.FLOOR, position);
        Value rest = call.binary(Function.SUB, position, low);
        List<Tap> taps = new ArrayList<>();
        boolean cubic = mode.endsWith("cubic");
        for (int t = cubic ? -1 : 0; t <= (cubic ? 2 : 1); t++) {
            Value distance = call.unary(Activation.Function.ABS, call.binary(Function.SUB, rest, t));
            Value weight = cubic
                    ? cubic(distance, t == 0 || t == 1)
                    : call.binary(Function.ADD, call.unary(Activation.Function.NEG, distance), 1);
            taps.add(new Tap(call.binary(Function.ADD, low, t), weight));
        }
        return taps;
    }

    /** Cubic convolution's weight for a distance up to 1, or from 1 to 2. */
    private Value cubic(Value distance, boolean near) {
        double a = CUBIC;
        return near ? polynomial(distance, a + 2, -(a + 3), 0, 1) : polynomial(distance, a, -5 * a, 8 * a, -4 * a);
    }

    private Value polynomial(Value at, double... coefficients) {
        Value sum = call.binary(Function.MUL, at, (float) coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            sum = call.binary(Function.ADD, i == 1 ? sum : call.binary(Function.MUL, sum, at), (float) coefficients[i]);
        }
        return sum;
    }

    /** The rows that one tap an axis reads, by their weights; 0 outside of the input unless something else is there. */
    private Value pixel(Value rows, List<Tap> taps) {
        Value index = call.constant(Tensor.of(IntStream.range(0, samples).toArray(), samples, 1));
        Value exists = null;
        Value weight = null;
        for (int axis = 0; axis < axes; axis++) {
            Tap tap = taps.get(axis);
            int length = x.extent(axis + 2);
            Value position =
                    reflects ? call.unary(Activation.Function.FLOOR, reflected(axis, tap.position)) : tap.position;
            Value kept = inside(axis, position);
            Value whole = call.add(new Cast(DataType.I32), kept);
            Value extent = call.constant(Tensor.of(new int[] {length}, new int[0]));
            index = call.binary(Function.ADD, call.binary(Function.MUL, index, extent), whole);
            if (!border && !reflects) {
                Value same = call.binary(Function.EQUAL, kept, position);
                exists = exists == null ? same : call.binary(Function.AND, exists, same);
            }
            if (tap.weight != null) {
                weight = weight == null ? tap.weight : call.binary(Function.MUL, weight, tap.weight);
            }
        }
        Value taken = call.add(new Gather(0), rows, call.reshape(index, samples * points));
        Value counted =
                weight == null ? taken : call.binary(Function.MUL, taken, call.reshape(weight, samples * points, 1));
        return exists == null
                ? counted
                : call.add(
                        new Select(),
                        call.reshape(exists, samples * points, 1),
                        counted,
                        call.constant(Tensor.of(new float[1], new int[0])));
    }
}
