package io.nacre.cli;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import io.nacre.error.NacreException;
import io.nacre.plan.Plan;
import io.nacre.plan.Profile;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times models and layers. */
@Command(
        name = "bench",
        description = {
            "Times models and layers, from the caller's array to a result that can be read: median, tenth and ninetieth"
                    + " percentile, samples a second, floating-point operations and bytes a second at the median, and how"
                    + " much of the device's measured peak that is.",
            "Each runs for a while unmeasured, so that the JVM has compiled it."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final double WARM_UP = 1.5;
    private static final int PROFILES = 9;
    private static final String METHOD =
            "from the caller's array into the caller's array; bytes and FLOPs are those of all steps, inputs plus outputs;"
                    + " roof: the time that the device would need for each step's FLOPs or bytes, whichever is longer, as a"
                    + " share of the median";

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "A file, or a layer as PyTorch prints it: \"Conv2d(3, 8, 3)\" with --input SHAPE.")
    private List<String> models = List.of();

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
        List<Workload> workloads = new ArrayList<>();
        for (String model : models) {
            workloads.add(Workload.of(model, shapes, batch, output));
        }
        try (BackendSelection.Opened opened = selection.open(output)) {
            List<Roof> roofs = Roofs.of(opened.backends(), output);
            measure(workloads, opened.backends(), roofs);
        }
        return Main.DONE;
    }

    private void measure(List<Workload> workloads, List<Backend> backends, List<Roof> roofs) {
        TextTable table = new TextTable(
                "model",
                "backend",
                ">batch",
                ">ms",
                ">p10",
                ">p90",
                ">runs",
                ">samples/s",
                ">GFLOP",
                ">GFLOP/s",
                ">GB/s",
                ">roof");
        List<String> profiles = new ArrayList<>();
        for (Workload workload : workloads) {
            for (int i = 0; i < backends.size(); i++) {
                Backend backend = backends.get(i);
                output.remark(
                        workload.name() + " on " + backend.name() + ": " + InputShapes.describe(workload.inputs()));
                try (Session session = Session.open(workload.model(), backend, accuracy.session(Accuracy.FAST))) {
                    measure(workload, backend.name(), session, roofs.get(i), table);
                    if (profile) {
                        profiles.add(profile(workload, session, roofs.get(i)));
                    }
                }
            }
        }
        output.conditions(Conditions.of("bench", backends, roofs, method()));
        output.print(table);
        for (String steps : profiles) {
            output.results().println();
            output.results().print(steps);
        }
        output.results().flush();
    }

    private String method() {
        String measured = repeats > 0 ? repeats + " runs" : TextTable.decimal(seconds, 1) + " s";
        return "after " + WARM_UP + " s unmeasured, " + measured + " each: median, tenth and ninetieth percentile, "
                + METHOD;
    }

    private void measure(Workload workload, String backend, Session session, Roof roof, TextTable table) {
        List<Tensor> inputs = workload.inputs();
        List<Tensor> results = session.run(inputs);
        Runnable run = () -> session.run(inputs, results);
        Timing.during(run, WARM_UP, 1);
        Timing timing = repeats > 0 ? Timing.of(run, repeats) : Timing.during(run, seconds, 5);
        Plan plan = session.plan(inputs);
        double median = timing.median() / 1e3;
        table.row(
                workload.name(),
                backend,
                workload.samples(),
                TextTable.decimal(timing.median(), 3),
                TextTable.decimal(timing.milliseconds(0.1), 3),
                TextTable.decimal(timing.milliseconds(0.9), 3),
                timing.runs(),
                TextTable.decimal(workload.samples() / median, 1),
                TextTable.decimal(plan.flops() / 1e9, 3),
                TextTable.decimal(plan.flops() / 1e9 / median, 1),
                TextTable.decimal(plan.bytes() / 1e9 / median, 1),
                TextTable.decimal(100 * plan.seconds(roof) / median, 1) + "%");
    }

    private String profile(Workload workload, Session session, Roof roof) {
        Profile steps = session.profile(workload.inputs(), PROFILES);
        if (output.tsv()) {
            return steps.table(Optional.of(roof)).toTsv();
        }
        return workload.name() + System.lineSeparator() + steps.describe(Optional.of(roof));
    }
}
