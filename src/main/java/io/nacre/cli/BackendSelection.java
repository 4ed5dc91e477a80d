package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.op.OpNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which backends a command runs on, and how they are opened. */
final class BackendSelection {
    static final String ALL = "all";
    private static final String OPENCL = "opencl";

    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description =
                    "cpu, cpu-simd, cpu-scalar, opencl, opencl:N or auto; where several make sense, a list of them"
                            + " or all. Without it the variable NACRE_BACKEND, else auto.")
    private List<String> names = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Most threads of a CPU to use; all by default.")
    private @Nullable Integer threads;

    @Option(
            names = "--kernels",
            paramLabel = "DIR",
            description = "A folder of OpenCL kernels to use in place of the built-in ones.")
    private @Nullable Path kernels;

    @Option(
            names = "--kernel",
            paramLabel = "[OP=]FILE",
            description = "A kernel of your own for all operations of a name: convolution=my_conv.cl. May be repeated;"
                    + " kernels/README.md says what is in such a file. The lab knows the operation itself.")
    private List<String> own = List.of();

    @Option(
            names = "--algorithm",
            split = ",",
            paramLabel = "NAME",
            description = "Algorithms to take wherever they fit, in place of the backend's own choice.")
    private List<String> algorithms = List.of();

    /** Whether algorithms were asked for by name. */
    boolean asksForAlgorithms() {
        return !algorithms.isEmpty();
    }

    /** Backends that are closed together. */
    record Opened(List<Backend> backends) implements AutoCloseable {
        @Override
        public void close() {
            backends.forEach(Backend::close);
        }
    }

    private BackendOptions options() {
        return options("");
    }

    /**
     * The options.
     *
     * @param op what a kernel of the user's own is for where that is not said; empty if it must be said
     */
    private BackendOptions options(String op) {
        BackendOptions options = BackendOptions.defaults().withAlgorithms(algorithms);
        Integer count = threads;
        if (count != null) {
            options = options.withThreads(count);
        }
        Path folder = kernelFolder().orElse(null);
        if (folder != null) {
            options = options.withKernels(folder);
        }
        for (String kernel : own) {
            options = withKernel(options, kernel, op);
        }
        return options;
    }

    private static BackendOptions withKernel(BackendOptions options, String kernel, String usualOp) {
        String op = kernel.contains("=") ? kernel.substring(0, kernel.indexOf('=')) : usualOp;
        Path file = ownFile(kernel);
        if (op.isEmpty()) {
            throw new NacreException("--kernel " + kernel + ": which operation is it for? OP=FILE, where OP is one of "
                    + String.join(", ", OpNames.ALL));
        }
        if (!Files.isRegularFile(file)) {
            throw new NacreException("--kernel " + kernel + ": there is no file " + file);
        }
        try {
            return options.withKernel(op, file);
        } catch (NacreException e) {
            throw new NacreException("--kernel " + kernel + ": " + e.getMessage(), e);
        }
    }

    private static Path ownFile(String kernel) {
        return Path.of(kernel.substring(kernel.indexOf('=') + 1));
    }

    /** The kernel files of the user's own. */
    List<Path> ownKernels() {
        return own.stream().map(BackendSelection::ownFile).toList();
    }

    /** A backend, which must have use for kernels if there are some of the user's own. */
    private Backend open(String name, BackendOptions options) {
        Backend backend = Backends.open(name, options);
        if (!own.isEmpty() && !backend.name().startsWith(OPENCL)) {
            backend.close();
            throw new NacreException("--kernel: " + backend.name() + " runs no OpenCL kernels; --backend opencl does");
        }
        return backend;
    }

    private Backend open(String name) {
        return open(name, options());
    }

    /** The backend where none is named; kernels of the user's own call for OpenCL. */
    private String usual() {
        return own.isEmpty() ? Backends.defaultName() : usualOpenCl();
    }

    private static String usualOpenCl() {
        String usual = Backends.defaultName();
        return usual.startsWith(OPENCL) ? usual : OPENCL;
    }

    private void requireOne() {
        if (names.size() > 1 || names.contains(ALL)) {
            throw new NacreException("--backend " + String.join(",", names) + ": this command runs on one backend");
        }
    }

    /** The one backend that was asked for. */
    Backend openOne() {
        requireOne();
        return open(names.isEmpty() ? usual() : names.get(0));
    }

    /**
     * The one OpenCL device that was asked for, the first of all if none was, with its kernels as their files have them: untuned.
     *
     * @param op what a kernel of the user's own is for where that is not said
     */
    Backend openOpenCl(String op) {
        String name = names.isEmpty() ? usualOpenCl() : names.get(0);
        if (!name.startsWith(OPENCL)) {
            throw new NacreException("--backend " + name + ": has no OpenCL kernels; opencl or opencl:N has");
        }
        requireOne();
        return open(name, options(op).withTuning(false));
    }

    /** The folder of kernels that are used in place of the built-in ones. */
    Optional<Path> kernelFolder() {
        Path folder = kernels;
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NacreException("--kernels " + folder + ": there is no such folder");
        }
        return Optional.ofNullable(folder)
                .or(() -> BackendOptions.defaults().kernels().folder());
    }

    /** The backends that were asked for; the default one if none was. */
    Opened open(Output output) {
        return open(names.isEmpty() ? List.of(usual()) : names, output);
    }

    /** The backends that were asked for; all if none was. */
    Opened openAllByDefault(Output output) {
        return open(names.isEmpty() ? List.of(ALL) : names, output);
    }

    private Opened open(List<String> wanted, Output output) {
        List<Backend> opened = new ArrayList<>();
        try {
            for (String name : wanted) {
                if (name.equals(ALL)) {
                    openAll(opened, output);
                } else {
                    opened.add(open(name));
                }
            }
        } catch (RuntimeException | Error e) {
            opened.forEach(Backend::close);
            throw e;
        }
        return new Opened(List.copyOf(opened));
    }

    /** Opens every device there is; one that cannot be opened is told of, and is no reason to stop. */
    private void openAll(List<Backend> opened, Output output) {
        for (Candidate candidate : Backends.candidates()) {
            if (candidate instanceof Candidate.Available available) {
                try {
                    opened.add(available.opener().open(options()));
                } catch (BackendException e) {
                    output.remark("without " + available.name() + ": it cannot be opened: " + e.getMessage());
                }
            } else if (candidate instanceof Candidate.Unavailable unavailable) {
                output.remark("without " + unavailable.name() + ": " + unavailable.reason());
            }
        }
        if (opened.isEmpty()) {
            throw new BackendException("--backend all: no backend can be opened");
        }
    }
}
