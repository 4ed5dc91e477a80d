package io.nacre.plan;

import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The lives of a plan's tensors, collected step by step, and then their slots in one arena per data type. */
final class ArenaLayout {
    private final Placement placement;
    private final Map<DataType, List<MemoryPlanner.Life>> lives = new EnumMap<>(DataType.class);
    private final Map<Value, Integer> indices = new HashMap<>();
    private final Map<DataType, MemoryPlanner.Arena> arenas = new EnumMap<>(DataType.class);

    ArenaLayout(Placement placement) {
        this.placement = placement;
    }

    /** Says that a tensor is written or read at a step, -1 being before all steps. */
    void touch(Value value, int step) {
        Value whole = placement.of(value.root()).whole();
        if (!whole.type().type().onDevice()) {
            return;
        }
        List<MemoryPlanner.Life> list = list(whole.type().type());
        Integer index = indices.get(whole);
        if (index == null) {
            indices.put(whole, list.size());
            list.add(new MemoryPlanner.Life(whole.type().elements(), step, step));
        } else {
            MemoryPlanner.Life life = list.get(index);
            list.set(
                    index,
                    new MemoryPlanner.Life(life.elements(), Math.min(life.first(), step), Math.max(life.last(), step)));
        }
    }

    /** Whether a tensor, or the one around it, was touched so far. */
    boolean isTouched(Value value) {
        return indices.containsKey(placement.of(value.root()).whole());
    }

    /** Scratch memory of one step; the number stands for it until {@link #scratchSlot}. */
    int scratch(long elements, int step) {
        List<MemoryPlanner.Life> list = list(DataType.F32);
        list.add(new MemoryPlanner.Life(elements, step, step));
        return list.size() - 1;
    }

    private List<MemoryPlanner.Life> list(DataType type) {
        return lives.computeIfAbsent(type, any -> new ArrayList<>());
    }

    /** Decides all places; nothing may be touched afterwards. */
    void place() {
        lives.forEach((type, list) -> arenas.put(type, MemoryPlanner.plan(list)));
    }

    Location.Slot scratchSlot(int number) {
        return new Location.Slot(DataType.F32, offset(DataType.F32, number), Location.DENSE);
    }

    Location.Slot slot(Value value) {
        Placement.Part part = placement.of(value.root());
        DataType type = part.whole().type().type();
        long start = offset(type, Objects.requireNonNull(indices.get(part.whole())));
        return new Location.Slot(type, start + part.offset(), part.batchStride());
    }

    private long offset(DataType type, int index) {
        return Objects.requireNonNull(arenas.get(type)).offsets().get(index);
    }

    /** The size of each arena in elements. */
    Map<DataType, Long> arenas() {
        Map<DataType, Long> sizes = new EnumMap<>(DataType.class);
        arenas.forEach((type, arena) -> sizes.put(type, arena.elements()));
        return sizes;
    }
}
