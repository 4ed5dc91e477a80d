package io.nacre.conformance;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.LaunchTime;
import io.nacre.backend.Packing;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.backend.View;
import io.nacre.error.BackendException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another backend, one call to which fails on demand. Knows what is still open. */
final class FaultyBackend implements Backend {

    /** What can fail. Closing cannot. */
    enum Call {
        ALLOCATE,
        QUEUE,
        PREPARE,
        BIND,
        ENQUEUE,
        WRITE,
        READ,
        FINISH
    }

    private final Backend inner;
    private final Set<Object> open = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private Set<Call> calls = EnumSet.noneOf(Call.class);
    private int untilFault;
    private @Nullable Call failed;

    FaultyBackend(Backend inner) {
        this.inner = inner;
    }

    /** The n-th call from now, counted from 1, of one of these kinds is going to fail; only that one. */
    synchronized void failAt(Set<Call> kinds, int n) {
        calls = kinds;
        untilFault = n;
        failed = null;
    }

    /** The call that failed, null if none did so far. Nothing fails from now on. */
    synchronized @Nullable Call stop() {
        untilFault = 0;
        return failed;
    }

    /** How many buffers, queues, kernels and launches are open. */
    int open() {
        return open.size();
    }

    private synchronized void before(Call call) {
        if (calls.contains(call) && untilFault > 0 && --untilFault == 0) {
            failed = call;
            throw new BackendException(message(call));
        }
    }

    static String message(Call call) {
        return "planted fault: " + call + " fails";
    }

    /** A handle of the inner backend, and whether it was closed. */
    private abstract class Handle<H extends AutoCloseable> implements AutoCloseable {
        final H of;

        Handle(H of) {
            this.of = of;
            open.add(this);
        }

        @Override
        public void close() {
            open.remove(this);
            try {
                of.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private final class Memory extends Handle<Buffer> implements Buffer {
        Memory(Buffer of) {
            super(of);
        }

        @Override
        public DataType type() {
            return of.type();
        }

        @Override
        public long elements() {
            return of.elements();
        }
    }

    private static Buffer memory(Buffer buffer) {
        return ((Memory) buffer).of;
    }

    private static @Nullable View view(@Nullable View view) {
        return view == null ? null : new View(memory(view.buffer()), view.offset(), view.batchStride());
    }

    private static List<@Nullable View> views(List<? extends @Nullable View> views) {
        return views.stream().<@Nullable View>map(FaultyBackend::view).toList();
    }

    private final class Stream extends Handle<Queue> implements Queue {
        Stream(Queue of) {
            super(of);
        }

        @Override
        public void write(java.nio.Buffer source, Buffer target, long offset) {
            before(Call.WRITE);
            of.write(source, memory(target), offset);
        }

        @Override
        public void read(Buffer source, long offset, java.nio.Buffer target) {
            before(Call.READ);
            of.read(memory(source), offset, target);
        }

        @Override
        public void finish() {
            before(Call.FINISH);
            of.finish();
        }

        @Override
        public List<LaunchTime> takeTimeline() {
            return of.takeTimeline();
        }
    }

    private final class Prepared extends Handle<Kernel> implements Kernel {
        Prepared(Kernel of) {
            super(of);
        }

        @Override
        public String algorithm() {
            return of.algorithm();
        }

        @Override
        public double errorFactor() {
            return of.errorFactor();
        }

        @Override
        public long scratchElements() {
            return of.scratchElements();
        }

        @Override
        public Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
            before(Call.BIND);
            return new Bound(of.bind(((Stream) queue).of, views(inputs), views(outputs), view(scratch)));
        }
    }

    private final class Bound extends Handle<Launch> implements Launch {
        Bound(Launch of) {
            super(of);
        }

        @Override
        public void enqueue() {
            before(Call.ENQUEUE);
            of.enqueue();
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Device device() {
        return inner.device();
    }

    @Override
    public Roof roof() {
        return inner.roof();
    }

    @Override
    public int concurrency() {
        return inner.concurrency();
    }

    @Override
    public Buffer allocate(DataType type, long elements) {
        before(Call.ALLOCATE);
        return new Memory(inner.allocate(type, elements));
    }

    @Override
    public Queue newQueue(Queue.Mode mode) {
        before(Call.QUEUE);
        return new Stream(inner.newQueue(mode));
    }

    @Override
    public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        before(Call.PREPARE);
        Constants unwrapped = new Constants() {
            @Override
            public boolean has(int input) {
                return constants.has(input);
            }

            @Override
            public Buffer packed(int input, Packing packing) {
                return memory(constants.packed(input, packing));
            }
        };
        return new Prepared(inner.prepare(op, inputs, unwrapped, accuracy));
    }

    @Override
    public void close() {
        inner.close();
    }
}
