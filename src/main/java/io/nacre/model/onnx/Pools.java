package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.AveragePool;
import io.nacre.op.MaxPool;
import io.nacre.op.Reduce;
import io.nacre.op.Window;
import java.util.Map;
import java.util.stream.IntStream;

/** Pools by sliding windows and over all of a channel. */
final class Pools {
    private Pools() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MaxPool", Operator.of(Pools::maximum));
        table.put("AveragePool", Operator.of(Pools::average));
        table.put("LpPool", Operator.of(Pools::norm));
        table.put("GlobalMaxPool", Operator.of(call -> global(call, Reduce.Function.MAX, call.input(0))));
        table.put("GlobalAveragePool", Operator.of(call -> global(call, Reduce.Function.MEAN, call.input(0))));
        table.put("GlobalLpPool", Operator.of(Pools::globalNorm));
    }

    private static Value maximum(Call call) {
        return call.add(new MaxPool(window(call), ceil(call), false), call.input(0));
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
