package io.nacre.conformance;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.MaxPool;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pools: all small windows, ties, NaN, infinities, both zeros. */
final class PoolCases {
    private static final float[] SPECIAL = {
        0, -0f, 1, 1, -1, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
    };
    private static final float[] LOW = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -0f, 0};

    private PoolCases() {}

    private interface Windows {
        void add(Shape x, Window window, boolean ceil);
    }

    /** Every small window that PyTorch takes, and some that only ONNX does, in each number of dimensions. */
    private static void each(Windows windows) {
        int turn = 0;
        int[] extents = {4, 5, 6, 7, 9, 12, 33};
        for (int kernel = 1; kernel <= 4; kernel++) {
            for (int stride = 1; stride <= 4; stride++) {
                for (int padding = 0; padding <= kernel / 2; padding++) {
                    Axis axis = new Axis(kernel, stride, 1, padding, padding);
                    Axis other = new Axis(Math.max(1, 4 - kernel), 1 + turn % 3, 1, 0, 0);
                    Shape x = Shape.of(1 + turn % 2, 1 + turn % 3, extents[turn % 7], extents[(turn + 2) % 7]);
                    windows.add(x, Window.of(axis, other), turn % 2 == 0);
                    windows.add(x, Window.of(other, axis), turn % 2 == 1);
                    turn++;
                }
            }
        }
        windows.add(Shape.of(2, 3, 31, 65), same(2, new Axis(2, 2, 1, 0, 0)), false);
        windows.add(Shape.of(2, 3, 31, 65), same(2, new Axis(3, 2, 1, 1, 1)), true);
        windows.add(Shape.of(1, 2, 13, 12), same(2, new Axis(3, 2, 2, 1, 1)), true);
        windows.add(Shape.of(1, 2, 13, 12), Window.of(new Axis(2, 1, 5, 0, 0), new Axis(3, 3, 2, 1, 1)), false);
        windows.add(Shape.of(1, 2, 8, 7), Window.of(new Axis(3, 2, 1, 0, 1), new Axis(2, 2, 1, 1, 0)), false);
        windows.add(Shape.of(1, 2, 8, 7), Window.of(new Axis(3, 2, 1, 0, 2), new Axis(3, 3, 1, 2, 1)), true);
        windows.add(Shape.of(1, 2, 8, 7), Window.of(new Axis(2, 2, 1, -1, 0), new Axis(3, 1, 1, -2, -1)), false);
        windows.add(Shape.of(1, 5, 7, 33), same(2, new Axis(7, 1, 1, 3, 3)), false);
        windows.add(Shape.of(2, 3, 65), same(1, new Axis(3, 2, 1, 1, 1)), true);
        windows.add(Shape.of(1, 1, 7), same(1, new Axis(7, 1, 1, 0, 0)), false);
        windows.add(Shape.of(2, 2, 5, 6, 7), same(3, new Axis(2, 2, 1, 0, 0)), true);
        windows.add(Shape.of(1, 2, 4, 5, 9), same(3, new Axis(3, 2, 1, 1, 1)), false);
        // an axis that the window does not touch, as long as a vector
        windows.add(
                Shape.of(2, 2, 9, 7, 16), Window.of(new Axis(3, 2, 1, 1, 1), new Axis(3, 2, 1, 1, 0), Axis.UNIT), true);
        windows.add(
                Shape.of(1, 3, 5, 8, 16),
                Window.of(new Axis(2, 1, 1, 0, 0), new Axis(3, 1, 2, 2, 2), Axis.UNIT),
                false);
        windows.add(
                Shape.of(1, 2, 6, 5, 16),
                Window.of(new Axis(1, 2, 1, 0, 0), new Axis(2, 3, 1, -1, 1), Axis.UNIT),
                false);
        windows.add(
                Shape.of(1, 3, 4, 7, 5), Window.of(new Axis(2, 1, 2, 1, 0), Axis.UNIT, new Axis(2, 3, 1, 1, 1)), true);
    }

    private static Window same(int axes, Axis axis) {
        return new Window(Collections.nCopies(axes, axis));
    }

    private static String name(Shape x, Window window, boolean ceil) {
        return x + " " + Names.window(window) + (ceil ? " ceil" : "");
    }

    static List<OpCase> max() {
        List<OpCase> cases = new ArrayList<>();
        each((x, window, ceil) -> {
            String name = "max pool " + name(x, window, ceil);
            Data data = new Data(name.hashCode());
            int[] extents = x.toArray();
            MaxPool indexed = new MaxPool(window, ceil, true);
            cases.add(OpCase.of(name + " indices", indexed, data.integers(extents)));
            cases.add(
                    OpCase.of(name + " indices", indexed, data.floats(extents)).shared());
            cases.add(OpCase.of(name + " indices, special", indexed, data.mixed(SPECIAL, extents)));
            cases.add(OpCase.of(name + " indices, low", indexed, data.mixed(LOW, extents)));
            cases.add(OpCase.of(name, new MaxPool(window, ceil, false), data.integers(extents))
                    .shared());
        });
        return cases;
    }

    static List<OpCase> average() {
        List<OpCase> cases = new ArrayList<>();
        each((x, window, ceil) -> {
            String name = "average pool " + name(x, window, ceil);
            Data data = new Data(name.hashCode());
            Tensor floats = data.floats(x.toArray());
            Tensor integers = data.integers(x.toArray());
            cases.add(OpCase.of(name, new AveragePool(window, ceil, false, 0), floats)
                    .shared());
            cases.add(OpCase.of(name + " padding counts", new AveragePool(window, ceil, true, 0), integers));
            cases.add(OpCase.of(name + " divisor -4", new AveragePool(window, ceil, true, -4), floats));
        });
        float[] special = {1, 2, Float.NaN, Float.POSITIVE_INFINITY, 0.5f, -3};
        Tensor data = new Data(1).mixed(special, 1, 2, 9, 9);
        cases.add(OpCase.of(
                "average pool 1×2×9×9 k2 s2 special",
                new AveragePool(same(2, new Axis(2, 2, 1, 0, 0)), false, true, 0),
                data));
        return cases;
    }
}
