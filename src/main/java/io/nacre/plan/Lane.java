package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.backend.IndexFault;
import io.nacre.error.BackendException;
import io.nacre.error.IndexException;
import io.nacre.op.IndexingOp;
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
    private final HostIntegers integers = new HostIntegers();

    Lane(Backend backend, Queue.Mode mode) {
        this.backend = backend;
        this.queue = backend.newQueue(mode);
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
                queue.write(
                        integers.narrow(plan.graph().inputs().get(i).name(), inputs.get(i)),
                        memory(slot.type()),
                        slot.offset());
            }
        }
        for (int i = 0; i < launches.size(); i++) {
            try {
                launches.get(i).enqueue();
            } catch (IndexFault e) {
                throw failure(plan.steps().get(i), e);
            } catch (BackendException e) {
                throw failure(plan.steps().get(i), e);
            }
        }
        integers.expect(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            read(plan, i, outputs.get(i));
        }
        try {
            queue.finish();
        } catch (IndexFault e) {
            throw failure(plan.steps().get(launches.indexOf(e.launch())), e);
        }
        integers.widen();
    }

    private void read(Plan plan, int index, Tensor target) {
        Location.Slot slot = plan.outputs().get(index);
        Tensor constant = plan.graph().outputs().get(index).constant();
        if (constant != null) {
            copy(constant, target);
        } else if (slot != null && target.type().elements() > 0) {
            queue.read(memory(slot.type()), slot.offset(), integers.target(target));
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
            throw failure(step, e);
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
                arena.put(needed.getKey(), backend.allocate(needed.getKey(), Math.max(1, needed.getValue())));
            }
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

    private static IndexException failure(Step step, IndexFault cause) {
        IndexingOp op = (IndexingOp) step.node().op();
        return new IndexException("step '" + step.name() + "' (" + step.operation() + "): "
                + op.fault(step.node().inputTypes(), cause.position(), cause.index()));
    }

    private static BackendException failure(Step step, BackendException cause) {
        return new BackendException(
                "step '" + step.name() + "' (" + step.operation() + "): " + cause.getMessage(), cause);
    }

    @Override
    public synchronized void close() {
        dropLaunches();
        queue.close();
        arena.values().forEach(Buffer::close);
        arena.clear();
    }
}
