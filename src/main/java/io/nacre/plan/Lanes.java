package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Queue;
import io.nacre.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The lanes of a session: at most as many as the backend can use, made when first needed. Thread-safe. */
final class Lanes implements AutoCloseable {
    private final Backend backend;
    private final Semaphore free;
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final List<Lane> all = new ArrayList<>();

    Lanes(Backend backend) {
        this.backend = backend;
        this.free = new Semaphore(Math.max(1, backend.concurrency()), true);
    }

    /** Runs a plan in a lane, waiting for one if all are taken. */
    void run(Plan plan, List<Tensor> inputs, List<Tensor> outputs) {
        free.acquireUninterruptibly();
        try {
            Lane lane = take();
            boolean sound = false;
            try {
                lane.run(plan, inputs, outputs);
                sound = true;
            } finally {
                giveBack(lane, sound);
            }
        } finally {
            free.release();
        }
    }

    private synchronized Lane take() {
        Lane lane = idle.poll();
        if (lane == null) {
            lane = new Lane(backend, Queue.Mode.PLAIN);
            all.add(lane);
        }
        return lane;
    }

    /** A lane in which a run failed is in an unknown state: the next run gets a fresh one. */
    private synchronized void giveBack(Lane lane, boolean sound) {
        if (sound) {
            idle.push(lane);
        } else {
            all.remove(lane);
            lane.close();
        }
    }

    /** Forgets a plan that no run uses. */
    synchronized void drop(Plan plan) {
        all.forEach(lane -> lane.drop(plan));
    }

    @Override
    public synchronized void close() {
        all.forEach(Lane::close);
        all.clear();
        idle.clear();
    }
}
