package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What several callers of one session get done, beside one caller alone. */
@Command(
        name = "bench callers",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a second of one session by several threads at once, each into tensors of its own, beside those of one"
                    + " thread alone: the median of seven alternating pairs, and the middle half of them.",
        })
public final class Callers implements Callable<Integer> {
    private static final int PAIRS = 7;

    @Mixin
    private final Selection selection = new Selection();

    @Option(names = "--callers", paramLabel = "N", defaultValue = "8", description = "Callers at once; 8 by default.")
    private int callers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "0.5",
            description = "How long each half of a pair runs; 0.5 by default.")
    private double seconds;

    public static void main(String[] arguments) {
        Program.run(new Callers(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (callers < 1 || !(seconds > 0)) {
            throw new NacreException("--callers and --seconds must be above 0");
        }
        TextTable table = new TextTable("runs a second", "backend", ">1 caller", ">" + callers + " callers", ">ratio");
        List<Backend> backends = selection.openCpu();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (Subject subject : selection.networks("")) {
                for (Backend backend : backends) {
                    selection.remarks().println(subject.name() + " on " + backend.name());
                    table.row(row(subject, backend, threads).toArray());
                }
            }
            selection
                    .conditions("callers", backends)
                    .forEach(line -> selection.results().println("# " + line));
        } finally {
            threads.shutdown();
            backends.forEach(Backend::close);
        }
        selection
                .results()
                .println("# medians of " + PAIRS + " alternating pairs, " + seconds
                        + " s each; ratio: above 1, more callers get more done (and the middle half of the pairs)");
        selection.results().print(selection.tsv() ? table.toTsv() : table.toString());
        return 0;
    }

    private List<Object> row(Subject subject, Backend backend, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        double[] one = new double[PAIRS];
        double[] many = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        try (Session session = Session.open(subject.model().get(), backend)) {
            rate(session, subject, threads, 1);
            rate(session, subject, threads, callers);
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean oneFirst = pair % 2 == 0;
                double first = rate(session, subject, threads, oneFirst ? 1 : callers);
                double second = rate(session, subject, threads, oneFirst ? callers : 1);
                one[pair] = oneFirst ? first : second;
                many[pair] = oneFirst ? second : first;
                ratios[pair] = many[pair] / one[pair];
            }
        }
        return List.of(
                subject.name(),
                backend.name(),
                TextTable.decimal(Times.quantile(one, 0.5), 1),
                TextTable.decimal(Times.quantile(many, 0.5), 1),
                TextTable.decimal(Times.quantile(ratios, 0.5), 2)
                        + " (" + TextTable.decimal(Times.quantile(ratios, 0.25), 2)
                        + "–" + TextTable.decimal(Times.quantile(ratios, 0.75), 2) + ")");
    }

    /** Runs a second that so many callers finish, all together. */
    private double rate(Session session, Subject subject, ExecutorService threads, int count)
            throws InterruptedException, ExecutionException {
        List<Future<Long>> done = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        for (int i = 0; i < count; i++) {
            done.add(threads.submit(() -> runs(session, subject.inputs(), end)));
        }
        long runs = 0;
        for (Future<Long> caller : done) {
            runs += caller.get();
        }
        return runs * 1e9 / (System.nanoTime() - start);
    }

    private static long runs(Session session, List<Tensor> inputs, long end) {
        List<Tensor> outputs = session.run(inputs);
        long runs = 1;
        while (System.nanoTime() < end) {
            session.run(inputs, outputs);
            runs++;
        }
        return runs;
    }
}
