package io.nacre.cli;

import io.nacre.Nacre;
import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.plan.Step;
import io.nacre.plan.StepTime;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times models. */
@Command(
        name = "bench",
        description = {
            "Times models, from the caller's array to a result that can be read: median, tenth and ninetieth percentile,"
                    + " samples a second, and the rate of floating-point operations at the median.",
            "Each model runs for a while unmeasured, so that the JVM has compiled it."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final double WARM_UP = 1.5;
    private static final int PROFILES = 5;

    @Parameters(arity = "1..*", paramLabel = "MODEL.onnx")
    private List<Path> files = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Samples a run; as many as the model's input has by default.")
    private int batch;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long is measured; 3 by default.")
    private double seconds;

    @Option(names = "--repeat", paramLabel = "N", description = "Measure so many runs instead.")
    private int repeats;

    @Option(names = "--profile", description = "Also a row a step: the median of its times on the device.")
    private boolean profile;

    @Mixin
    private final InputShapes shapes = new InputShapes();

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final AccuracyOption accuracy = new AccuracyOption();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        if (batch < 0 || repeats < 0 || !(seconds > 0)) {
            throw new NacreException("bench: --batch, --repeat and --seconds must be above 0");
        }
        TextTable table = new TextTable(
                "model", "backend", ">batch", ">ms", ">p10", ">p90", ">runs", ">samples/s", ">GFLOP", ">GFLOP/s");
        List<TextTable> profiles = new ArrayList<>();
        try (BackendSelection.Opened opened = selection.open(output)) {
            for (Path file : files) {
                Model model = Nacre.load(file);
                List<Tensor> inputs = shapes.inputs(model, file, batch, output);
                for (Backend backend : opened.backends()) {
                    output.remark(name(file) + " on " + backend.name() + ": " + InputShapes.describe(inputs));
                    try (Session session = Session.open(model, backend, accuracy.session(Accuracy.FAST))) {
                        measure(name(file), backend, session, inputs, table);
                        if (profile) {
                            profiles.add(profile(session, inputs));
                        }
                    }
                }
            }
        }
        output.print(table);
        for (TextTable steps : profiles) {
            output.results().println();
            output.print(steps);
        }
        return Main.DONE;
    }

    /** The file's name, and its folder's before it where all models are called the same. */
    private static String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        boolean telling = !absolute.endsWith("model.onnx") || names < 2;
        return absolute.getName(telling ? names - 1 : names - 2).toString();
    }

    private void measure(String name, Backend backend, Session session, List<Tensor> inputs, TextTable table) {
        List<Tensor> results = session.run(inputs);
        Runnable run = () -> session.run(inputs, results);
        Timing.during(run, WARM_UP, 1);
        Timing timing = repeats > 0 ? Timing.of(run, repeats) : Timing.during(run, seconds, 5);
        double gigaflops = session.plan(inputs).flops() / 1e9;
        int samples = inputs.isEmpty() || inputs.get(0).shape().rank() == 0
                ? 1
                : inputs.get(0).shape().extent(0);
        table.row(
                name,
                backend.name(),
                samples,
                TextTable.decimal(timing.median(), 3),
                TextTable.decimal(timing.milliseconds(0.1), 3),
                TextTable.decimal(timing.milliseconds(0.9), 3),
                timing.runs(),
                TextTable.decimal(samples / timing.median() * 1e3, 1),
                TextTable.decimal(gigaflops, 3),
                TextTable.decimal(gigaflops / timing.median() * 1e3, 1));
    }

    private static TextTable profile(Session session, List<Tensor> inputs) {
        Plan plan = session.plan(inputs);
        int count = plan.steps().size();
        long[][] times = new long[count][PROFILES];
        for (int run = 0; run < PROFILES; run++) {
            List<StepTime> steps = session.profile(inputs);
            for (int i = 0; i < count; i++) {
                times[i][run] = steps.get(i).nanoseconds();
            }
        }
        double[] medians = new double[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            medians[i] = new Timing(times[i]).median();
            total += medians[i];
        }
        TextTable table =
                new TextTable(">#", "step", "operation", "algorithm", "output", ">us", ">share", ">GFLOP/s", ">GB/s");
        for (int i = 0; i < count; i++) {
            Step step = plan.steps().get(i);
            table.row(
                    i,
                    step.name(),
                    step.operation(),
                    step.algorithm(),
                    step.output(),
                    TextTable.decimal(medians[i] * 1e3, 1),
                    TextTable.decimal(100 * medians[i] / total, 1) + "%",
                    rate(step.flops(), medians[i]),
                    rate(step.bytes(), medians[i]));
        }
        return table;
    }

    private static String rate(long count, double milliseconds) {
        return milliseconds == 0 ? "-" : TextTable.decimal(count / milliseconds / 1e6, 2);
    }
}
