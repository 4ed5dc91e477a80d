package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Queue;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes of a session: at most as many as the backend can use, made when first needed. Those who find all of them
 * taken wait for their {@linkplain Turns turn}; each gets a lane that knows its plan, if one is free. Thread-safe; waiting neither
 * allocates nor ends by an interrupt, which stays set.
 */
final class Lanes implements AutoCloseable {
    private final String model;
    private final Backend backend;
    private final MemoryBudget memory;
    private final List<Lane> all = new ArrayList<>();
    /** Those that nobody has, the most recently used one last. */
    private final List<Lane> idle = new ArrayList<>();

    private final Turns turns;

    /**
     * No lanes yet.
     *
     * @param model its name, for recordings
     */
    Lanes(String model, Backend backend, MemoryBudget memory) {
        this.model = model;
        this.backend = backend;
        this.memory = memory;
        this.turns = new Turns(Math.max(1, backend.concurrency()));
    }

    /** Runs a plan in a lane, waiting for one if all are taken. */
    void run(Plan plan, List<Tensor> inputs, List<Tensor> outputs) {
        RunEvent event = RunEvent.begun(model, plan);
        turns.take();
        try {
            if (event != null) {
                event.hasTurn();
            }
            runInLane(plan, inputs, outputs);
            if (event != null) {
                event.succeeded();
            }
        } finally {
            turns.pass();
            if (event != null) {
                event.commit();
            }
        }
    }

    private void runInLane(Plan plan, List<Tensor> inputs, List<Tensor> outputs) {
        RunWatch watch = StepEvents.begun(model, plan);
        Lane lane = take(plan, watch == null ? Queue.Mode.PLAIN : Queue.Mode.PROFILING);
        boolean sound = false;
        try {
            lane.run(plan, inputs, outputs, watch);
            sound = true;
        } finally {
            giveBack(lane, sound);
        }
    }

    private synchronized Lane take(Plan plan, Queue.Mode mode) {
        int found = -1;
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).mode() == mode) {
                found = found < 0 ? i : found;
                if (idle.get(i).knows(plan)) {
                    found = i;
                    break;
                }
            }
        }
        if (found >= 0) {
            return idle.remove(found);
        }
        if (!idle.isEmpty()) { // of the other mode: a recording began or ended
            Lane other = idle.remove(0);
            all.remove(other);
            other.close();
        }
        Lane lane = new Lane(backend, memory, mode);
        all.add(lane);
        return lane;
    }

    /** A lane in which a run failed is in an unknown state: the next run gets a fresh one. */
    private void giveBack(Lane lane, boolean sound) {
        synchronized (this) {
            if (sound) {
                idle.add(lane);
                return;
            }
            all.remove(lane);
        }
        lane.close();
    }

    /** Forgets a plan that no run uses. */
    void drop(Plan plan) {
        for (Lane lane : lanes()) {
            lane.drop(plan);
        }
    }

    private synchronized List<Lane> lanes() {
        return List.copyOf(all);
    }

    /** Gives back the arena of the lane that was idle for longest; false if there is none. */
    synchronized boolean releaseArena() {
        for (Lane lane : idle) {
            if (lane.releaseArena()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        all.forEach(Lane::close);
        all.clear();
        idle.clear();
    }
}
