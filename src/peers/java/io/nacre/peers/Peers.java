package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.bench.Layer;
import io.nacre.error.NacreException;
import io.nacre.peers.Report.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private final Selection selection = new Selection();

    @Option(names = "--layers", description = "Single layers; what is done if neither is asked for.")
    private boolean layers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "1.5",
            description = "How long each side of a row is measured; 1.5 by default.")
    private double seconds;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draws it as well.")
    private @Nullable Path chart;

    private boolean wrong;

    public static void main(String[] arguments) {
        Program.run(new Peers(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(seconds > 0)) {
            throw new NacreException("--seconds must be above 0");
        }
        List<Subject> subjects = subjects();
        List<Backend> backends = selection.openAll();
        try {
            Report report = report(backends);
            for (Subject subject : subjects) {
                selection.remarks().println(subject.name());
                report.add(subject.name(), measure(subject, backends));
            }
            List<String> conditions = conditions(backends);
            conditions.forEach(line -> selection.results().println("# " + line));
            selection.results().print(selection.tsv() ? report.tsv() : report.table());
            selection.results().println(report.summary());
            if (chart != null) {
                Files.writeString(chart, report.chart(conditions).toSvg());
            }
        } finally {
            backends.forEach(Backend::close);
        }
        return wrong ? 1 : 0;
    }

    private List<Subject> subjects() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        if (selection.models().isPresent()) {
            subjects.addAll(Subject.in(selection.models().get()));
        }
        if (layers || selection.models().isEmpty()) {
            Layer.all().forEach(layer -> subjects.add(Subject.of(layer)));
        }
        return selection.chosen(subjects, "");
    }

    private static Report report(List<Backend> backends) {
        List<String> sides =
                new ArrayList<>(backends.stream().map(Backend::name).toList());
        sides.addAll(List.of(Selection.ORT, Selection.TORCH));
        String fastest = first(backends, "cpu-simd");
        String cpu = fastest == null ? first(backends, "cpu") : fastest;
        return new Report(
                sides,
                List.of(
                        new Comparison("cpu/ort", cpu, Selection.ORT),
                        new Comparison("cpu/torch", cpu, Selection.TORCH),
                        new Comparison("opencl/ort", first(backends, "opencl"), Selection.ORT)));
    }

    private static @Nullable String first(List<Backend> backends, String kind) {
        return backends.stream()
                .map(Backend::name)
                .filter(name -> name.startsWith(kind))
                .findFirst()
                .orElse(null);
    }

    private Map<String, Times> measure(Subject subject, List<Backend> backends) throws InterruptedException {
        try (Lineup lineup = new Lineup(subject, backends, selection.threads(), true, selection.remarks())) {
            wrong |= lineup.wrong();
            return new Contest(seconds).run(lineup.sides());
        }
    }

    private List<String> conditions(List<Backend> backends) {
        List<String> lines = new ArrayList<>(selection.conditions("peers", backends));
        lines.set(0, lines.get(0) + ", PyTorch " + PyTorchSide.version() + ", " + seconds + " s a side");
        lines.add("milliseconds from the caller's arrays to readable results; ratios are peer/Nacre, above 1 Nacre is"
                + " faster: the median of " + Contest.ROUNDS + " alternating pairs (and the middle half of them)");
        return lines;
    }
}
