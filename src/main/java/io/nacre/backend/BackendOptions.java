package io.nacre.backend;

import io.nacre.error.NacreException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How a backend is opened.
 *
 * @param threads most threads of a CPU to use, at least 1
 * @param kernels a folder of OpenCL kernels to use in place of the built-in ones
 * @param executor whose threads help on a CPU, in place of threads of the backend's own. It may be busy, and may refuse:
 *     calling threads then do the work alone. Closing the backend leaves it alone.
 */
public record BackendOptions(int threads, Optional<Path> kernels, Optional<Executor> executor) {

    public BackendOptions {
        if (threads < 1) {
            throw new NacreException("Backend: " + threads + " threads, at least 1 is needed");
        }
    }

    /** All processors that the JVM may use; kernels from the folder that the property {@code nacre.kernels} names. */
    public static BackendOptions defaults() {
        return new BackendOptions(
                Runtime.getRuntime().availableProcessors(),
                Optional.ofNullable(System.getProperty("nacre.kernels")).map(Path::of),
                Optional.empty());
    }

    public BackendOptions withThreads(int count) {
        return new BackendOptions(count, kernels, executor);
    }

    public BackendOptions withKernels(Path folder) {
        return new BackendOptions(threads, Optional.of(folder), executor);
    }

    public BackendOptions withExecutor(Executor helpers) {
        return new BackendOptions(threads, kernels, Optional.of(helpers));
    }
}
