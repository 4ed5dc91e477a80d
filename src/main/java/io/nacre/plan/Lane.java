package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.error.BackendException;
import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one run at a time happens: a queue, an arena as large as the largest plan it ran needs, and the launches bound to
 * it. Used by one thread at a time, but for {@link #drop}.
 */
final class Lane implements AutoCloseable {
    private final Backend backend;
    private final Queue queue;
    private final Map<DataType, Buffer> arena = new EnumMap<>(DataType.class);
    private final Map<Plan, List<Launch>> bound = new HashMap<>();

    Lane(Backend backend, Queue.Mode mode) {
        this.backend = backend;
        try {
            this.queue = backend.newQueue(mode);
        } catch (BackendException e) {
            throw Failure.at("queue of its steps", e);
        }
    }

    /**
     * Runs a plan.
     *
     * @param inputs one tensor an input of the plan's graph
     * @param outputs one tensor an output, to be written
     */
    void run(Plan plan, List<Tensor> inputs, List<Tensor> outputs) {
        List<Launch> launches = bind(plan);
        for (int i = 0; i < inputs.size(); i++) {
            Location.Slot slot = plan.inputs().get(i);
            if (slot != null && inputs.get(i).type().elements() > 0) {
                write(plan, i, inputs.get(i), slot);
            }
        }
        for (int i = 0; i < launches.size(); i++) {
            try {
                launches.get(i).enqueue();
            } catch (BackendException e) {
                throw Failure.at(Failure.step(plan.steps().get(i).node()), e);
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            read(plan, i, outputs.get(i));
        }
        try {
            queue.finish();
        } catch (BackendException e) {
            throw Failure.at("while its " + launches.size() + " steps were run", e);
        }
    }

    private void write(Plan plan, int index, Tensor source, Location.Slot slot) {
        try {
            queue.write(source.buffer(), memory(slot.type()), slot.offset());
        } catch (BackendException e) {
            throw Failure.at("input '" + plan.graph().inputs().get(index).name() + "'", e);
        }
    }

    private void read(Plan plan, int index, Tensor target) {
        Location.Slot slot = plan.outputs().get(index);
        Tensor constant = plan.graph().outputs().get(index).constant();
        if (constant != null) {
            copy(constant, target);
        } else if (slot != null && target.type().elements() > 0) {
            try {
                queue.read(memory(slot.type()), slot.offset(), target.buffer());
            } catch (BackendException e) {
                throw Failure.at("output '" + plan.graph().outputs().get(index).name() + "'", e);
            }
        }
    }

    private static void copy(Tensor source, Tensor target) {
        switch (source.dataType()) {
            case F32 -> target.floats().put(source.floats());
            case I32 -> target.ints().put(source.ints());
            case I64 -> target.longs().put(source.longs());
            case BOOL -> target.booleans().put(source.booleans());
        }
    }

    /** Nanoseconds of each step of the last run; the lane must be a profiling one. */
    List<Long> takeTimes() {
        return queue.takeTimes();
    }

    private synchronized List<Launch> bind(Plan plan) {
        List<Launch> known = bound.get(plan);
        if (known != null) {
            return known;
        }
        makeRoom(plan);
        List<Launch> launches = new ArrayList<>();
        try {
            for (Step step : plan.steps()) {
                launches.add(bind(step));
            }
        } catch (RuntimeException | Error e) {
            launches.forEach(Launch::close);
            throw e;
        }
        bound.put(plan, launches);
        return launches;
    }

    private Launch bind(Step step) {
        List<@Nullable View> inputs = new ArrayList<>();
        for (int i = 0; i < step.inputs().size(); i++) {
            Location location = step.inputs().get(i);
            Value value = step.node().inputs().get(i);
            inputs.add(location == null ? null : view(location, value.type().shape()));
        }
        List<View> outputs = new ArrayList<>();
        for (int i = 0; i < step.outputs().size(); i++) {
            outputs.add(view(
                    step.outputs().get(i), step.node().outputs().get(i).type().shape()));
        }
        Location scratch = step.scratch();
        View scratchView = scratch == null ? null : view(scratch, Shape.of());
        try {
            return step.kernel().bind(queue, inputs, outputs, scratchView);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(step.node()), e);
        }
    }

    private View view(Location location, Shape shape) {
        if (location instanceof Location.Fixed fixed) {
            return View.dense(fixed.buffer(), 0, shape);
        }
        Location.Slot slot = (Location.Slot) location;
        View dense = View.dense(memory(slot.type()), slot.offset(), shape);
        return slot.batchStride() == Location.DENSE
                ? dense
                : new View(dense.buffer(), dense.offset(), slot.batchStride());
    }

    private Buffer memory(DataType type) {
        return Objects.requireNonNull(arena.get(type));
    }

    /** Grows the arena if the plan needs more; everything bound to the old one is bound anew when it next runs. */
    private void makeRoom(Plan plan) {
        for (Map.Entry<DataType, Long> needed : plan.arena().entrySet()) {
            Buffer old = arena.get(needed.getKey());
            if (old == null || old.elements() < needed.getValue()) {
                dropLaunches();
                if (old != null) {
                    arena.remove(needed.getKey());
                    old.close();
                }
                arena.put(needed.getKey(), allocate(needed.getKey(), Math.max(1, needed.getValue())));
            }
        }
    }

    private Buffer allocate(DataType type, long elements) {
        try {
            return backend.allocate(type, elements);
        } catch (BackendException e) {
            throw Failure.at("memory of its steps", e);
        }
    }

    /** Forgets a plan that will not run again. */
    synchronized void drop(Plan plan) {
        List<Launch> launches = bound.remove(plan);
        if (launches != null) {
            launches.forEach(Launch::close);
        }
    }

    private void dropLaunches() {
        bound.values().forEach(launches -> launches.forEach(Launch::close));
        bound.clear();
    }

    @Override
    public synchronized void close() {
        dropLaunches();
        queue.close();
        arena.values().forEach(Buffer::close);
        arena.clear();
    }
}
