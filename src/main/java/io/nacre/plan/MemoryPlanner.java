package io.nacre.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gives tensors places in one arena so that those alive at the same time never overlap: the largest first, each at the
 * lowest place that is free for its whole life.
 */
final class MemoryPlanner {
    /** Slots start at multiples of 128 bytes. */
    static final long ALIGNMENT = 32;
    /** Elements behind each slot that may be read, not written: the tails of vectors. */
    static final long TAIL = 16;

    /**
     * A tensor's life.
     *
     * @param elements its size
     * @param first the step that writes it, -1 before all steps
     * @param last the last step that reads it
     */
    record Life(long elements, int first, int last) {}

    /**
     * Places for all tensors.
     *
     * @param offsets one an entry of the given list
     * @param elements the size of the arena
     */
    record Arena(List<Long> offsets, long elements) {}

    /** What is placed so far, by offset: arrays of plain numbers, as every life is compared with all that lie below. */
    private final long[] offsets;

    private final long[] ends;
    private final int[] firsts;
    private final int[] lasts;
    private int placed;

    private MemoryPlanner(int count) {
        offsets = new long[count];
        ends = new long[count];
        firsts = new int[count];
        lasts = new int[count];
    }

    static Arena plan(List<Life> lives) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lives.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingLong((Integer i) -> lives.get(i).elements()).reversed());
        MemoryPlanner planner = new MemoryPlanner(lives.size());
        Long[] offsets = new Long[lives.size()];
        long elements = 0;
        for (int index : order) {
            Life life = lives.get(index);
            long offset = planner.place(life);
            offsets[index] = offset;
            elements = Math.max(elements, offset + size(life));
        }
        return new Arena(List.of(offsets), elements);
    }

    /** The lowest offset that is free for a whole life, which is taken. */
    private long place(Life life) {
        long size = size(life);
        int first = life.first;
        int last = life.last;
        long offset = 0;
        for (int i = 0; i < placed && offsets[i] < offset + size; i++) {
            if (firsts[i] <= last && first <= lasts[i] && ends[i] > offset) {
                offset = ends[i];
            }
        }
        insert(life, offset, offset + size);
        return offset;
    }

    private void insert(Life life, long offset, long end) {
        int position = Arrays.binarySearch(offsets, 0, placed, offset);
        position = position < 0 ? -position - 1 : position;
        int behind = placed - position;
        System.arraycopy(offsets, position, offsets, position + 1, behind);
        System.arraycopy(ends, position, ends, position + 1, behind);
        System.arraycopy(firsts, position, firsts, position + 1, behind);
        System.arraycopy(lasts, position, lasts, position + 1, behind);
        offsets[position] = offset;
        ends[position] = end;
        firsts[position] = life.first;
        lasts[position] = life.last;
        placed++;
    }

    private static long size(Life life) {
        return (life.elements + TAIL + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
