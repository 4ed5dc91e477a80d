package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.Device;
import io.nacre.error.NacreException;
import io.nacre.lab.CompilerLog;
import io.nacre.lab.Lab;
import io.nacre.lab.Macros;
import io.nacre.lab.Scoreboard;
import io.nacre.lab.Simulator;
import io.nacre.lab.Sweep;
import io.nacre.lab.SweepSpace;
import io.nacre.lab.Target;
import io.nacre.lab.TrialResult;
import io.nacre.lab.Verdict;
import io.nacre.lab.Version;
import io.nacre.lab.Watch;
import io.nacre.lab.Worker;
import io.nacre.op.OpNames;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
            description =
                    "Run tiny shapes in Oclgrind: races, reads of what was never written, accesses out of bounds.")
    private boolean check;

    @Option(
            names = "--sweep",
            arity = "1..*",
            paramLabel = "MACRO=N,N,...",
            description = "Try all combinations of these values of the kernel's macros, and say which is fastest.")
    private List<String> sweep = List.of();

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description =
                    "Of a sweep only combinations for which this holds: \"TILE_M * TILE_N <= 1024\". May be repeated.")
    private List<String> where = List.of();

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Begin no more trials of a sweep after so long; combinations then come in a mixed order.")
    private double within;

    @Option(names = "--child", hidden = true, description = "Be the process in which kernels are tried.")
    private boolean child;

    @Mixin
    private final InputShapes shapes = new InputShapes();

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!child && journal.looksBack(!expression.isEmpty() || !model.isEmpty())) {
            return journal.show(JournalOptions.target(expression, model, step), output);
        }
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
        if (watch && folder == null && selection.ownKernels().isEmpty()) {
            throw new NacreException(
                    "lab --watch: the built-in kernels cannot change; --kernels DIR names a folder of them, --kernel FILE"
                            + " one of your own");
        }
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        if (check) {
            return simulate(arguments, folder);
        }
        SweepSpace space = SweepSpace.parse(sweep, where);
        TrialResult builtIn = selection.ownKernels().isEmpty() ? null : builtIn(arguments);
        try (Lab lab = lab(ChildProcess.of("lab", arguments))) {
            return sweep.isEmpty() ? experiment(lab, folder, builtIn) : sweep(lab, space, folder, builtIn);
        }
    }

    private Lab lab(List<String> command) {
        return new Lab(command, seconds(limit), this::printed);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** The built-in kernel beside one of the user's own. */
    private TrialResult builtIn(List<String> arguments) {
        try (Lab lab = lab(ChildProcess.of("lab", ChildProcess.without("--kernel", arguments)))) {
            return trial(lab, Macros.NONE);
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
        private @Nullable Target target;

        @Override
        public Backend backend() throws IOException {
            return selection.openOpenCl(OpNames.of(target().op()));
        }

        @Override
        public Backend plain() {
            return Backends.open("cpu-scalar");
        }

        @Override
        public List<Target> targets() throws IOException {
            return List.of(target());
        }

        private Target target() throws IOException {
            Target known = target;
            if (known == null) {
                known = planned();
                target = known;
            }
            return known;
        }

        private Target planned() throws IOException {
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

    private int experiment(Lab lab, @Nullable Path folder, @Nullable TrialResult builtIn) throws InterruptedException {
        Watch files = watch ? new Watch(Optional.ofNullable(folder)) : null;
        Scoreboard scores = new Scoreboard();
        Instant started = Instant.now();
        TrialResult result = first(lab, scores, folder, builtIn, started);
        if (files == null) {
            return result.isRight() ? Main.DONE : Main.CHECK_FAILED;
        }
        Version shown = result.version();
        print("watching " + (shown.files().isEmpty() && folder != null ? folder : "these files") + "; Ctrl-C ends it");
        while (true) {
            Set<Path> wanted = new LinkedHashSet<>();
            if (folder == null
                    || result.verdict() != Verdict.BROKEN) { // else the mistake may be in any file of the folder
                wanted.addAll(result.version().files());
                wanted.addAll(selection.ownKernels());
            }
            Watch.Change change = files.await(wanted);
            result = trial(lab, Macros.NONE);
            if (!result.version().launches().isEmpty() && !same(shown, result.version())) {
                describe(result.version());
                shown = result.version();
            }
            report(scores, result, change.time(), "after the save", folder);
        }
    }

    /** A trial that is kept. */
    private TrialResult trial(Lab lab, Macros macros) {
        Instant begun = Instant.now();
        TrialResult result = lab.trial(macros);
        journal.keep(result, begun, selection.kernelFolder(), output);
        return result;
    }

    /** The first trial, beside the built-in kernel if it is one of the user's own. */
    private TrialResult first(
            Lab lab, Scoreboard scores, @Nullable Path folder, @Nullable TrialResult builtIn, Instant started) {
        TrialResult result = trial(lab, Macros.NONE);
        describe(result);
        if (builtIn != null) {
            if (result.version().equals(builtIn.version())) {
                print("this is the built-in kernel: yours is for another operation, or its @requires does not hold");
                report(scores, result, started, "after the start", folder);
                return result;
            }
            print("built in  " + builtIn.version().algorithm());
            report(scores, builtIn, started, "after the start", folder);
        }
        report(scores, result, started, "after the start", folder);
        return result;
    }

    private int sweep(Lab lab, SweepSpace space, @Nullable Path folder, @Nullable TrialResult builtIn) {
        TrialResult standard = first(lab, new Scoreboard(), folder, builtIn, Instant.now());
        if (standard.version().algorithm().isEmpty()) {
            return Main.CHECK_FAILED; // it does not build as it is
        }
        Macros macros = Macros.parse(standard.version().algorithm());
        Sweep search = new Sweep(
                space.within(macros.values().keySet(), standard.version().file()), seconds(within));
        Sweep.Outcome outcome = search.run(standard, chosen -> trial(lab, chosen), this::progress);
        output.print(SweepTable.of(outcome));
        print(SweepTable.best(outcome));
        return outcome.best().isPresent() ? Main.DONE : Main.CHECK_FAILED;
    }

    private void progress(int number, int all, Sweep.Entry entry) {
        output.remark(number + " of " + all + "  " + entry.macros() + "  " + SweepTable.told(entry));
    }

    private int simulate(List<String> arguments, @Nullable Path folder) throws IOException {
        Simulator simulator = Simulator.find();
        Device.Kind kind;
        try (Backend backend = new CommandsWorkbench().backend()) {
            kind = backend.device().kind();
        }
        List<String> command = ChildProcess.of("lab", arguments, "-Dnacre.opencl.kind=" + kind);
        Simulator.Findings findings = simulator.run(command, line -> print("oclgrind: " + line));
        Path root = folder == null ? Path.of("kernels") : folder;
        findings.reports()
                .forEach(report -> CompilerLog.lines(report.message(), root).forEach(line -> print("  " + line)));
        findings.faults().forEach(fault -> print("oclgrind: the simulator itself did not get to its end: " + fault));
        boolean clean = findings.reports().isEmpty() && findings.faults().isEmpty();
        print("oclgrind: " + (clean ? "nothing found" : findings.reports().size() + " places"));
        return clean ? Main.DONE : Main.CHECK_FAILED;
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
        print("  kernel     " + result.version().file());
        print("  options    " + result.version().options());
        describe(result.version());
        result.version().files().forEach(file -> print("  file       " + file));
    }

    /** What an edit can change without a word elsewhere. */
    private void describe(Version version) {
        print("  algorithm  " + version.algorithm());
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
