package io.nacre.conformance;

import io.nacre.op.Binary;
import io.nacre.op.Cast;
import io.nacre.op.Select;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Truth values and integers: comparisons, functions of integers, choices, conversions. */
final class ChoiceCases {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float[] SPECIAL = {
        0,
        -0f,
        1,
        -1,
        0.5f,
        -2.5f,
        1e-40f,
        1,
        2147483520,
        2147483648f,
        -2147483648f,
        -3e9f,
        16777217,
        INFINITY,
        -INFINITY,
        Float.NaN
    };
    private static final int[] EDGES = {
        0, 1, -1, 2, -2, 3, 5, 31, 33, 16777217, -16777219, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1
    };
    private static final int[][][] SHAPES = {
        {{}, {}},
        {{7}, {}},
        {{}, {2, 3}},
        {{33}, {33}},
        {{2, 3, 31, 7}, {3, 1, 1}},
        {{2, 1, 5, 1}, {1, 3, 1, 7}},
        {{2, 1, 3, 1, 2, 1}, {1, 3, 1, 2, 1, 3}},
        {{3, 9001}, {9001}}, // larger than any tile
        {{130, 1}, {1, 140}},
    };

    private ChoiceCases() {}

    static List<OpCase> comparisons() {
        List<OpCase> cases = new ArrayList<>();
        for (Binary.Function function : Binary.Function.values()) {
            if (!function.compares()) {
                continue;
            }
            Binary op = new Binary(function);
            Tensor column = Tensor.of(SPECIAL, SPECIAL.length, 1);
            cases.add(OpCase.of(function + " of special values", op, column, Tensor.of(SPECIAL, SPECIAL.length)));
            for (int[][] pair : SHAPES) {
                Data data = new Data(pair[0].length);
                Tensor a = data.integers(pair[0]);
                Tensor b = data.integers(pair[1]);
                OpCase plain = OpCase.of(function + " " + a.shape() + " and " + b.shape(), op, a, b);
                cases.add(plain.shared());
                cases.add(plain.withConstants(Set.of(1)));
            }
        }
        return cases;
    }

    static List<OpCase> integers() {
        List<OpCase> cases = new ArrayList<>();
        for (Binary.Function function : Binary.Function.values()) {
            Binary op = new Binary(function);
            Tensor column = Tensor.of(EDGES, EDGES.length, 1);
            cases.add(OpCase.of(function + " of special integers", op, column, Tensor.of(EDGES, EDGES.length)));
            for (int[][] pair : SHAPES) {
                Data data = new Data(pair[0].length);
                Tensor a = data.ints(-9, 10, pair[0]);
                Tensor b = data.ints(-3, 4, pair[1]);
                cases.add(OpCase.of(function + " of i32 " + a.shape() + " and " + b.shape(), op, a, b)
                        .shared());
            }
        }
        return cases;
    }

    static List<OpCase> select() {
        List<OpCase> cases = new ArrayList<>();
        int[][][] shapes = {
            {{}, {}, {}},
            {{33}, {33}, {33}},
            {{}, {65}, {65}},
            {{65}, {}, {65}},
            {{65}, {65}, {}},
            {{2, 3, 31, 7}, {3, 1, 1}, {7}},
            {{3, 1, 1}, {2, 1, 5, 7}, {1, 3, 5, 1}},
            {{2, 1, 3, 1, 2, 1}, {1, 3, 1, 2, 1, 3}, {1}},
            {{3, 9001}, {9001}, {}},
            {{1, 140}, {130, 1}, {130, 140}},
        };
        for (int[][] triple : shapes) {
            Data data = new Data(Arrays.deepHashCode(triple));
            Tensor condition = data.ints(0, 2, triple[0]);
            String name = "select " + condition.shape() + " of " + Arrays.toString(triple[1]) + " and "
                    + Arrays.toString(triple[2]);
            Tensor a = data.mixed(SPECIAL, triple[1]);
            Tensor b = data.mixed(SPECIAL, triple[2]);
            cases.add(OpCase.of(name, new Select(), condition, a, b));
            cases.add(OpCase.of(name, new Select(), condition, a, b).shared());
            cases.add(OpCase.of(name + " any truth", new Select(), data.ints(-2, 3, triple[0]), a, b)
                    .withConstants(Set.of(2)));
            cases.add(OpCase.of(name + " i32", new Select(), condition, data.ints(triple[1]), data.ints(triple[2])));
        }
        return cases;
    }

    static List<OpCase> cast() {
        List<OpCase> cases = new ArrayList<>();
        for (DataType to : List.of(DataType.F32, DataType.I32)) {
            Cast op = new Cast(to);
            cases.add(OpCase.of("cast f32 to " + to, op, Tensor.of(SPECIAL, SPECIAL.length)));
            cases.add(OpCase.of("cast i32 to " + to, op, Tensor.of(EDGES, EDGES.length)));
            for (int[] shape : new int[][] {{}, {1}, {31}, {2, 33, 65}, {2, 20_001}}) {
                Data data = new Data(shape.length);
                Tensor x = data.mixed(SPECIAL, shape);
                cases.add(
                        OpCase.of("cast f32 " + x.shape() + " to " + to, op, x).shared());
                cases.add(OpCase.of("cast i32 " + x.shape() + " to " + to, op, data.ints(shape))
                        .shared());
            }
        }
        return cases;
    }
}
