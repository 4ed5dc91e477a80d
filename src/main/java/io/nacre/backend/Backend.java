package io.nacre.backend;

import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;

/**
 * A device that runs operations. The seam of Nacre: whole ops, prepared once, bound to views, enqueued.
 *
 * <p>Thread-safe. What it makes is closed by whoever asked for it, before the backend; closing twice is harmless.
 */
public interface Backend extends AutoCloseable {

    /** The name it is chosen by: {@code cpu-scalar}, {@code opencl:0}. */
    String name();

    Device device();

    /** The names of algorithms that {@link BackendOptions#algorithms} may ask for, sorted. */
    default List<String> algorithms() {
        return List.of();
    }

    /** How convolutions here want the channels of planes. */
    default Blocking blocking() {
        return Blocking.NONE;
    }

    /** How many queues are worth running at once: 1 on a GPU, the number of threads on a CPU. */
    int concurrency();

    /**
     * A buffer with undefined contents.
     *
     * @param type F32 or I32
     * @param elements at least 1
     * @throws io.nacre.error.BackendException if the device has no room for it
     */
    Buffer allocate(DataType type, long elements);

    Queue newQueue(Queue.Mode mode);

    /**
     * How many operations are worth {@linkplain #prepare preparing} at once: 1 where that takes no time.
     */
    default int preparers() {
        return 1;
    }

    /**
     * Chooses an algorithm for the operation, builds its program and asks for packed weights. Slow; no tensor is touched.
     *
     * @param op validated by {@link Op#outputs}
     * @param inputs the types of all inputs, constant ones as well
     * @param constants which inputs are known already, and their packed contents
     */
    Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy);

    /**
     * What the device can do at most on as many threads as this backend uses. Measured when it is first asked for, which takes
     * about a second in which nothing else should run, and remembered on disk; no run asks for it.
     *
     * @throws io.nacre.error.BackendException if the device has no room for two arrays of 64 MiB
     */
    Roof roof();

    @Override
    void close();
}
