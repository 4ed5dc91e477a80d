package io.nacre.conformance;

import io.nacre.op.Normalization;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What combines elements along axes: reductions and softmax. */
final class RowCases {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private static final List<Reduce.Function> COMBINING = Arrays.stream(Reduce.Function.values())
            .filter(function -> !function.locates())
            .toList();

    private RowCases() {}

    /** Positions of extreme elements: few distinct values, so that ties are many; NaN, infinities, integers. */
    static List<OpCase> locate() {
        List<OpCase> cases = new ArrayList<>();
        float[] special = {1, 1, 0, -0f, -2, INFINITY, -INFINITY, Float.NaN};
        int[][] shapes = {
            {1}, {7}, {33, 65}, {2, 3, 31}, {2, 5, 3, 7}, {1, 1025}, {1025, 1}, {3, 9001}, {2, 1, 3, 2, 3, 2}
        };
        for (Reduce.Function function : Reduce.Function.values()) {
            for (int[] shape : shapes) {
                for (int axis = 0; axis < shape.length && function.locates(); axis++) {
                    Reduce op = new Reduce(function, List.of(axis), axis % 2 == 0);
                    String name = function + " " + Shape.of(shape) + " along " + axis;
                    Data data = new Data(name.hashCode());
                    cases.add(OpCase.of(name + " ties", op, data.integers(shape)));
                    cases.add(OpCase.of(name + " special", op, data.mixed(special, shape))
                            .shared());
                    cases.add(OpCase.of(name + " floats", op, data.floats(shape)));
                    cases.add(OpCase.of(name + " i32", op, data.ints(-3, 4, shape)));
                }
            }
            if (function.locates()) {
                int[] ends = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0};
                cases.add(OpCase.of(
                        function + " of wide integers",
                        new Reduce(function, List.of(0), false),
                        Tensor.of(ends, ends.length)));
            }
        }
        return cases;
    }

    static List<OpCase> reduce() {
        List<OpCase> cases = new ArrayList<>();
        int[] four = {3, 5, 7, 4};
        for (int axes = 0; axes < 16; axes++) { // every set of axes of rank 4
            for (Reduce.Function function : COMBINING) {
                add(cases, function, four, axes, axes % 3 != 0);
            }
        }
        for (Reduce.Function function : COMBINING) {
            add(cases, function, new int[] {2, 65, 33}, 0b110, false);
            add(cases, function, new int[] {31, 1025}, 0b10, true);
            add(cases, function, new int[] {1025, 7}, 0b01, false);
            add(cases, function, new int[] {20_001}, 1, false);
            add(cases, function, new int[] {3, 9001}, 0b01, false);
            add(cases, function, new int[] {9001, 3}, 0b10, true);
            add(cases, function, new int[] {}, 0, false);
            add(cases, function, new int[] {1}, 1, false);
            add(cases, function, new int[] {2, 3, 2, 3, 2, 3}, 0b101010, true);
            add(cases, function, new int[] {2, 3, 2, 3, 2, 3}, 0b010101, false);
            add(cases, function, new int[] {2, 1, 5, 1}, 0b1011, false);
            add(cases, function, new int[] {2, 3, 9, 7, 16}, 0b01100, true); // planes of channels in blocks
            Reduce nothing = new Reduce(function, List.of(1), false);
            cases.add(OpCase.of(function + " of nothing 3×0", nothing, Tensor.of(new float[0], 3, 0)));
            special(cases, function);
        }
        return cases;
    }

    private static void add(List<OpCase> cases, Reduce.Function function, int[] extents, int axes, boolean keep) {
        List<Integer> list = new ArrayList<>();
        for (int axis = 0; axis < extents.length; axis++) {
            if ((axes >> axis & 1) != 0) {
                list.add(axis);
            }
        }
        Reduce op = new Reduce(function, list, keep);
        String name = function + " " + Shape.of(extents) + " over " + list + (keep ? " keep" : "");
        Data data = new Data(name.hashCode());
        boolean product = function == Reduce.Function.PROD;
        Tensor floats = product ? nearOne(data, extents) : data.floats(extents);
        Tensor integers = product ? data.mixed(new float[] {1, -1, 1, 1, 1, 1, 1}, extents) : data.integers(extents);
        cases.add(OpCase.of(name, op, integers).exactly().shared());
        cases.add(OpCase.of(name, op, floats));
    }

    private static Tensor nearOne(Data data, int[] extents) {
        float[] values = data.floats(extents).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 5 == 0 ? -1 : 1) * (1 + values[i] / 16);
        }
        return Tensor.of(values, extents);
    }

    private static void special(List<OpCase> cases, Reduce.Function function) {
        float[][] rows = {
            {1, 2, Float.NaN, 3},
            {Float.NaN, INFINITY, 0, -INFINITY},
            {INFINITY, 1, 2, 3},
            {-INFINITY, -INFINITY, -INFINITY, -INFINITY},
            {INFINITY, 5, -INFINITY, 1},
            {-0f, -0f, -0f, -0f}
        };
        float[] values = new float[24];
        for (int i = 0; i < 24; i++) {
            values[i] = rows[i / 4][i % 4];
        }
        Reduce op = new Reduce(function, List.of(1), false);
        cases.add(OpCase.of(function + " of special values", op, Tensor.of(values, 6, 4)));
    }

    static List<OpCase> normalization() {
        List<OpCase> cases = new ArrayList<>();
        int[][] shapes = {
            {1}, {7}, {33, 65}, {2, 3, 31}, {2, 5, 3, 7}, {1, 1025}, {1025, 2}, {3, 9001}, {2, 4, 100, 130}
        };
        for (int[] shape : shapes) {
            for (int axis = 0; axis < shape.length; axis++) {
                Data data = new Data(Arrays.hashCode(shape) + axis);
                String name = "normalization " + Shape.of(shape) + " from " + axis;
                Normalization op = new Normalization(axis, 1e-5f, 1);
                cases.add(OpCase.of(name, op, data.floats(shape)).shared());
                cases.add(OpCase.of(name + " far from zero", op, shifted(data.floats(shape), 1000)));
                int size = (int) Shape.of(shape).elements(axis, shape.length);
                Tensor x = data.floats(shape);
                cases.add(OpCase.of(name + " a weight an element", op, x, data.floats(size), data.floats(size)));
                for (int channel = 0; channel < axis; channel++) { // one weight for each of an axis outside of the rows
                    int span = (int) Shape.of(shape).elements(channel + 1, shape.length);
                    OpCase affine = OpCase.of(
                            name + " a weight for each of axis " + channel,
                            new Normalization(axis, 1e-3f, span),
                            x,
                            data.floats(shape[channel]),
                            data.floats(shape[channel]));
                    cases.add(affine.shared());
                    cases.add(affine.withConstants(Set.of(1, 2)));
                }
            }
        }
        Data data = new Data(1);
        cases.add(OpCase.of( // groups of two channels, a weight a channel
                "normalization in groups",
                new Normalization(2, 1e-5f, 15),
                data.floats(2, 3, 30),
                data.floats(6),
                data.floats(6)));
        float[] special = {
            1, 1, 1, 1, 0, 0, 0, 0, -3e4f, 3e4f, -3e4f, 3e4f, 1, Float.NaN, 2, 3, INFINITY, 1, 2, 3, 1e-20f, -1e-20f, 0,
            0
        };
        cases.add(
                OpCase.of("normalization of special values", new Normalization(1, 1e-5f, 1), Tensor.of(special, 6, 4)));
        float[] many = new float[200_000];
        Arrays.fill(many, 0.1f);
        cases.add(OpCase.of(
                "normalization of equal values", new Normalization(1, 1e-5f, 1), Tensor.of(many, 1, many.length)));
        return cases;
    }

    private static Tensor shifted(Tensor tensor, float by) {
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] += by;
        }
        return Tensor.of(values, tensor.shape().toArray());
    }

    static List<OpCase> softmax() {
        List<OpCase> cases = new ArrayList<>();
        for (boolean log : new boolean[] {false, true}) {
            for (int[] extents : new int[][] {
                {7}, {1}, {33, 65}, {2, 3, 31}, {2, 5, 3, 7}, {1, 1025}, {1025, 1}, {3, 9001}, {2, 1, 3, 2, 3, 2}
            }) {
                for (int axis = 0; axis < extents.length; axis++) {
                    add(cases, log, extents, axis);
                }
            }
            special(cases, log);
        }
        return cases;
    }

    private static void add(List<OpCase> cases, boolean log, int[] extents, int axis) {
        Softmax op = new Softmax(axis, log);
        String name = (log ? "log softmax " : "softmax ") + Shape.of(extents) + " along " + axis;
        Data data = new Data(name.hashCode());
        float[] values = data.floats(extents).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 12;
        }
        cases.add(OpCase.of(name, op, Tensor.of(values, extents)).shared());
        cases.add(OpCase.of(name + " integers", op, data.integers(extents)));
    }

    private static void special(List<OpCase> cases, boolean log) {
        float[][] rows = {
            {1e4f, 1e4f - 1, -1e4f, 0},
            {3e38f, 3e38f, -3e38f, 0},
            {-1e30f, -1e30f, -2e30f, -1e30f},
            {-INFINITY, 0, 1, -INFINITY},
            {-INFINITY, -INFINITY, -INFINITY, -INFINITY},
            {INFINITY, 0, 1, 2},
            {Float.NaN, 0, 1, 2},
            {100, 0, -100, 88},
        };
        float[] flat = new float[rows.length * 4];
        float[] turned = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / 4][i % 4];
            turned[i % 4 * rows.length + i / 4] = flat[i];
        }
        String name = (log ? "log softmax" : "softmax") + " of special values";
        cases.add(OpCase.of(name, new Softmax(1, log), Tensor.of(flat, rows.length, 4)));
        cases.add(OpCase.of(name + ", columns", new Softmax(0, log), Tensor.of(turned, 4, rows.length)));
        float[] many = new float[2000];
        Arrays.fill(many, -3);
        cases.add(OpCase.of(name + ", 2000 equal", new Softmax(1, log), Tensor.of(many, 1, 2000)));
    }
}
