package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.Device;
import io.nacre.error.NacreException;
import io.nacre.lab.CompilerLog;
import io.nacre.lab.Lab;
import io.nacre.lab.Scoreboard;
import io.nacre.lab.Simulator;
import io.nacre.lab.SimulatorReport;
import io.nacre.lab.Target;
import io.nacre.lab.TrialResult;
import io.nacre.lab.Verdict;
import io.nacre.lab.Version;
import io.nacre.lab.Watch;
import io.nacre.lab.Worker;
import io.nacre.plan.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

/** The kernel lab. */
@Command(
        name = "lab",
        description = {
            "Tries the OpenCL kernel of one layer, or of one step of a model: is it right, and how fast is it?",
            "With --watch again each time that its file, or one that it includes, is saved."
        },
        mixinStandardHelpOptions = true)
final class LabCommand implements Callable<Integer> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPR",
            description = "A layer as PyTorch prints it: \"Conv2d(64, 64, 3, padding=1)\" with --input SHAPE.")
    private String expression = "";

    @Option(names = "--model", paramLabel = "FILE.onnx", description = "A model, one of whose steps is tried.")
    private String model = "";

    @Option(
            names = "--step",
            paramLabel = "NAME",
            description = "Which step, by its name or number in the table of profile, where there are several.")
    private String step = "";

    @Option(names = "--watch", description = "Try again whenever a kernel file is saved, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a build or a check may take; 10 by default.")
    private double limit;

    @Option(
            names = "--check",
            description = "Run tiny shapes in Oclgrind: races, reads of what was never written, accesses out of bounds.")
    private boolean check;

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
    public Integer call() throws IOException, InterruptedException {
        if (expression.isEmpty() == model.isEmpty()) {
            throw new NacreException("lab: a layer or --model FILE.onnx is needed, one of the two");
        }
        if (limit <= 0) {
            throw new NacreException("lab: --limit " + limit + " must be above 0");
        }
        if (child) {
            serve();
            return Main.DONE;
        }
        Path folder = selection.kernelFolder().orElse(null);
        if (watch && folder == null) {
            throw new NacreException("lab --watch: the built-in kernels cannot change; --kernels DIR names a folder of them");
        }
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        if (check) {
            return simulate(arguments, folder);
        }
        List<String> command = ChildCommand.of(arguments);
        try (Lab lab = new Lab(command, Duration.ofMillis((long) (limit * 1000)), this::printed)) {
            return experiment(lab, folder);
        }
    }

    /** In the child: stays until the parent ends. */
    private void serve() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        Worker worker = new Worker(System.in, out);
        if (check) {
            worker.simulate(new CommandsWorkbench());
        } else {
            worker.serve(new CommandsWorkbench());
        }
    }

    private final class CommandsWorkbench implements Worker.Workbench {
        @Override
        public Backend backend() {
            return selection.openOpenCl();
        }

        @Override
        public Backend plain() {
            return Backends.open("cpu-scalar");
        }

        @Override
        public Target target() throws IOException {
            Workload workload = Workload.of(expression.isEmpty() ? model : expression, shapes, 0, output);
            try (Backend plain = plain();
                    Session session = Session.open(workload.model(), plain)) {
                return Target.of(workload.name(), session.plan(workload.inputs()), step);
            }
        }
    }

    private void printed(String line) {
        print("  | " + line);
    }

    private int experiment(Lab lab, @Nullable Path folder) throws InterruptedException {
        Watch files = watch && folder != null ? new Watch(folder) : null;
        Scoreboard scores = new Scoreboard();
        Instant started = Instant.now();
        TrialResult result = lab.trial();
        describe(result);
        report(scores, result, started, "after the start", folder);
        if (files == null) {
            return result.isRight() ? Main.DONE : Main.CHECK_FAILED;
        }
        Version shown = result.version();
        print("watching " + (shown.files().isEmpty() ? folder : "these files") + "; Ctrl-C ends it");
        while (true) {
            List<Path> wanted = result.verdict() == Verdict.BROKEN ? List.of() : result.version().files();
            Watch.Change change = files.await(wanted);
            result = lab.trial();
            if (!result.version().launches().isEmpty() && !same(shown, result.version())) {
                describe(result.version());
                shown = result.version();
            }
            report(scores, result, change.time(), "after the save", folder);
        }
    }

    private int simulate(List<String> arguments, @Nullable Path folder) {
        Simulator simulator = Simulator.find();
        Device.Kind kind;
        try (Backend backend = selection.openOpenCl()) {
            kind = backend.device().kind();
        }
        List<String> command = ChildCommand.of(arguments, "-Dnacre.opencl.kind=" + kind);
        List<SimulatorReport> reports = simulator.run(command, line -> print("oclgrind: " + line));
        Path root = folder == null ? Path.of("kernels") : folder;
        reports.forEach(
                report -> CompilerLog.lines(report.message(), root).forEach(line -> print("  " + line)));
        print(reports.isEmpty() ? "oclgrind: nothing found" : "oclgrind: " + reports.size() + " places");
        return reports.isEmpty() ? Main.DONE : Main.CHECK_FAILED;
    }

    private static boolean same(Version shown, Version now) {
        return shown.algorithm().equals(now.algorithm()) && shown.launches().equals(now.launches());
    }

    private void describe(TrialResult result) {
        print(result.subject().target());
        print(String.format(
                Locale.ROOT,
                "%s on %s (%s): at most %.1f GFLOP/s and %.1f GB/s; %.1f MFLOP, %.1f KiB moved",
                result.subject().backend(),
                result.subject().device(),
                result.subject().driver(),
                result.subject().roof().flops() / 1e9,
                result.subject().roof().bytesPerSecond() / 1e9,
                result.subject().flops() / 1e6,
                result.subject().bytes() / 1024.0));
        describe(result.version());
        result.version().files().forEach(file -> print("  file       " + file));
    }

    private void describe(Version version) {
        if (version.launches().isEmpty()) {
            return;
        }
        print("  kernel     " + version.file());
        print("  algorithm  " + version.algorithm());
        print("  options    " + version.options());
        version.launches().forEach(launch -> print("  launch     " + launch));
    }

    private void report(Scoreboard scores, TrialResult result, Instant since, String what, @Nullable Path folder) {
        Duration delay = Duration.between(since, Instant.now());
        print(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + scores.line(result, delay, what));
        if (result.verdict() == Verdict.BROKEN && result.fault().lines().count() > 1) {
            String log = result.fault().substring(result.fault().indexOf('\n') + 1);
            CompilerLog.lines(log, folder == null ? Path.of("kernels") : folder).forEach(line -> print("  " + line));
        }
    }

    private void print(String line) {
        PrintWriter results = output.results();
        results.println(line);
        results.flush();
    }
}
