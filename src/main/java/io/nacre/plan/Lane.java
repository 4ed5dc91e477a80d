package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.IndexFault;
import io.nacre.backend.Launch;
import io.nacre.backend.LaunchTime;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.error.BackendException;
import io.nacre.error.IndexException;
import io.nacre.graph.Value;
import io.nacre.op.IndexingOp;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one run at a time happens: a queue, an arena as large as the plans it runs need, and the launches bound to it. Runs
 * are one thread's at a time; plans may be dropped from others meanwhile. Running a known plan allocates nothing.
 */
final class Lane implements AutoCloseable {
    /** Runs after which the arena is given back if all of them could have done with a quarter of it. */
    static final int WINDOW = 64;

    private final MemoryBudget memory;
    private final Queue.Mode mode;
    private final Queue queue;
    private final Map<DataType, Buffer> arena = new EnumMap<>(DataType.class);
    private final Map<Plan, Launch[]> bound = new HashMap<>();
    private final HostIntegers integers = new HostIntegers();
    private int runs;
    /** The largest arena, in bytes, that a run of the present window needed. */
    private long needed;

    Lane(Backend backend, MemoryBudget memory, Queue.Mode mode) {
        this.memory = memory;
        this.mode = mode;
        try {
            this.queue = backend.newQueue(mode);
        } catch (BackendException e) {
            throw Failure.at("queue of its steps", e);
        }
    }

    /**
     * Runs a plan.
     *
     * @param inputs one tensor an input of the model
     * @param outputs one tensor an output, to be written
     * @param watch told of everything, if there is one; the lane must then be a profiling one
     */
    void run(Plan plan, List<Tensor> inputs, List<Tensor> outputs, @Nullable RunWatch watch) {
        begins(watch, RunWatch.Phase.BIND, 0);
        Launch[] launches = prepare(plan);
        ended(watch, RunWatch.Phase.BIND, 0);
        for (int i = 0; i < inputs.size(); i++) {
            Location.Slot slot = plan.inputs().get(i);
            if (slot != null && inputs.get(i).type().elements() > 0) {
                begins(watch, RunWatch.Phase.UPLOAD, i);
                write(plan, i, inputs.get(i), slot);
                ended(watch, RunWatch.Phase.UPLOAD, i);
            }
        }
        for (int i = 0; i < launches.length; i++) {
            begins(watch, RunWatch.Phase.ENQUEUE, i);
            enqueue(launches[i], plan.steps().get(i));
            ended(watch, RunWatch.Phase.ENQUEUE, i);
        }
        try {
            if (watch != null) { // else reading the first output waits
                watch.begins(RunWatch.Phase.WAIT, 0);
                finish(launches.length);
                watch.ended(RunWatch.Phase.WAIT, 0);
            }
            for (int i = 0; i < outputs.size(); i++) {
                read(plan, i, inputs.size() + i, outputs.get(i), watch);
            }
            finish(launches.length);
        } catch (IndexFault e) {
            throw failure(plan.steps().get(Arrays.asList(launches).indexOf(e.launch())), e);
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (plan.outputs().get(i) != null) {
                integers.widen(inputs.size() + i, outputs.get(i));
            }
        }
        if (watch != null) {
            watch.finished(plan, takeTimeline());
        }
    }

    private static void begins(@Nullable RunWatch watch, RunWatch.Phase phase, int index) {
        if (watch != null) {
            watch.begins(phase, index);
        }
    }

    private static void ended(@Nullable RunWatch watch, RunWatch.Phase phase, int index) {
        if (watch != null) {
            watch.ended(phase, index);
        }
    }

