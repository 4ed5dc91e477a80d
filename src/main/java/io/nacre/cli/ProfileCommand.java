package io.nacre.cli;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import io.nacre.error.NacreException;
import io.nacre.plan.Profile;
import io.nacre.plan.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows where a model's time goes. */
@Command(
        name = "profile",
        description = {
            "Shows how long each step of a model takes on the device, and how much of the device's measured peak that is.",
            "With --trace also as a timeline, for ui.perfetto.dev or chrome://tracing: for each backend what the host did and what"
                    + " the device's queue ran."
        },
        mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
    private static final String METHOD =
            "the median of each step's times on the device, after a second of runs that do not count; roof: the time that the device would"
                    + " need for the step's FLOPs or bytes, whichever is longer, as a share of its time";

    private static final long WARM_UP_NANOS = 1_000_000_000;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A file, or a layer as PyTorch prints it: \"Conv2d(3, 8, 3)\" with --input SHAPE.")
    private String model = "";

    @Option(
            names = "--trace",
            paramLabel = "FILE.json",
            description = "Also writes a timeline, in Chrome's trace format.")
    private @Nullable Path trace;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Samples a run; as many as the model's input has by default.")
    private int batch;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "31",
            description = "How many runs are measured; 31 by default.")
    private int repeats;

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
        if (batch < 0 || repeats < 1) {
            throw new NacreException("profile: --batch and --repeat must be above 0");
        }
        Workload workload = Workload.of(model, shapes, batch, output);
        List<Profile> profiles = new ArrayList<>();
        try (BackendSelection.Opened opened = selection.open(output)) {
            List<Roof> roofs = Roofs.of(opened.backends(), output);
            for (Backend backend : opened.backends()) {
                warmUp(workload, backend);
                try (Session session = Session.open(workload.model(), backend, accuracy.session(Accuracy.FAST))) {
                    profiles.add(session.profile(workload.inputs(), repeats));
                }
            }
            output.conditions(Conditions.of("profile", opened.backends(), roofs, METHOD));
            for (int i = 0; i < profiles.size(); i++) {
                print(workload, profiles.get(i), roofs.get(i));
            }
            Path file = trace;
            if (file != null) {
                Files.writeString(file, Trace.of(opened.backends(), profiles), StandardCharsets.UTF_8);
                output.remark("the timeline is in " + file);
            }
        }
        return Main.DONE;
    }

    /** Runs a session of its own until the JVM has compiled what is run, so that the one profiled still shows all it does. */
    private void warmUp(Workload workload, Backend backend) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        try (Session session = Session.open(workload.model(), backend, accuracy.session(Accuracy.FAST))) {
            do {
                session.run(workload.inputs());
            } while (System.nanoTime() < end);
        }
    }

    private void print(Workload workload, Profile profile, Roof roof) {
        if (output.tsv()) {
            output.print(profile.table(Optional.of(roof)));
        } else {
            output.results().println();
            output.results().println(workload.name() + ", " + InputShapes.describe(workload.inputs()));
            output.results().print(profile.describe(Optional.of(roof)));
            output.results().flush();
        }
    }
}
