package io.nacre.conformance;

import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.op.ResizeTable.Rounding;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Resampling by tables: nearest, linear and cubic ones, mixed, up and down, in 1 to 3 dimensions. */
final class ResizeCases {
    private ResizeCases() {}

    private static ResizeTable nearest(int in, int out) {
        return ResizeTable.nearest(in, out, o -> o * (double) in / out, Rounding.FLOOR);
    }

    private static ResizeTable linear(int in, int out) {
        return ResizeTable.linear(in, out, o -> (o + 0.5) * in / out - 0.5);
    }

    private static ResizeTable cubic(int in, int out) {
        return ResizeTable.cubic(in, out, o -> (o + 0.5) * in / out - 0.5, -0.75, false);
    }

    private static ResizeTable aligned(int in, int out) {
        return ResizeTable.linear(in, out, o -> out == 1 ? 0 : o * (in - 1.0) / (out - 1));
    }

    /** Four taps with weights and positions that no formula would give. */
    private static ResizeTable scattered(int in, int out) {
        Data data = new Data(in);
        int[] positions = data.random().ints(4L * out, 0, in).toArray();
        return new ResizeTable(Tensor.of(positions, out, 4), data.integers(out, 4));
    }

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        add(cases, "nearest", Shape.of(2, 3, 5, 7), nearest(5, 10), nearest(7, 14));
        add(cases, "nearest", Shape.of(1, 7, 33, 31), nearest(33, 65), nearest(31, 7));
        add(cases, "nearest", Shape.of(2, 3, 9), nearest(9, 32));
        add(cases, "nearest", Shape.of(1, 2, 3, 4, 5), nearest(3, 5), nearest(4, 4), nearest(5, 9));
        add(cases, "nearest", Shape.of(2, 2, 5, 7, 16), nearest(5, 10), nearest(7, 3), nearest(16, 16));
        add(cases, "linear", Shape.of(1, 2, 5, 4, 16), linear(5, 9), linear(4, 8), linear(16, 16));
        add(cases, "linear", Shape.of(1, 2, 3, 4, 16), linear(3, 5), linear(4, 4), nearest(16, 16));
        add(cases, "linear", Shape.of(2, 3, 5, 7), linear(5, 10), linear(7, 14));
        add(cases, "linear", Shape.of(1, 2, 32, 33), linear(32, 31), linear(33, 65));
        add(cases, "linear", Shape.of(1, 3, 1, 5), linear(1, 4), linear(5, 1));
        add(cases, "linear", Shape.of(2, 3, 33), linear(33, 65));
        add(cases, "linear", Shape.of(2, 2, 3, 4, 5), linear(3, 7), linear(4, 3), linear(5, 9));
        add(cases, "aligned", Shape.of(1, 3, 4, 5), aligned(4, 9), aligned(5, 1));
        add(cases, "cubic", Shape.of(2, 3, 5, 7), cubic(5, 12), cubic(7, 33));
        add(cases, "cubic", Shape.of(1, 2, 9), cubic(9, 4));
        add(cases, "cubic", Shape.of(1, 1, 2, 3, 4), cubic(2, 5), cubic(3, 3), cubic(4, 7));
        add(cases, "linear by nearest", Shape.of(1, 3, 6, 7), linear(6, 8), nearest(7, 9));
        add(cases, "scattered", Shape.of(2, 3, 5, 7), scattered(5, 8), scattered(7, 31));
        add(cases, "scattered", Shape.of(1, 2, 2, 3, 4), scattered(2, 3), scattered(3, 2), scattered(4, 5));
        return cases;
    }

    private static void add(List<OpCase> cases, String kind, Shape x, ResizeTable... tables) {
        List<Tensor> operands = new ArrayList<>();
        int[] out = x.toArray();
        for (int i = 0; i < tables.length; i++) {
            operands.add(tables[i].positions());
            operands.add(tables[i].weights());
            out[i + 2] = tables[i].positions().shape().extent(0);
        }
        String name = "resize " + kind + " " + x + " to " + Shape.of(out);
        Data data = new Data(name.hashCode());
        Set<Integer> known =
                new HashSet<>(IntStream.rangeClosed(1, operands.size()).boxed().toList());
        boolean whole = kind.equals("nearest") || kind.equals("scattered");
        OpCase integers = OpCase.of(name, new Resize(), with(data.integers(x.toArray()), operands));
        cases.add(whole ? integers.exactly().shared() : integers.shared());
        OpCase floats = OpCase.of(name, new Resize(), with(data.floats(x.toArray()), operands));
        cases.add(floats);
        cases.add(floats.withConstants(known).shared());
    }

    private static List<Tensor> with(Tensor first, List<Tensor> others) {
        List<Tensor> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
