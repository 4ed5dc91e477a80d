package io.nacre.peers;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is measured and on what, the same words for every command. */
final class Selection {
    static final String ORT = "ort";
    static final String TORCH = "torch";

    @Option(names = "--models", paramLabel = "DIR", description = "Every DIR/*/model.onnx with its test_data_set_0.")
    private @Nullable Path models;

    @Option(names = "--only", paramLabel = "REGEX", description = "Only those in whose name this is found.")
    private @Nullable Pattern only;

    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description = "Nacre's backends; without it what suits the command, of the CPU's only the best.")
    private List<String> names = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of every side; all processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--tsv", description = "Columns parted by tabs.")
    private boolean tsv;

    private final PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream remarks = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    int threads() {
        if (threads < 1) {
            throw new NacreException("--threads must be above 0");
        }
        return threads;
    }

    /** The first backend that was asked for. */
    Optional<String> backend() {
        return names.stream().findFirst();
    }

    boolean tsv() {
        return tsv;
    }

    /** Standard output, always UTF-8. */
    PrintStream results() {
        return results;
    }

    /** Standard error: progress, and what was left out. */
    PrintStream remarks() {
        return remarks;
    }

    Optional<Path> models() {
        return Optional.ofNullable(models);
    }

    /** Keeps what {@code --only} asks for; at least one must be left. */
    List<Subject> chosen(List<Subject> subjects, String unlessAsked) {
        Pattern pattern = only == null ? Pattern.compile(unlessAsked) : only;
        List<Subject> chosen = subjects.stream()
                .filter(subject -> pattern.matcher(subject.name()).find())
                .toList();
        if (chosen.isEmpty()) {
            throw new NacreException("nothing that is there has " + pattern + " in its name");
        }
        return chosen;
    }

    /** The models of the folder. */
    List<Subject> networks(String unlessAsked) throws IOException {
        return chosen(
                Subject.in(models().orElseThrow(() -> new NacreException("--models DIR is missing"))), unlessAsked);
    }

    /** The backends that were asked for; without a word every OpenCL device and the best of the CPU's. */
    List<Backend> openAll() {
        List<String> wanted = new ArrayList<>(names);
        if (wanted.isEmpty()) {
            wanted.add("cpu");
            for (Candidate candidate : Backends.candidates()) {
                if (candidate instanceof Candidate.Available && candidate.name().startsWith("opencl")) {
                    wanted.add(candidate.name());
                } else if (candidate instanceof Candidate.Unavailable unavailable) {
                    remarks.println("without " + unavailable.name() + ": " + unavailable.reason());
                }
            }
        }
        return open(wanted);
    }

    /** The backends that were asked for; without a word the best of the CPU's. */
    List<Backend> openCpu() {
        return open(names.isEmpty() ? List.of("cpu") : names);
    }

    private List<Backend> open(List<String> wanted) {
        List<Backend> backends = new ArrayList<>();
        for (String name : wanted) {
            try {
                backends.add(Backends.open(name, BackendOptions.defaults().withThreads(threads())));
            } catch (BackendException e) {
                remarks.println("without " + name + ": " + e.getMessage());
            }
        }
        return backends;
    }

    /** What figures are of, when and where they came about: lines without a mark before them. */
    List<String> conditions(String command, List<Backend> backends) {
        String commit = System.getProperty("nacre.commit", "");
        List<String> lines = new ArrayList<>();
        lines.add("bench " + command + ", " + LocalDate.now(ZoneId.systemDefault())
                + (commit.isBlank() ? "" : ", commit " + commit) + ", JDK " + Runtime.version() + ", " + threads
                + " threads, ONNX Runtime " + OnnxRuntime.version());
        for (Backend backend : backends) {
            lines.add(backend.name() + ": " + backend.device().name() + ", "
                    + backend.device().driver());
        }
        return lines;
    }
}
