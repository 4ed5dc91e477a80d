package io.nacre.conformance;

import io.nacre.op.Gather;
import io.nacre.op.MaxUnpool;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What puts or takes elements by indices that are given at run time: duplicates, planes around a tile's size, empty axes. */
final class IndexCases {
    private static final float[] SPECIAL = {0, -0f, 1, Float.NaN, Float.NEGATIVE_INFINITY, 1e-40f, -7};

    private IndexCases() {}

    static List<OpCase> maxUnpool() {
        List<OpCase> cases = new ArrayList<>();
        int[][][] shapes = { // x, spatial extents of the result
            {{1, 1, 1}, {1}},
            {{2, 3, 7}, {14}},
            {{2, 3, 31}, {65}},
            {{1, 2, 64}, {128}},
            {{1, 1, 65}, {33}}, // more values than places
            {{2, 3, 4, 5}, {8, 10}},
            {{2, 3, 4, 5}, {9, 11}},
            {{1, 5, 33, 31}, {67, 63}},
            {{3, 1, 1, 7}, {1, 1}},
            {{2, 2, 2, 3, 4}, {4, 7, 8}},
            {{1, 3, 5, 1, 9}, {5, 2, 19}},
            {{1, 1, 1, 9001}, {2, 9001}}, // larger than any tile
            {{0, 2, 3}, {6}},
        };
        for (int[][] pair : shapes) {
            int plane = Arrays.stream(pair[1]).reduce(1, (a, b) -> a * b);
            Data data = new Data(plane);
            Tensor x = data.mixed(SPECIAL, pair[0]);
            Tensor values = data.integers(pair[0]);
            MaxUnpool op = new MaxUnpool(Arrays.stream(pair[1]).boxed().toList());
            String name = "max unpool " + x.shape() + " to " + Shape.of(pair[1]);
            cases.add(OpCase.of(name + " any order", op, x, data.ints(0, plane, pair[0])));
            cases.add(OpCase.of(name + " any order", op, values, data.ints(0, plane, pair[0]))
                    .shared());
            cases.add(OpCase.of(name + " many on few", op, values, data.ints(0, Math.min(plane, 3), pair[0])));
            cases.add(OpCase.of(name + " all on the last", op, values, data.ints(plane - 1, plane, pair[0]))
                    .shared());
            cases.add(OpCase.of(name + " constant indices", op, values, data.ints(0, plane, pair[0]))
                    .withConstants(Set.of(1)));
        }
        return cases.stream()
                .filter(trial -> trial.inputs().get(0).type().elements() > 0)
                .toList();
    }

    static List<OpCase> gather() {
        List<OpCase> cases = new ArrayList<>();
        int[][][] shapes = { // x, indices, axis
            {{7}, {}, {0}},
            {{1}, {65}, {0}},
            {{33}, {31}, {0}},
            {{5, 7}, {3}, {0}},
            {{5, 7}, {3}, {1}},
            {{5, 7}, {2, 2}, {1}},
            {{2, 3, 5, 7}, {2, 4}, {1}},
            {{2, 3, 5, 7}, {9}, {3}},
            {{4, 33}, {1, 65}, {0}},
            {{3, 2, 65}, {7}, {1}},
            {{2, 1, 2, 3, 1, 2}, {2, 2}, {3}},
            {{300, 40}, {513}, {0}}, // larger than any tile
            {{2, 9001}, {20_001}, {1}},
            {{3, 9001}, {4}, {0}},
        };
        for (int[][] triple : shapes) {
            int axis = triple[2][0];
            int extent = triple[0][axis];
            Data data = new Data(extent);
            Tensor x = data.mixed(SPECIAL, triple[0]);
            Tensor indices = data.ints(-extent, extent, triple[1]);
            String name = "gather " + x.shape() + " along " + axis + " by " + indices.shape();
            cases.add(OpCase.of(name, new Gather(axis), x, indices));
            cases.add(OpCase.of(name, new Gather(axis), x, indices).shared());
            cases.add(OpCase.of(name, new Gather(axis), x, indices).withConstants(Set.of(0)));
            cases.add(OpCase.of(name + " i32", new Gather(axis), data.ints(triple[0]), indices)
                    .withConstants(Set.of(1)));
        }
        return cases;
    }
}
