package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.bench.report.Memory;
import io.nacre.bench.report.Scaling;
import io.nacre.error.NacreException;
import io.nacre.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What more and larger pictures cost, beside ONNX Runtime. */
@Command(
        name = "bench scale",
        mixinStandardHelpOptions = true,
        description = {
            "Networks of pictures on batches of 1 to 64 and on squares of 128 to 1024, beside ONNX Runtime: time per picture"
                    + " and per pixel, and the peak memory of a process that does nothing else.",
            "Without --only: SqueezeNet and text detectors. A size that the file fixes is freed first, for both."
        })
public final class Scale implements Callable<Integer> {
    @Mixin
    private final Selection selection = new Selection();

    @Option(names = "--batches", split = ",", paramLabel = "N", description = "1,2,4,8,16,32,64 by default.")
    private List<Integer> batches = List.of(1, 2, 4, 8, 16, 32, 64);

    @Option(names = "--sides", split = ",", paramLabel = "N", description = "128,192,256,384,512,768,1024 by default.")
    private List<Integer> sides = List.of(128, 192, 256, 384, 512, 768, 1024);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "0.9",
            description = "How long each side is measured at each size; 0.9 by default.")
    private double seconds;

    @Option(names = "--no-memory", description = "Times only.")
    private boolean withoutMemory;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draws it as well.")
    private @Nullable Path chart;

    private boolean wrong;

    public static void main(String[] arguments) {
        Program.run(new Scale(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Subject> subjects = selection.networks("squeezenet|det").stream()
                .filter(subject -> new Scaled(subject).isPossible())
                .toList();
        if (subjects.isEmpty() || !(seconds > 0)) {
            throw new NacreException("there must be a network of pictures, and --seconds be above 0");
        }
        List<Backend> backends = selection.openCpu();
        try {
            List<String> names =
                    new ArrayList<>(backends.stream().map(Backend::name).toList());
            names.add(Selection.ORT);
            List<Scaling.Row> rows = new ArrayList<>();
            for (Subject subject : subjects) {
                Scaled scaled = new Scaled(subject);
                for (int batch : batches) {
                    row(scaled, "batch", batch, scaled.batch(batch), backends).ifPresent(rows::add);
                }
                for (int side : sides) {
                    row(scaled, "side", side, scaled.side(side), backends).ifPresent(rows::add);
                }
            }
            print(new Scaling(names, rows), selection.conditions("scale", backends));
        } finally {
            backends.forEach(Backend::close);
        }
        return wrong ? 1 : 0;
    }

    /** A size; nothing if no side can run it. */
    private Optional<Scaling.Row> row(Scaled scaled, String grows, int size, Shape shape, List<Backend> backends)
            throws IOException, InterruptedException {
        String series = scaled.subject().name() + ", " + grows;
        selection.remarks().println(series + " " + size);
        Subject subject = scaled.with(shape);
        Map<String, Scaling.Cost> costs = new LinkedHashMap<>();
        Map<String, Times> times;
        try (Lineup lineup = new Lineup(subject, backends, selection.threads(), false, selection.remarks())) {
            // Not every network can be of any size: what no side runs is nobody's fault.
            wrong |= lineup.wrong() && lineup.sides().containsKey(Selection.ORT);
            times = new Contest(seconds).run(lineup.sides());
        }
        for (Map.Entry<String, Times> side : times.entrySet()) {
            Memory memory =
                    withoutMemory ? null : MemoryProcess.run(side.getKey(), subject, selection.threads(), seconds);
            costs.put(side.getKey(), new Scaling.Cost(side.getValue().median(), memory));
        }
        long pixels = (long) shape.extent(0) * shape.extent(2) * shape.extent(3);
        return costs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Scaling.Row(series, size, shape.extent(0), pixels, costs));
    }

    private void print(Scaling scaling, List<String> conditions) throws IOException {
        conditions.forEach(line -> selection.results().println("# " + line));
        selection
                .results()
                .println(
                        "# medians of " + Contest.ROUNDS + " alternating rounds, " + seconds
                                + " s a side; peak memory: VmHWM of a process a size and side; of best: the series' cheapest pixel");
        selection
                .results()
                .print(
                        selection.tsv()
                                ? scaling.table().toTsv()
                                : scaling.table().toString());
        scaling.verdicts().forEach(selection.results()::println);
        if (chart != null) {
            List<String> notes = new ArrayList<>(conditions);
            notes.add("Shaded: within 25 % of the cheapest pixel of "
                    + scaling.sides().get(0) + ". Memory: the most that a process of its own ever had resident.");
            Files.writeString(
                    chart,
                    scaling.chart("Cost by input size, Nacre beside ONNX Runtime", notes)
                            .toSvg());
        }
    }
}
