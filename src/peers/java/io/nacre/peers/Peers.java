package io.nacre.peers;

import ch.qos.logback.classic.Level;
import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.bench.Layer;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.peers.Report.Comparison;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times Nacre's backends beside ONNX Runtime and PyTorch. */
@Command(
        name = "bench peers",
        mixinStandardHelpOptions = true,
        description = {
            "Times Nacre's backends beside ONNX Runtime and PyTorch: one run, the same inputs, turn by turn.",
            "A ratio is peer/Nacre, above 1 where Nacre is faster: the median of nine pairs, and the middle half of them."
        })
public final class Peers implements Callable<Integer> {
    private static final String ORT = "ort";
    private static final String TORCH = "torch";

    @Option(names = "--models", paramLabel = "DIR", description = "Every DIR/*/model.onnx with its test_data_set_0.")
    private @Nullable Path models;

    @Option(names = "--layers", description = "Single layers; what is done if neither is asked for.")
    private boolean layers;

    @Option(names = "--only", paramLabel = "REGEX", description = "Only models and layers in whose name this is found.")
    private Pattern only = Pattern.compile("");

    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description = "Nacre's backends; all by default, of the CPU's only the best.")
    private List<String> names = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads of every side; all processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "1.5",
            description = "How long each side of a row is measured; 1.5 by default.")
    private double seconds;

    @Option(names = "--tsv", description = "Columns parted by tabs.")
    private boolean tsv;

    private final PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final PrintStream remarks = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private boolean wrong;

    public static void main(String[] arguments) {
        // DJL warns of each GPU that it does not find.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ai.djl")).setLevel(Level.ERROR);
        CommandLine line = new CommandLine(new Peers());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            command.getErr()
                    .println("bench peers: "
                            + (exception instanceof NacreException ? exception.getMessage() : exception));
            return 2;
        });
        System.exit(line.execute(arguments)); // native threads of the peers would keep the JVM alive
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1 || !(seconds > 0)) {
            throw new NacreException("--threads and --seconds must be above 0");
        }
        List<Subject> subjects = subjects();
        List<Backend> backends = open();
        try {
            Report report = report(backends);
            for (Subject subject : subjects) {
                remarks.println(subject.name());
                report.add(subject.name(), measure(subject, backends));
            }
            results.println(conditions(backends));
            results.print(tsv ? report.tsv() : report.table());
            results.println(report.summary());
        } finally {
            backends.forEach(Backend::close);
        }
        return wrong ? 1 : 0;
    }

    private List<Subject> subjects() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        Path folder = models;
        if (folder != null) {
            subjects.addAll(Subject.in(folder));
        }
        if (layers || folder == null) {
            Layer.all().forEach(layer -> subjects.add(Subject.of(layer)));
        }
        subjects.removeIf(subject -> !only.matcher(subject.name()).find());
        if (subjects.isEmpty()) {
            throw new NacreException("no model and no layer has " + only + " in its name");
        }
        return subjects;
    }

    /** The backends that were asked for; without a word every OpenCL device and the best of the CPU's. */
    private List<Backend> open() {
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
        List<Backend> backends = new ArrayList<>();
        for (String name : wanted) {
            try {
                backends.add(Backends.open(name, BackendOptions.defaults().withThreads(threads)));
            } catch (BackendException e) {
                remarks.println("without " + name + ": " + e.getMessage());
            }
        }
        return backends;
    }

    private static Report report(List<Backend> backends) {
        List<String> sides =
                new ArrayList<>(backends.stream().map(Backend::name).toList());
        sides.addAll(List.of(ORT, TORCH));
        String fastest = first(backends, "cpu-simd");
        String cpu = fastest == null ? first(backends, "cpu") : fastest;
        return new Report(
                sides,
                List.of(
                        new Comparison("cpu/ort", cpu, ORT),
                        new Comparison("cpu/torch", cpu, TORCH),
                        new Comparison("opencl/ort", first(backends, "opencl"), ORT)));
    }

    private static @Nullable String first(List<Backend> backends, String kind) {
        return backends.stream()
                .map(Backend::name)
                .filter(name -> name.startsWith(kind))
                .findFirst()
                .orElse(null);
    }

    private Map<String, Times> measure(Subject subject, List<Backend> backends) throws InterruptedException {
        Map<String, Side> sides = new LinkedHashMap<>();
        try {
            open(ORT, () -> new OnnxRuntimeSide(subject, threads), sides);
            open(TORCH, () -> new PyTorchSide(subject, threads), sides);
            for (Backend backend : backends) {
                open(backend.name(), () -> new NacreSide(subject, backend), sides);
            }
            dropWrong(subject, sides);
            return new Contest(seconds).run(sides);
        } finally {
            sides.values().forEach(Side::close);
        }
    }

    /** Opens a side; one that cannot run the network has no column in its row, and standard error says why. */
    private void open(String name, Callable<Side> opener, Map<String, Side> sides) {
        try {
            Side side = opener.call();
            sides.put(name, side);
            side.run();
        } catch (Exception e) {
            remarks.println("  without " + name + ": " + e.getMessage());
            drop(sides, name);
            wrong |= isOurs(name);
        }
    }

    /** A side that answers anything else is none. */
    private void dropWrong(Subject subject, Map<String, Side> sides) {
        List<Tensor> expected = subject.expected();
        if (expected.isEmpty() && sides.containsKey(ORT)) {
            expected = sides.get(ORT).outputs();
        }
        for (String name : List.copyOf(sides.keySet())) {
            Optional<String> fault = Answers.fault(expected, sides.get(name).outputs(), subject.plane());
            if (fault.isPresent()) {
                remarks.println("  without " + name + ": it answers something else: " + fault.get());
                drop(sides, name);
                wrong |= isOurs(name);
            }
        }
    }

    private static void drop(Map<String, Side> sides, String name) {
        Side side = sides.remove(name);
        if (side != null) {
            side.close();
        }
    }

    private static boolean isOurs(String name) {
        return !name.equals(ORT) && !name.equals(TORCH);
    }

    /** What stands above figures: what they are of, when, where and how they were measured. */
    private String conditions(List<Backend> backends) {
        String commit = System.getProperty("nacre.commit", "");
        StringBuilder text = new StringBuilder("# bench peers, " + LocalDate.now(ZoneId.systemDefault())
                + (commit.isBlank() ? "" : ", commit " + commit) + ", JDK " + Runtime.version() + ", " + threads
                + " threads, " + seconds + " s a side; ONNX Runtime " + OnnxRuntime.version() + ", PyTorch "
                + PyTorchSide.version());
        for (Backend backend : backends) {
            text.append(System.lineSeparator())
                    .append("# ")
                    .append(backend.name())
                    .append(": ")
                    .append(backend.device().name())
                    .append(", ")
                    .append(backend.device().driver());
        }
        return text.append(System.lineSeparator())
                .append(
                        "# milliseconds from the caller's arrays to readable results; ratios are peer/Nacre, above 1 Nacre is"
                                + " faster: the median of " + Contest.ROUNDS
                                + " alternating pairs (and the middle half of them)")
                .toString();
    }
}
