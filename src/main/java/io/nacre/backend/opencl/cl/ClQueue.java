package io.nacre.backend.opencl.cl;

import io.nacre.backend.Buffer;
import io.nacre.backend.IndexFault;
import io.nacre.backend.LaunchTime;
import io.nacre.backend.Queue;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jspecify.annotations.Nullable;

/** An in-order command queue. Its monitor keeps a second thread, which should not be there, out of native code. */
public final class ClQueue extends ClHandle implements Queue {
    private final ClContext context;
    private final cl_command_queue queue;
    private final Mode mode;
    /** Empty unless profiling. */
    private final List<TimedLaunch> timed = new ArrayList<>();
    /** What was written from, and read into, most recently: callers who use their buffers again cost nothing. */
    private final HostMemories sources = new HostMemories(HostMemory::source);

    private final HostMemories targets = new HostMemories(HostMemory::target);
    /** Null as long as no launch of this queue checks indices. */
    private @Nullable FaultWord faultWord;

    private ClQueue(ClContext context, cl_command_queue queue, Mode mode) {
        super(context.gate());
        this.context = context;
        this.queue = queue;
        this.mode = mode;
    }

    static ClQueue open(ClContext context, Mode mode) {
        long properties = mode == Mode.PROFILING ? CL.CL_QUEUE_PROFILING_ENABLE : 0;
        int[] status = new int[1];
        long stamp = context.gate().enter();
        try {
            context.requireOpen();
            cl_command_queue queue = ClCalls.clCreateCommandQueue(
                    context.handle(), context.device().id(), properties, status);
            context.check(status[0], "clCreateCommandQueue", "device " + context.device());
            return new ClQueue(context, queue, mode);
        } finally {
            context.gate().leave(stamp);
        }
    }

    @Override
    public synchronized void write(java.nio.Buffer source, Buffer target, long offset) {
        ClBuffer buffer = ours(target);
        HostMemory host = sources.of(source, buffer.type());
        requireWithin(buffer, offset, host.elements());
        if (host.elements() > 0) {
            transfer(buffer, offset, host, true);
        }
    }

    @Override
    public synchronized void read(Buffer source, long offset, java.nio.Buffer target) {
        ClBuffer buffer = ours(source);
        HostMemory host = targets.of(target, buffer.type());
        requireWithin(buffer, offset, host.elements());
        if (host.elements() > 0) {
            await(); // without the gate, which the copy below holds: closing anything must not wait for kernels
            transfer(buffer, offset, host, false);
            host.deliver();
        }
    }

    /** Copies and waits: JOCL keeps a thread busy for each copy that is not waited for. */
    private void transfer(ClBuffer buffer, long offset, HostMemory host, boolean toDevice) {
        long first = offset * buffer.type().bytes();
        long bytes = host.elements() * buffer.type().bytes();
        Pointer memory = host.pointer();
        long stamp = gate().enter();
        try {
            requireOpen();
            buffer.requireUsable(context);
            int status = toDevice
                    ? ClCalls.clEnqueueWriteBuffer(queue, buffer.handle(), first, bytes, memory)
                    : ClCalls.clEnqueueReadBuffer(queue, buffer.handle(), first, bytes, memory);
            context.check(status, toDevice ? "clEnqueueWriteBuffer" : "clEnqueueReadBuffer", buffer);
        } finally {
            gate().leave(stamp);
        }
    }

    private static ClBuffer ours(Buffer buffer) {
        if (buffer instanceof ClBuffer ours) {
            return ours;
        }
        throw new BackendException("OpenCL: a " + buffer.getClass().getSimpleName() + " is not a buffer of OpenCL");
    }

    private static void requireWithin(ClBuffer buffer, long offset, long elements) {
        if (offset < 0 || elements > buffer.elements() - offset) {
            throw new BackendException(
                    "OpenCL: a copy of " + elements + " elements at offset " + offset + " does not fit the " + buffer);
        }
    }

    /** Puts launches into the queue; they are timed as one. */
    public synchronized void enqueue(ClLaunch[] launches) {
        if (mode == Mode.PROFILING) {
            enqueueTimed(launches);
            return;
        }
        for (ClLaunch launch : launches) {
            enqueue(launch, null);
        }
    }

    private void enqueueTimed(ClLaunch[] launches) {
        TimedLaunch group = new TimedLaunch(context);
        try {
            for (ClLaunch launch : launches) {
                cl_event event = new cl_event();
                long before = System.nanoTime();
                enqueue(launch, event);
                group.add(event, before, System.nanoTime());
            }
        } catch (RuntimeException e) {
            group.release();
            throw e;
        }
        timed.add(group);
    }

    private void enqueue(ClLaunch launch, @Nullable cl_event event) {
        long stamp = gate().enter();
        try {
            requireOpen();
            launch.enqueue(context, queue, event);
        } finally {
            gate().leave(stamp);
        }
    }

    /** Where launches of this queue report indices that are out of range. */
    public synchronized FaultWord faultWord() {
        FaultWord word = faultWord;
        if (word == null) {
            word = new FaultWord(this, context.allocate(DataType.I32, FaultWord.elements()));
            try {
                word.clear();
            } catch (RuntimeException e) {
                word.close();
                throw e;
            }
            faultWord = word;
        }
        return word;
    }

    @Override
    public synchronized void finish() {
        FaultWord word = faultWord;
        if (word == null || !word.isArmed()) {
            await();
            return;
        }
        read(word.memory(), 0, word.host()); // waits, too
        IndexFault fault = word.take();
        if (fault != null) {
            throw fault;
        }
    }

    private void await() {
        requireOpen(); // the monitor keeps a close away while this waits
        context.check(ClCalls.clFinish(queue), "clFinish", this);
        long now = timed.isEmpty() ? 0 : System.nanoTime();
        for (int i = timed.size() - 1; i >= 0 && timed.get(i).hasEnded(now); i--) {
            continue;
        }
    }

    @Override
    public synchronized List<LaunchTime> takeTimeline() {
        finish();
        ClockDifference difference = new ClockDifference();
        try {
            for (int i = 0; i < timed.size(); i++) {
                timed.get(i).resolve(difference, i);
            }
            return timed.stream().map(launch -> launch.time(difference)).toList();
        } finally {
            releaseEvents();
        }
    }

    private void releaseEvents() {
        timed.forEach(TimedLaunch::release);
        timed.clear();
    }

    @Override
    public synchronized void close() {
        if (isOpen()) {
            if (!gate().isLost()) {
                ClCalls.clFinish(queue); // a failure of what was enqueued is told by finish alone
            }
            releaseEvents();
            if (faultWord != null) {
                faultWord.close();
            }
        }
        super.close();
    }

    @Override
    int release() {
        return ClCalls.clReleaseCommandQueue(queue);
    }

    @Override
    public String toString() {
        return "queue on " + context.device();
    }
}
