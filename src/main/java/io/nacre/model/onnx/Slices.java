package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Gather;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that take parts of a tensor. */
final class Slices {
    private Slices() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Slice", Operator.of(Slices::slice).shapedBy(1, 2, 3, 4));
        table.put("Split", Operator.several(Integer.MAX_VALUE, Slices::split).shapedBy(1));
        table.put("Gather", Operator.of(Slices::gather));
    }

    private static Value slice(Call call) {
        Shape x = call.shape(0);
        boolean stated = call.node().opset() < 10 || call.node().has("starts");
        long[] starts = stated ? longs(call.node().integers("starts")) : call.integers(1);
        long[] ends = stated ? longs(call.node().integers("ends")) : call.integers(2);
        int[] axes = stated ? call.node().ints("axes") : call.ints(3);
        if (!(stated ? call.node().has("axes") : call.optional(3) != null)) {
            axes = IntStream.range(0, starts.length).toArray();
        }
        long[] steps = new long[starts.length];
        Arrays.fill(steps, 1);
        steps = stated || call.optional(4) == null ? steps : call.integers(4);
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw call.fault("has " + starts.length + " starts, " + ends.length + " ends, " + axes.length + " axes, "
                    + steps.length + " steps");
        }
        Range[] ranges = new Range[x.rank()];
        for (int i = 0; i < axes.length; i++) {
            int axis = call.axis(axes[i], x.rank());
            if (steps[i] == 0 || ranges[axis] != null) {
                throw call.fault(steps[i] == 0 ? "a step is 0" : "axis " + axis + " comes twice");
            }
            ranges[axis] = Range.of(x.extent(axis), starts[i], ends[i], steps[i]);
        }
        return take(call, call.input(0), ranges);
    }

    /** Elements along an axis. */
    private record Range(int start, int step, int count) {

        /** Python's meaning of {@code start:end:step} for an axis of the given extent. */
        static Range of(int extent, long start, long end, long step) {
            long first = clamp(start < 0 ? start + extent : start, extent, step);
            long last = clamp(end < 0 ? end + extent : end, extent, step);
            if (end < 0 && end + extent < 0) {
                last = step > 0 ? 0 : -1;
            }
            long span = step > 0 ? last - first : first - last;
            if (span <= 0) {
                return new Range(0, 1, 0);
            }
            if (step >= span || step <= -span) {
                return new Range((int) first, 1, 1);
            }
            long size = Math.abs(step);
            return new Range((int) first, (int) step, (int) ((span + size - 1) / size));
        }

        private static long clamp(long position, int extent, long step) {
            return step > 0 ? Math.min(Math.max(position, 0), extent) : Math.min(Math.max(position, -1), extent - 1L);
        }
    }

    /** The elements in the given ranges; null takes a whole axis. */
    private static Value take(Call call, Value x, @Nullable Range... ranges) {
        Shape shape = x.type().shape();
        List<Integer> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        boolean whole = true;
        for (int axis = 0; axis < shape.rank(); axis++) {
            Range range = ranges[axis];
            Range taken = range == null ? new Range(0, 1, shape.extent(axis)) : range;
            whole &= taken.equals(new Range(0, 1, shape.extent(axis)));
            starts.add(taken.start);
            steps.add(taken.step);
            counts.add(taken.count);
        }
        return whole ? x : call.add(new Slice(starts, steps, counts), x);
    }

    private static List<Value> split(Call call) {
        Value x = call.input(0);
        int axis = call.axis(call.node().integer("axis", 0), call.shape(0).rank());
        int extent = call.shape(0).extent(axis);
        int parts = call.node().outputs().size();
        int[] sizes = call.ints("split", 1);
        if (sizes.length == 0) {
            int count = call.node().integer("num_outputs", parts);
            boolean even = call.node().has("num_outputs") || extent % Math.max(parts, 1) == 0;
            if (count != parts || !even) {
                throw call.fault("axis " + axis + " of " + x.type() + " cannot be split into " + parts + " parts, "
                        + count + " being asked for");
            }
            int size = (extent + parts - 1) / parts;
            sizes = IntStream.range(0, parts)
                    .map(i -> Math.max(Math.min(size, extent - i * size), 0))
                    .toArray();
        }
        if (sizes.length != parts
                || IntStream.of(sizes).anyMatch(size -> size < 0)
                || IntStream.of(sizes).asLongStream().sum() != extent) {
            throw call.fault("sizes " + Arrays.toString(sizes) + " for " + parts + " results do not fit axis " + axis
                    + " of " + x.type());
        }
        List<Value> results = new ArrayList<>();
        int start = 0;
        for (int size : sizes) {
            Range[] ranges = new Range[call.shape(0).rank()];
            ranges[axis] = new Range(size == 0 ? 0 : start, 1, size);
            results.add(take(call, x, ranges));
            start += size;
        }
        return results;
    }

    /** One known position is a slice, which costs nothing where a view can do it. */
    private static Value gather(Call call) {
        Value x = call.input(0);
        int axis = call.axis(call.node().integer("axis", 0), call.shape(0).rank());
        Value indices = call.input(1);
        if (call.isFloat(indices)) {
            throw call.fault("indices are " + indices.type() + ", expected integers");
        }
        if (x.isConstant() || !indices.isConstant() || indices.type().elements() != 1) {
            return call.add(new Gather(axis), x, indices);
        }
        Range[] ranges = new Range[call.shape(0).rank()];
        ranges[axis] = new Range(call.axis(call.ints(1)[0], call.shape(0).extent(axis)), 1, 1);
        Shape result = new Gather(axis)
                .outputs(List.of(x.type(), indices.type()))
                .get(0)
                .shape();
        return call.reshape(take(call, x, ranges), result.toArray());
    }

    private static long[] longs(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
