package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.MaxPool;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Reduce;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pools by sliding windows and over all of a channel. */
final class Pools {
    private Pools() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MaxPool", Operator.several(2, Pools::maximum));
        table.put("MaxUnpool", Operator.of(Pools::unpool).shapedBy(2));
        table.put("AveragePool", Operator.of(Pools::average));
        table.put("LpPool", Operator.of(Pools::norm));
        table.put("GlobalMaxPool", Operator.of(call -> global(call, Reduce.Function.MAX, call.input(0))));
        table.put("GlobalAveragePool", Operator.of(call -> global(call, Reduce.Function.MEAN, call.input(0))));
        table.put("GlobalLpPool", Operator.of(Pools::globalNorm));
    }

    private static List<Value> maximum(Call call) {
        boolean indices = call.node().outputs().size() > 1
                && !call.node().outputs().get(1).isEmpty();
        List<Value> results = call.add(new MaxPool(window(call), ceil(call), indices), List.of(call.input(0)));
        if (!indices) {
            return results;
        }
        boolean columns = call.node().integer("storage_order", 0) != 0;
        return List.of(results.get(0), call.poolIndices().global(call, results.get(1), call.shape(0), columns));
    }

    /** Indices count through the result, whose size follows from the window unless it is stated. */
    private static Value unpool(Call call) {
        Windows windows = Windows.ofPool(call.node());
        Shape x = call.shape(0);
        windows.checkRank(call.node(), x);
        if (!call.shape(1).equals(x)) {
            throw call.fault("indices are " + call.input(1).type() + ", expected the shape of the input " + x);
        }
        int[] extents = call.ints(2);
        if (extents.length == 0) {
            extents = x.toArray();
            for (int i = 2; i < extents.length; i++) {
                Axis axis = windows.axis(i - 2);
                extents[i] =
                        Math.toIntExact((extents[i] - 1L) * axis.stride() - axis.before() - axis.after() + axis.span());
            }
        }
        if (extents.length != x.rank() || extents[0] != x.extent(0) || extents[1] != x.extent(1)) {
            throw call.fault("output_shape " + Arrays.toString(extents) + " does not fit the input " + x);
        }
        Shape result = Shape.of(extents);
        Value indices = call.poolIndices().planar(call, call.input(1), result);
        List<Integer> spatial = IntStream.of(extents).skip(2).boxed().toList();
        return call.add(new MaxUnpool(spatial), call.input(0), indices);
    }

    private static Value average(Call call) {
        boolean countPadding = call.node().flag("count_include_pad", false);
        Window window = window(call);
        return DilatedPools.isDilated(window)
                ? DilatedPools.average(call, call.input(0), window, ceil(call), countPadding)
                : call.add(new AveragePool(window, ceil(call), countPadding, 0), call.input(0));
    }

    private static Window window(Call call) {
        return Windows.ofPool(call.node()).on(call.node(), call.shape(0));
    }

    private static boolean ceil(Call call) {
        return call.node().flag("ceil_mode", false);
    }

    /** {@code (Σ |x|^p)^(1/p)} of each window. */
    private static Value norm(Call call) {
        Window window = window(call);
        boolean ceil = ceil(call);
        return Norms.of(
                call,
                call.node().integer("p", 2),
                call.input(0),
                powers -> DilatedPools.isDilated(window)
                        ? DilatedPools.sum(call, powers, window, ceil)
                        : call.add(new AveragePool(window, ceil, true, 1), powers));
    }

    private static Value globalNorm(Call call) {
        return Norms.of(
                call, call.node().integer("p", 2), call.input(0), powers -> global(call, Reduce.Function.SUM, powers));
    }

    private static Value global(Call call, Reduce.Function function, Value x) {
        int rank = x.type().shape().rank();
        if (rank < 3) {
            throw call.fault("input " + x.type() + " has no spatial axes");
        }
        return call.add(new Reduce(function, IntStream.range(2, rank).boxed().toList(), true), x);
    }
}