    private static void enqueue(Launch launch, Step step) {
        try {
            launch.enqueue();
        } catch (IndexFault e) {
            throw failure(step, e);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(step.node()), e);
        }
    }

    private void write(Plan plan, int index, Tensor source, Location.Slot slot) {
        String name = plan.inputNames().get(index);
        try {
            queue.write(integers.narrow(index, name, source), memory(slot.type()), slot.offset());
        } catch (BackendException e) {
            throw Failure.at("input '" + name + "'", e);
        }
    }

    private void read(Plan plan, int index, int place, Tensor target, @Nullable RunWatch watch) {
        Location.Slot slot = plan.outputs().get(index);
        Tensor constant = plan.graph().outputs().get(index).constant();
        if (constant != null) {
            Tensors.copy(constant, target);
        } else if (slot != null && target.type().elements() > 0) {
            begins(watch, RunWatch.Phase.DOWNLOAD, index);
            try {
                queue.read(memory(slot.type()), slot.offset(), integers.target(place, target));
            } catch (BackendException e) {
                throw Failure.at("output " + index + ", or a step before it", e);
            }
            ended(watch, RunWatch.Phase.DOWNLOAD, index);
        }
    }

    private void finish(int steps) {
        try {
            queue.finish();
        } catch (BackendException e) {
            throw Failure.at("while its " + steps + " steps were run", e);
        }
    }

    private List<LaunchTime> takeTimeline() {
        try {
            return queue.takeTimeline();
        } catch (BackendException e) {
            throw Failure.at("while its steps were timed", e);
        }
    }

    Queue.Mode mode() {
        return mode;
    }

    /** Whether a plan can run without being bound. */
    synchronized boolean knows(Plan plan) {
        return bound.containsKey(plan);
    }

    private synchronized Launch[] prepare(Plan plan) {
        needed = Math.max(needed, plan.arenaBytes());
        runs++;
        if (runs == WINDOW) {
            if (arenaBytes() / 4 > needed) {
                releaseArena();
            }
            runs = 0;
            needed = 0;
        }
        Launch[] known = bound.get(plan);
        return known != null ? known : bind(plan);
    }

    private Launch[] bind(Plan plan) {
        makeRoom(plan);
        List<Launch> launches = new ArrayList<>(plan.steps().size());
        try {
            for (Step step : plan.steps()) {
                launches.add(bind(step));
            }
        } catch (RuntimeException | Error e) {
            launches.forEach(Launch::close);
            throw e;
        }
        Launch[] made = launches.toArray(Launch[]::new);
        bound.put(plan, made);
        return made;
    }

    private Launch bind(Step step) {
        List<Value> operands = step.node().inputs();
        List<@Nullable View> inputs = new ArrayList<>(operands.size());
        for (int i = 0; i < operands.size(); i++) {
            Location location = step.inputs().get(i);
            inputs.add(location == null ? null : view(location, operands.get(i)));
        }
        List<Value> results = step.node().outputs();
        List<View> outputs = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            outputs.add(view(step.outputs().get(i), results.get(i)));
        }
        Location.Slot scratch = step.scratch();
        View room = scratch == null ? null : View.dense(memory(scratch.type()), scratch.offset(), Shape.of());
        try {
            return step.kernel().bind(queue, inputs, outputs, room);
        } catch (BackendException e) {
            throw Failure.at(Failure.step(step.node()), e);
        }
    }

    private View view(Location location, Value value) {
        Shape shape = value.type().shape();
        if (location instanceof Location.Fixed fixed) {
            return View.dense(fixed.buffer(), 0, shape);
        }
        Location.Slot slot = (Location.Slot) location;
        Buffer buffer = memory(slot.type());
        return slot.batchStride() == Location.DENSE
                ? View.dense(buffer, slot.offset(), shape)
                : new View(buffer, slot.offset(), slot.batchStride());
    }

    private Buffer memory(DataType type) {
        return Objects.requireNonNull(arena.get(type));
    }

    /** Grows the arena if the plan needs more; everything bound to the old one is bound anew when it next runs. */
    private void makeRoom(Plan plan) {
        List<DataType> lacking = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<DataType, Long> wanted : plan.arena().entrySet()) {
            Buffer present = arena.get(wanted.getKey());
            if (present == null || present.elements() < wanted.getValue()) {
                lacking.add(wanted.getKey());
                bytes += wanted.getKey().bytes() * wanted.getValue();
            }
        }
        if (lacking.isEmpty()) {
            return;
        }
        dropLaunches();
        lacking.forEach(this::release);
        memory.require(bytes);
        for (DataType type : lacking) {
            long elements = Objects.requireNonNull(plan.arena().get(type));
            try {
                arena.put(type, memory.allocate(MemoryBudget.Purpose.ARENA, type, elements));
            } catch (BackendException e) {
                throw Failure.at("memory of its steps", e);
            }
        }
    }

    private void release(DataType type) {
        Buffer buffer = arena.remove(type);
        if (buffer != null) {
            memory.release(MemoryBudget.Purpose.ARENA, buffer);
        }
    }

    private long arenaBytes() {
        long bytes = 0;
        for (Buffer buffer : arena.values()) {
            bytes += buffer.elements() * buffer.type().bytes();
        }
        return bytes;
    }

    /** Gives the arena back, while no run is under way; whether there was one. */
    synchronized boolean releaseArena() {
        if (arena.isEmpty()) {
            return false;
        }
        dropLaunches();
        List.copyOf(arena.keySet()).forEach(this::release);
        return true;
    }

    /** Forgets a plan that will not run again. */
    void drop(Plan plan) {
        Launch[] launches;
        synchronized (this) {
            launches = bound.remove(plan);
        }
        if (launches != null) {
            close(launches);
        }
    }

    private void dropLaunches() {
        bound.values().forEach(Lane::close);
        bound.clear();
    }

    private static IndexException failure(Step step, IndexFault cause) {
        IndexingOp op = (IndexingOp) step.node().op();
        return new IndexException(
                Failure.step(step.node()) + ": " + op.fault(step.node().inputTypes(), cause.position(), cause.index()));
    }

    private static void close(Launch[] launches) {
        for (Launch launch : launches) {
            launch.close();
        }
    }

    @Override
    public synchronized void close() {
        dropLaunches();
        queue.close();
        releaseArena();
    }
}
