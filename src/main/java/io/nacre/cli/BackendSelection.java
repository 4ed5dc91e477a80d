package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
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
        BackendOptions options = BackendOptions.defaults().withAlgorithms(algorithms);
        Integer count = threads;
        if (count != null) {
            options = options.withThreads(count);
        }
        Path folder = kernels;
        if (folder != null) {
            if (!Files.isDirectory(folder)) {
                throw new NacreException("--kernels " + folder + ": there is no such folder");
            }
            options = options.withKernels(folder);
        }
        return options;
    }

    /** The one backend that was asked for. */
    Backend openOne() {
        if (names.size() > 1 || names.contains(ALL)) {
            throw new NacreException("--backend " + String.join(",", names) + ": this command runs on one backend");
        }
        return Backends.open(names.isEmpty() ? Backends.defaultName() : names.get(0), options());
    }

    /** The one OpenCL device that was asked for; the first of all if none was. */
    Backend openOpenCl() {
        if (names.isEmpty()) {
            String usual = Backends.defaultName();
            return Backends.open(usual.startsWith(OPENCL) ? usual : OPENCL, options());
        }
        if (!names.get(0).startsWith(OPENCL)) {
            throw new NacreException("--backend " + names.get(0) + ": has no OpenCL kernels; opencl or opencl:N has");
        }
        return openOne();
    }

    /** The folder of kernels that are used in place of the built-in ones. */
    Optional<Path> kernelFolder() {
        return options().kernels();
    }

    /** The backends that were asked for; the default one if none was. */
    Opened open(Output output) {
        return open(names.isEmpty() ? List.of(Backends.defaultName()) : names, output);
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
                    opened.add(Backends.open(name, options()));
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
