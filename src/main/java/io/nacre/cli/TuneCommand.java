package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.CacheFolder;
import io.nacre.backend.opencl.OpenClCompiler;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.backend.opencl.tuning.TuningFile;
import io.nacre.error.NacreException;
import io.nacre.lab.Lab;
import io.nacre.lab.Target;
import io.nacre.lab.Tuner;
import io.nacre.lab.TuningResult;
import io.nacre.lab.TuningTask;
import io.nacre.lab.Worker;
import io.nacre.plan.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The tuner. */
@Command(
        name = "tune",
        description = {
            "Finds the fastest kernel for each step of models and layers on an OpenCL device, and stores what it found for later"
                    + " runs, which never tune by themselves.",
            "Every candidate is checked against plain Java; one that is wrong, hangs or crashes is rejected."
        },
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "A file, or a layer as PyTorch prints it: \"Conv2d(3, 8, 3)\" with --input SHAPE.")
    private List<String> models = List.of();

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "Begin no more trials after so long; 900 by default. Each step gets its share.")
    private double within;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a build or a check may take; 10 by default.")
    private double limit;

    @Option(
            names = "--share",
            paramLabel = "DIR",
            description = "Also add what was found to DIR/FAMILY.json, for all devices of this one's family, as"
                    + " kernels/tuning has them.")
    private @Nullable Path share;

    @Option(names = "--child", hidden = true, description = "Be the process in which kernels are tried.")
    private boolean child;

    @Mixin
    private final InputShapes shapes = new InputShapes();

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(limit > 0) || !(within > 0)) {
            throw new NacreException("tune: --limit " + limit + " and --within " + within + " must be above 0");
        }
        if (!selection.ownKernels().isEmpty() || selection.asksForAlgorithms()) {
            throw new NacreException("tune: it chooses among the built-in kernels, or those of --kernels DIR, itself;"
                    + " --kernel and --algorithm leave no choice");
        }
        if (child) {
            new Worker(
                            System.in,
                            new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8))
                    .serve(new CommandsWorkbench());
            return Main.DONE;
        }
        try (Backend backend = selection.openOpenCl("")) {
            List<TuningTask> tasks = TuningTask.of(targets());
            List<TuningResult> results = tasks.isEmpty() ? List.of() : tune(backend, tasks);
            output.print(TuningTable.of(results));
            output.remark(TuningTable.sum(results));
            store(backend, results);
            return results.stream().allMatch(result -> result.best().isPresent()) ? Main.DONE : Main.CHECK_FAILED;
        }
    }

    private List<Target> targets() throws IOException {
        List<Target> targets = new ArrayList<>();
        try (Backend plain = Backends.open("cpu-scalar")) {
            for (String model : models) {
                Workload workload = Workload.of(model, shapes, 0, output);
                try (Session session = Session.open(workload.model(), plain)) {
                    targets.addAll(Target.all(workload.name(), session.plan(workload.inputs())));
                }
            }
        }
        return targets;
    }

    private final class CommandsWorkbench implements Worker.Workbench {
        @Override
        public List<Target> targets() throws IOException {
            return TuneCommand.this.targets();
        }

        @Override
        public Backend backend() {
            return selection.openOpenCl("");
        }

        @Override
        public Backend plain() {
            return Backends.open("cpu-scalar");
        }
    }

    private List<TuningResult> tune(Backend backend, List<TuningTask> tasks) {
        OpenClCompiler compiler = (OpenClCompiler) backend;
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), System.console() != null);
        List<TuningResult> results = new ArrayList<>();
        long end = System.nanoTime() + (long) (within * 1e9);
        List<String> command =
                ChildProcess.of("tune", spec.commandLine().getParseResult().originalArgs());
        try (Lab lab = new Lab(command, Duration.ofMillis((long) (limit * 1000)), line -> {})) {
            for (TuningTask task : tasks) {
                int number = results.size();
                Tuner tuner = new Tuner(
                        compiler,
                        backend.device(),
                        lab::trial,
                        (algorithm, tried, all, result) -> bar.show(
                                (number + (double) tried / (all + 1)) / tasks.size(),
                                String.format(
                                        Locale.ROOT,
                                        "%d of %d: %s  %s %d of %d %s",
                                        number + 1,
                                        tasks.size(),
                                        task.target().name(),
                                        algorithm,
                                        tried,
                                        all,
                                        result.verdict())));
                Duration left = Duration.ofNanos(Math.max(1, (end - System.nanoTime()) / (tasks.size() - number)));
                results.add(tuner.tune(task, left));
                bar.clear();
                results.get(number).rejected().forEach(why -> output.remark("rejected for " + task.key() + ": " + why));
            }
        }
        return results;
    }

    /** Keeps what was found for the user, and in a family's file if that is wanted. */
    private void store(Backend backend, List<TuningResult> results) throws IOException {
        List<TuningEntry> entries =
                results.stream().flatMap(result -> result.entries().stream()).toList();
        if (entries.isEmpty()) {
            return;
        }
        Path cache = CacheFolder.path()
                .orElseThrow(() -> new NacreException(
                        "tune: there is no folder to store in; " + CacheFolder.VARIABLE + " names one"));
        add(TuningFile.in(cache), entries);
        Path folder = share;
        if (folder != null) {
            String family = ((OpenClCompiler) backend).family();
            add(
                    TuningFile.of(family, folder, cache),
                    entries.stream().map(entry -> entry.on(family)).toList());
        }
    }

    private void add(TuningFile file, List<TuningEntry> entries) throws IOException {
        file.add(entries);
        output.remark("stored in " + file.path());
    }
}
