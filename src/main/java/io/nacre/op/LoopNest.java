package io.nacre.op;

import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop nest over an output's elements in row-major order, with one stride per operand and loop: the common form of
 * broadcasting, permuting and slicing. Loops of one turn are dropped and neighbours that every operand walks as one are
 * merged, so most nests have one or two loops. Operand 0 is usually the dense output itself.
 */
public final class LoopNest {
    private final int[] extents;
    private final long[][] strides;

    private LoopNest(int[] extents, long[][] strides) {
        this.extents = extents;
        this.strides = strides;
    }

    /**
     * The nest over {@code output}.
     *
     * @param operands for each operand its stride along each axis of the output; 0 repeats, negative walks backwards
     */
    public static LoopNest of(Shape output, long[]... operands) {
        List<Integer> extents = new ArrayList<>();
        List<List<Long>> strides = new ArrayList<>();
        for (long[] ignored : operands) {
            strides.add(new ArrayList<>());
        }
        for (int axis = 0; axis < output.rank(); axis++) {
            int extent = output.extent(axis);
            if (extent == 1) {
                continue;
            }
            if (!extents.isEmpty() && mergeable(strides, operands, axis, extent)) {
                int last = extents.size() - 1;
                extents.set(last, Math.multiplyExact(extents.get(last), extent));
                for (int i = 0; i < operands.length; i++) {
                    strides.get(i).set(last, operands[i][axis]);
                }
            } else {
                extents.add(extent);
                for (int i = 0; i < operands.length; i++) {
                    strides.get(i).add(operands[i][axis]);
                }
            }
        }
        return new LoopNest(
                extents.stream().mapToInt(Integer::intValue).toArray(),
                strides.stream()
                        .map(list -> list.stream().mapToLong(Long::longValue).toArray())
                        .toArray(long[][]::new));
    }

    private static boolean mergeable(List<List<Long>> strides, long[][] operands, int axis, int extent) {
        for (int i = 0; i < operands.length; i++) {
            List<Long> outer = strides.get(i);
            if (outer.get(outer.size() - 1) != operands[i][axis] * extent) {
                return false;
            }
        }
        return true;
    }

    /** The number of loops; 0 for a single element. */
    public int loops() {
        return extents.length;
    }

    /** The turns of a loop, 0 being the outermost; loops beyond the last have one turn. */
    public int extent(int loop) {
        return loop < extents.length ? extents[loop] : 1;
    }

    /** An operand's stride along a loop. */
    public long stride(int operand, int loop) {
        return loop < extents.length ? strides[operand][loop] : 0;
    }
}
