package io.nacre.backend;

import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * How a backend is opened.
 *
 * @param threads most threads of a CPU to use, at least 1
 * @param kernels the OpenCL kernels to use
 * @param executor whose threads help on a CPU, in place of threads of the backend's own. It may be busy, and may refuse:
 *     calling threads then do the work alone. Closing the backend leaves it alone.
 * @param algorithms names of algorithms to take wherever they fit, whatever their accuracy; of several that fit, the first
 * @param tuned whether what {@code nacre tune} found for the device is used
 */
public record BackendOptions(
        int threads, KernelFiles kernels, Optional<Executor> executor, List<String> algorithms, boolean tuned) {

    public BackendOptions {
        if (threads < 1) {
            throw new NacreException("Backend: " + threads + " threads, at least 1 is needed");
        }
        algorithms = List.copyOf(algorithms);
    }

    /**
     * All processors that the JVM may use; kernels from the folder that the property {@code nacre.kernels} names; as tuned
     * unless {@code nacre.tuning} is {@code off}.
     */
    public static BackendOptions defaults() {
        String folder = System.getProperty("nacre.kernels");
        return new BackendOptions(
                Runtime.getRuntime().availableProcessors(),
                folder == null ? KernelFiles.BUILT_IN : KernelFiles.BUILT_IN.withFolder(Path.of(folder)),
                Optional.empty(),
                List.of(),
                !System.getProperty("nacre.tuning", "").equals("off"));
    }

    public BackendOptions withThreads(int count) {
        return new BackendOptions(count, kernels, executor, algorithms, tuned);
    }

    /** With the kernels of a folder in place of the built-in ones. */
    public BackendOptions withKernels(Path folder) {
        return new BackendOptions(threads, kernels.withFolder(folder), executor, algorithms, tuned);
    }

    /**
     * With a kernel of the user's own for all operations of a kind that it can compute; it follows the plain contract of
     * {@code kernels/README.md}.
     *
     * @param op {@code convolution}, {@code max_pool}, {@code matmul} …
     * @throws NacreException if there is no such operation
     */
    public BackendOptions withKernel(String op, Path file) {
        return new BackendOptions(threads, kernels.withOwn(op, file), executor, algorithms, tuned);
    }

    /**
     * With other values for macros of a kernel file.
     *
     * @param file {@code convolution/direct.cl}, or a file given to {@link #withKernel}, as it was named there
     */
    public BackendOptions withMacros(String file, Map<String, Long> values) {
        return new BackendOptions(threads, kernels.withMacros(file, values), executor, algorithms, tuned);
    }

    public BackendOptions withExecutor(Executor helpers) {
        return new BackendOptions(threads, kernels, Optional.of(helpers), algorithms, tuned);
    }

    public BackendOptions withAlgorithms(List<String> names) {
        return new BackendOptions(threads, kernels, executor, names, tuned);
    }

    /** Without what {@code nacre tune} found, or with it. */
    public BackendOptions withTuning(boolean used) {
        return new BackendOptions(threads, kernels, executor, algorithms, used);
    }

    /**
     * Refuses names of algorithms that a backend does not have.
     *
     * @param backend its name
     * @param known the algorithms that it has
     */
    public void requireAlgorithms(String backend, Collection<String> known) {
        for (String algorithm : algorithms) {
            if (!known.contains(algorithm)) {
                throw new BackendException(backend + ": there is no algorithm '" + algorithm + "', there are "
                        + known.stream().sorted().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));
            }
        }
    }
}
