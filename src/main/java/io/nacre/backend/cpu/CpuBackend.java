package io.nacre.backend.cpu;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Blocking;
import io.nacre.backend.Buffer;
import io.nacre.backend.CacheFolder;
import io.nacre.backend.CachedRoof;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Leaks;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.backend.cpu.micro.MicroKernels;
import io.nacre.error.BackendException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JVM itself as a device. Buffers are Java arrays; a launch runs when it is enqueued, on the calling thread and on
 * helpers: threads of this backend's own, or those of an executor that was handed in.
 *
 * <p>Results do not depend on the number of threads.
 */
public final class CpuBackend implements Backend {
    /** What the usual JVMs can allocate as one array. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** What moving an element into a block or out of it costs, in multiply-adds of a convolution. */
    private static final double MOVING = 40;

    private final String name;
    private final Device device;
    private final MicroKernels kernels;
    private final List<String> asked;
    private final Team team;
    private final AutoCloseable threads;
    private final CachedRoof roof;
    private final AtomicLong taken = new AtomicLong();
    private final Leaks.Watch watch;
    private volatile boolean closed;

    private CpuBackend(LoopKind loops, Device device, List<String> asked, Team team, AutoCloseable threads) {
        this.name = loops.backend();
        this.kernels = loops.kernels();
        this.device = device;
        this.asked = asked;
        this.team = team;
        this.threads = threads;
        this.roof = roof(new CpuRoof(name, team, kernels.fmaPeak()));
        this.watch = Leaks.watch(this, name, taken, "bytes of buffers");
    }

    private CachedRoof roof(CpuRoof measured) {
        return new CachedRoof(
                CacheFolder.path(),
                () -> Stream.concat(Stream.of(name, device.name(), device.driver()), measured.key().stream())
                        .toList(),
                measured::measure);
    }

    /**
     * A backend with threads of its own, which end when it is closed, or with the executor's.
     *
     * @param device what it takes itself for, its memory above all
     */
    static CpuBackend open(LoopKind loops, BackendOptions options, Device device) {
        options.requireAlgorithms(loops.backend(), Algorithms.NAMES);
        if (options.executor().isPresent()) {
            Team team = new Team(options.executor().get(), options.threads());
            return new CpuBackend(loops, device, options.algorithms(), team, () -> {});
        }
        Workers workers = new Workers("nacre-" + loops.backend(), options.threads() - 1);
        return new CpuBackend(loops, device, options.algorithms(), new Team(workers, options.threads()), workers);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Device device() {
        return device;
    }

    /** Blocks wherever they are possible if an algorithm in blocks was asked for, nowhere if only others were. */
    @Override
    public Blocking blocking() {
        boolean wanted = asked.stream().anyMatch(BlockAlgorithms.NAMES::contains);
        return kernels.blocks()
                .filter(blocks -> wanted || asked.isEmpty())
                .map(blocks -> new Blocking(blocks.lanes(), wanted ? 0 : MOVING))
                .orElse(Blocking.NONE);
    }

    @Override
    public int concurrency() {
        return team.threads();
    }

    @Override
    public Roof roof() {
        checkOpen();
        return roof.get();
    }

    @Override
    public List<String> algorithms() {
        return Algorithms.NAMES.stream().sorted().toList();
    }

    /** The algorithms to take wherever they fit. */
    List<String> asked() {
        return asked;
    }

    Team team() {
        return team;
    }

    Resources resources() {
        return new Resources(kernels, team.threads());
    }

    @Override
    public Buffer allocate(DataType type, long elements) {
        checkOpen();
        if (!type.onDevice() || elements < 1) {
            throw new BackendException(name + ": a buffer of " + elements + " " + type
                    + " was asked for, buffers hold at least 1 F32 or I32");
        }
        if (elements > LONGEST_ARRAY) {
            throw new BackendException(
                    name + ": a buffer of " + elements + " elements, a Java array holds at most " + LONGEST_ARRAY);
        }
        long bytes = elements * type.bytes();
        if (taken.addAndGet(bytes) > device.memory()) {
            throw noRoom(bytes, null);
        }
        try {
            return new CpuBuffer(this, type, (int) elements);
        } catch (OutOfMemoryError e) {
            throw noRoom(bytes, e);
        }
    }

    private BackendException noRoom(long bytes, @Nullable Throwable cause) {
        long others = taken.addAndGet(-bytes);
        return new BackendException(
                name + ": no room for a buffer of " + bytes + " bytes, " + others + " of " + device.memory()
                        + " are taken; -Xmx gives the JVM more",
                cause);
    }

    /** A buffer was closed. */
    void released(long bytes) {
        taken.addAndGet(-bytes);
    }

    @Override
    public Queue newQueue(Queue.Mode mode) {
        checkOpen();
        return new CpuQueue(this, mode);
    }

    @Override
    public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        checkOpen();
        return new CpuKernel(this, op, inputs, constants, accuracy);
    }

    private void checkOpen() {
        if (closed) {
            throw new BackendException(name + ": the backend is closed");
        }
    }

    @Override
    public void close() {
        watch.closed(this);
        if (!closed) {
            Leaks.left(name, taken.get(), "bytes of buffers");
        }
        closed = true;
        try {
            threads.close();
        } catch (Exception e) {
            throw new BackendException(name + ": closing failed: " + e.getMessage(), e);
        }
    }
}
