package io.nacre.backend.opencl.cl;

import io.nacre.backend.Buffer;
import io.nacre.backend.IndexFault;
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
    /** One group of events a launch; empty unless profiling. */
    private final List<cl_event[]> timed = new ArrayList<>();
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
        cl_event[] events = null;
        if (mode == Mode.PROFILING) {
            events = new cl_event[launches.length];
            timed.add(events);
        }
        for (int i = 0; i < launches.length; i++) {
            cl_event event = null;
            if (events != null) {
                event = events[i] = new cl_event();
            }
            long stamp = gate().enter();
            try {
                requireOpen();
                launches[i].enqueue(context, queue, event);
            } catch (RuntimeException e) {
                if (events != null) {
                    timed.remove(timed.size() - 1);
                    for (int done = 0; done < i; done++) {
                        release(events[done]);
                    }
                }
                throw e;
            } finally {
                gate().leave(stamp);
            }
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
    }

    @Override
    public synchronized List<Long> takeTimes() {
        finish();
        List<Long> times = new ArrayList<>(timed.size());
        try {
            for (cl_event[] events : timed) {
                long sum = 0;
                for (cl_event event : events) {
                    context.check(outcome(event), "launch " + times.size(), this);
                    sum += time(event, CL.CL_PROFILING_COMMAND_END) - time(event, CL.CL_PROFILING_COMMAND_START);
                }
                times.add(sum);
            }
        } finally {
            releaseEvents();
        }
        return times;
    }

    /** CL_SUCCESS, or why a finished command failed: its driver may have told {@link #finish} nothing of it. */
    private int outcome(cl_event event) {
        int[] outcome = new int[1];
        int status = ClCalls.clGetEventInfo(event, CL.CL_EVENT_COMMAND_EXECUTION_STATUS, 4, Pointer.to(outcome));
        context.check(status, "clGetEventInfo", "outcome of a launch");
        return Math.min(outcome[0], CL.CL_SUCCESS); // errors are negative, what is not finished yet positive
    }

    private long time(cl_event event, int what) {
        long[] time = new long[1];
        int status = ClCalls.clGetEventProfilingInfo(event, what, 8, Pointer.to(time));
        context.check(status, "clGetEventProfilingInfo", "time of a launch");
        return time[0];
    }

    private void releaseEvents() {
        for (cl_event[] events : timed) {
            for (cl_event event : events) {
                release(event);
            }
        }
        timed.clear();
    }

    private static void release(cl_event event) {
        released(ClCalls.clReleaseEvent(event), "event of a queue");
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
