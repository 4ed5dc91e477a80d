package io.nacre.conformance;

import io.nacre.op.Concat;
import io.nacre.op.Pad;
import io.nacre.op.Permute;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** What only moves elements: bit for bit, floats and integers, up to rank 6. */
final class MovementCases {
    private static final float[] SPECIAL = {0, -0f, 1, Float.NaN, Float.POSITIVE_INFINITY, 1e-40f, 0.3f, -7};

    private MovementCases() {}

    static List<OpCase> permute() {
        List<OpCase> cases = new ArrayList<>();
        int[] extents = {3, 7, 2, 5, 1, 4};
        for (int rank = 0; rank <= 4; rank++) {
            for (List<Integer> order : orders(rank)) {
                cases.add(permute(Arrays.copyOf(extents, rank), order));
            }
        }
        Random random = new Random(5);
        for (int i = 0; i < 12; i++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, 5 + i % 2).boxed().toList());
            Collections.shuffle(order, random);
            cases.add(permute(Arrays.copyOf(extents, order.size()), order));
        }
        cases.add(permute(new int[] {33, 65}, List.of(1, 0)));
        cases.add(permute(new int[] {2, 31, 33}, List.of(0, 2, 1)));
        cases.add(permute(new int[] {1, 65, 1, 7}, List.of(3, 0, 1, 2)));
        cases.add(permute(new int[] {2, 9001}, List.of(1, 0)));
        cases.add(permute(new int[] {130, 3, 70}, List.of(2, 1, 0)));
        Tensor integers = new Data(1).ints(3, 5, 7);
        cases.add(OpCase.of("permute i32 3×5×7 [2, 0, 1]", new Permute(List.of(2, 0, 1)), integers)
                .shared());
        return cases;
    }

    private static OpCase permute(int[] extents, List<Integer> order) {
        Tensor x = new Data(order.hashCode()).mixed(SPECIAL, extents);
        OpCase trial = OpCase.of("permute " + x.shape() + " " + order, new Permute(order), x);
        return order.hashCode() % 2 == 0 ? trial : trial.shared();
    }

    private static List<List<Integer>> orders(int rank) {
        if (rank == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> shorter : orders(rank - 1)) {
            for (int at = 0; at < rank; at++) {
                List<Integer> order = new ArrayList<>(shorter);
                order.add(at, rank - 1);
                all.add(order);
            }
        }
        return all;
    }

    static List<OpCase> slice() {
        List<OpCase> cases = new ArrayList<>();
        cases.add(slice(new int[] {}, List.of(), List.of(), List.of()));
        cases.add(slice(new int[] {33}, List.of(32), List.of(-1), List.of(33)));
        cases.add(slice(new int[] {65}, List.of(1), List.of(2), List.of(32)));
        cases.add(slice(new int[] {2, 7, 31}, List.of(0, 2, 0), List.of(1, 1, 1), List.of(2, 3, 31)));
        cases.add(slice(new int[] {2, 3, 8, 9}, List.of(0, 0, 1, 0), List.of(1, 1, 2, 2), List.of(2, 3, 4, 5)));
        cases.add(slice(new int[] {3, 9001}, List.of(2, 9000), List.of(-1, -1), List.of(3, 9001)));
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            int rank = 1 + i % 6;
            int[] extents = random.ints(rank, 1, 8).toArray();
            List<Integer> starts = new ArrayList<>();
            List<Integer> steps = new ArrayList<>();
            List<Integer> counts = new ArrayList<>();
            for (int extent : extents) {
                int start = random.nextInt(extent);
                int step = random.nextInt(3) + 1;
                boolean backwards = random.nextBoolean();
                int room = backwards ? start : extent - 1 - start;
                starts.add(start);
                steps.add(backwards ? -step : step);
                counts.add(1 + random.nextInt(room / step + 1));
            }
            cases.add(slice(extents, starts, steps, counts));
        }
        Slice last = new Slice(List.of(4, 6), List.of(-2, -3), List.of(3, 2));
        cases.add(OpCase.of("slice i32 5×7 backwards", last, new Data(1).ints(5, 7))
                .shared());
        return cases;
    }

    private static OpCase slice(int[] extents, List<Integer> starts, List<Integer> steps, List<Integer> counts) {
        Tensor x = new Data(starts.hashCode()).mixed(SPECIAL, extents);
        String name = "slice " + x.shape() + " from " + starts + " steps " + steps + " to " + Shape.of(counts);
        OpCase trial = OpCase.of(name, new Slice(starts, steps, counts), x);
        return steps.hashCode() % 2 == 0 ? trial : trial.shared();
    }

    static List<OpCase> pad() {
        List<OpCase> cases = new ArrayList<>();
        int[][][] pads = { // extents, before, after; legal in every mode
            {{7}, {3}, {6}},
            {{33, 31}, {1, 0}, {0, 2}},
            {{2, 3, 5, 7}, {0, 0, 1, 2}, {0, 0, 3, 1}},
            {{2, 3, 5, 7}, {0, 0, -1, 2}, {0, 0, 3, -2}},
            {{2, 3, 5, 7}, {-1, 0, -1, -2}, {0, -1, -1, -3}},
            {{1, 2, 65}, {0, 1, 64}, {0, 0, 1}},
            {{2, 3, 4, 2, 5}, {0, 0, 3, 1, 0}, {0, 0, 3, 1, 4}},
            {{2, 2, 3, 2, 3, 2}, {1, 0, 1, 0, 2, -1}, {0, 1, 2, 1, -1, 1}},
            {{4, 5}, {3, -2}, {-2, 4}},
        };
        for (Pad.Mode mode : Pad.Mode.values()) {
            for (int[][] pad : pads) {
                cases.add(pad(mode, pad, 2.5f));
                cases.add(pad(mode, pad, 2.5f).shared());
            }
        }
        cases.add(pad(Pad.Mode.CONSTANT, new int[][] {{2, 3}, {9, 9}, {9, 9}}, -0f));
        cases.add(pad(Pad.Mode.CONSTANT, new int[][] {{2, 3}, {0, 1}, {1, 0}}, Float.NEGATIVE_INFINITY));
        cases.add(pad(Pad.Mode.CONSTANT, new int[][] {{2, 0}, {0, 1}, {1, 2}}, 7));
        cases.add(pad(Pad.Mode.CONSTANT, new int[][] {{}, {}, {}}, 7));
        cases.add(pad(Pad.Mode.REPLICATE, new int[][] {{1, 2}, {4, 9}, {5, 7}}, 0));
        cases.add(pad(Pad.Mode.CIRCULAR, new int[][] {{3, 4}, {3, 4}, {3, 4}}, 0));
        cases.add(pad(Pad.Mode.REFLECT, new int[][] {{3, 9000}, {1, 8000}, {2, 7}}, 0));
        cases.add(pad(Pad.Mode.CONSTANT, new int[][] {{300, 40}, {1, 2}, {2, 1}}, 3));
        Pad integers = new Pad(List.of(1, 2), List.of(3, -1), Pad.Mode.CONSTANT, -3);
        cases.add(OpCase.of("pad i32 4×5 with -3", integers, new Data(1).ints(4, 5)));
        Pad mirrored = new Pad(List.of(1, 2), List.of(3, -1), Pad.Mode.REFLECT, 0);
        cases.add(OpCase.of("pad i32 4×5 reflect", mirrored, new Data(1).ints(4, 5))
                .shared());
        return cases;
    }

    private static OpCase pad(Pad.Mode mode, int[][] pad, float value) {
        Tensor x = new Data(Arrays.hashCode(pad[1])).mixed(SPECIAL, pad[0]);
        List<Integer> before = Arrays.stream(pad[1]).boxed().toList();
        List<Integer> after = Arrays.stream(pad[2]).boxed().toList();
        String name = "pad " + x.shape() + " " + before + " " + after + " " + mode
                + (mode == Pad.Mode.CONSTANT ? " " + value : "");
        return OpCase.of(name, new Pad(before, after, mode, value), x);
    }

    static List<OpCase> concat() {
        List<OpCase> cases = new ArrayList<>();
        cases.add(concat(0, new int[] {3}));
        cases.add(concat(0, new int[] {7}, new int[] {1}, new int[] {33}));
        cases.add(concat(1, new int[] {2, 3, 5, 7}, new int[] {2, 4, 5, 7}));
        cases.add(concat(1, new int[] {2, 31, 1}, new int[] {2, 1, 1}, new int[] {2, 33, 1}, new int[] {2, 2, 1}));
        cases.add(concat(3, new int[] {2, 3, 5, 7}, new int[] {2, 3, 5, 1}, new int[] {2, 3, 5, 2}));
        cases.add(concat(2, new int[] {2, 3, 5, 7}, new int[] {2, 3, 1, 7}));
        cases.add(concat(0, new int[] {2, 3, 5}, new int[] {1, 3, 5}));
        cases.add(concat(1, new int[] {2, 3, 4}, new int[] {2, 0, 4}, new int[] {2, 1, 4}));
        cases.add(concat(5, new int[] {2, 1, 2, 3, 1, 2}, new int[] {2, 1, 2, 3, 1, 3}));
        cases.add(concat(2, new int[] {2, 3, 1, 3, 1, 2}, new int[] {2, 3, 2, 3, 1, 2}));
        cases.add(concat(
                1,
                new int[] {1, 2},
                new int[] {1, 1},
                new int[] {1, 3},
                new int[] {1, 1},
                new int[] {1, 1},
                new int[] {1, 2},
                new int[] {1, 5},
                new int[] {1, 1},
                new int[] {1, 4}));
        cases.add(concat(1, new int[] {3, 9001}, new int[] {3, 1}, new int[] {3, 100}));
        cases.add(concat(1, new int[] {9001, 1}, new int[] {9001, 2}));
        List<OpCase> all = new ArrayList<>(cases);
        cases.forEach(trial -> all.add(trial.shared()));
        Tensor twice = new Data(1).floats(2, 3);
        all.add(OpCase.of("concat one tensor twice", new Concat(1), twice, twice));
        all.add(OpCase.of("concat with constant", new Concat(0), twice, twice).withConstants(Set.of(1)));
        Data data = new Data(1);
        all.add(OpCase.of("concat i32", new Concat(1), data.ints(2, 3, 4), data.ints(2, 5, 4)));
        return all;
    }

    private static OpCase concat(int axis, int[]... shapes) {
        Data data = new Data(axis);
        List<Tensor> inputs =
                Arrays.stream(shapes).map(shape -> data.mixed(SPECIAL, shape)).toList();
        String name = "concat " + inputs.stream().map(Tensor::shape).toList() + " along " + axis;
        return OpCase.of(name, new Concat(axis), inputs);
    }
}
