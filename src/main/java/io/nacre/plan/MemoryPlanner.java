package io.nacre.plan;

import java.util.ArrayList;
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
    record Life(long elements, int first, int last) {
        boolean overlaps(Life other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Slot(Life life, long offset) {
        long end() {
            return offset + size(life);
        }
    }

    /**
     * Places for all tensors.
     *
     * @param offsets one an entry of the given list
     * @param elements the size of the arena
     */
    record Arena(List<Long> offsets, long elements) {}

    private MemoryPlanner() {}

    static Arena plan(List<Life> lives) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lives.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingLong((Integer i) -> lives.get(i).elements()).reversed());
        Long[] offsets = new Long[lives.size()];
        long elements = 0;
        List<Slot> placed = new ArrayList<>(); // by offset
        for (int index : order) {
            Slot slot = place(lives.get(index), placed);
            offsets[index] = slot.offset;
            elements = Math.max(elements, slot.end());
        }
        return new Arena(List.of(offsets), elements);
    }

    private static Slot place(Life life, List<Slot> placed) {
        long offset = 0;
        for (Slot other : placed) {
            if (!other.life.overlaps(life)) {
                continue;
            }
            if (other.offset >= offset + size(life)) {
                break;
            }
            offset = Math.max(offset, other.end());
        }
        Slot slot = new Slot(life, offset);
        int position = 0;
        while (position < placed.size() && placed.get(position).offset <= offset) {
            position++;
        }
        placed.add(position, slot);
        return slot;
    }

    private static long size(Life life) {
        return (life.elements + TAIL + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
