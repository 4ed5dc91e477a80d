package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * What all handles of one context share: the lock that keeps releases away from calls under way, how many of them are open,
 * and whether the device was lost.
 */
final class ClGate {
    private final StampedLock lock = new StampedLock();
    /** The context itself is not counted. */
    private final AtomicInteger handles = new AtomicInteger(-1);

    private volatile @Nullable String loss;

    /** Begins a call, which {@link #leave} ends: no handle is released meanwhile. Not to be entered twice. */
    long enter() {
        return lock.readLock();
    }

    void leave(long stamp) {
        lock.unlockRead(stamp);
    }

    /** Begins a release, which {@link #unlock} ends: no call is under way meanwhile. */
    long lock() {
        return lock.writeLock();
    }

    void unlock(long stamp) {
        lock.unlockWrite(stamp);
    }

    void opened() {
        handles.incrementAndGet();
    }

    void closed() {
        handles.decrementAndGet();
    }

    /** How many handles, less the context itself, are open. */
    Number handles() {
        return handles;
    }

    /** Says that the device does not answer any more. The first to say so is believed. */
    synchronized void lose(String how) {
        if (loss == null) {
            loss = how;
        }
    }

    boolean isLost() {
        return loss != null;
    }

    /** Throws if the device was lost. */
    void requireDevice() {
        String how = loss;
        if (how != null) {
            throw new BackendException(how + ", and the device is lost; close this backend and open it again");
        }
    }
}
