package io.nacre.backend;

import io.nacre.error.NacreException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a backend is opened.
 *
 * @param threads most threads of a CPU to use, at least 1
 * @param kernels a folder of OpenCL kernels to use in place of the built-in ones
 */
public record BackendOptions(int threads, Optional<Path> kernels) {

    public BackendOptions {
        if (threads < 1) {
            throw new NacreException("Backend: " + threads + " threads, at least 1 is needed");
        }
    }

    /** All processors that the JVM may use; kernels from the folder that the property {@code nacre.kernels} names. */
    public static BackendOptions defaults() {
        return new BackendOptions(
                Runtime.getRuntime().availableProcessors(),
                Optional.ofNullable(System.getProperty("nacre.kernels")).map(Path::of));
    }

    public BackendOptions withThreads(int count) {
        return new BackendOptions(count, kernels);
    }

    public BackendOptions withKernels(Path folder) {
        return new BackendOptions(threads, Optional.of(folder));
    }
}
