package io.nacre.lab;

import io.nacre.backend.Backend;
import io.nacre.backend.CachedRoof;
import io.nacre.backend.Queue;
import io.nacre.backend.opencl.OpenClCompiler;
import io.nacre.backend.opencl.OpenClLaunch;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.KernelSource;
import io.nacre.error.NacreException;
import io.nacre.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries whatever kernel a backend has for a target at the moment: builds it, runs every check with guards around all
 * memory, and times it. In the process that it is called in: {@link Child} has another one for that.
 */
final class Trial {
    private static final double SECONDS = 0.2;
    private static final long WARM_NANOS = 30_000_000;
    private static final int LEAST_RUNS = 7;
    private static final int MOST_RUNS = 300;

    private final Backend backend;
    private final Target target;
    private final Subject subject;
    private final CheckRun checks;
    private final BiConsumer<Wire.Kind, String> told;
    private Version version = Version.UNKNOWN;
    private List<KernelSource> sources = List.of();

    /**
     * Trials of a target; the reference's answers to all checks are computed now.
     *
     * @param plain plain Java
     * @param told what is about to be done, and what is known so far, for the case that it does not end
     */
    Trial(Backend backend, Backend plain, Target target, BiConsumer<Wire.Kind, String> told) {
        this.backend = backend;
        this.target = target;
        this.told = told;
        phase("measuring the device's peak");
        this.subject = Subject.of(target, backend);
        Reference reference = new Reference(plain);
        List<Check> all = Checks.of(target);
        all.forEach(check -> {
            phase("computing the reference's answer to " + check);
            reference.answers(check, 1);
        });
        this.checks = new CheckRun(backend, reference, all);
    }

    /** A result as it stands when nothing more is heard of the trial. */
    TrialResult soFar() {
        return result(Verdict.CRASHED, "", Times.NONE);
    }

    private void phase(String phase) {
        told.accept(Wire.Kind.PHASE, phase);
    }

    /**
     * One trial from the build to the times.
     *
     * @param request which kernel, with which values for the macros of its file
     */
    TrialResult run(TrialRequest request) {
        phase("build");
        List<Tensor> inputs = SampleData.of(target.op(), target.inputs(), false);
        try {
            tune(request, inputs);
        } catch (NacreException e) {
            return result(Verdict.BROKEN, String.valueOf(e.getMessage()), Times.NONE);
        }
        try (BoundOperation bound = bound(inputs)) {
            version = version(bound);
            told.accept(Wire.Kind.BUILT, soFar().toJson());
            String fault = checks.firstFault(this::phase);
            if (fault.isEmpty() && request.worth() > 0) {
                Times first = times(bound, SECONDS / 10);
                if (first.median() > request.worth()) {
                    return result(Verdict.SLOW, "", first);
                }
            }
            fault = fault.isEmpty() ? checks.otherFault(this::phase) : fault;
            Times times = CheckRun.isMemoryFault(fault) ? Times.NONE : times(bound, SECONDS);
            return result(fault.isEmpty() ? Verdict.RIGHT : Verdict.WRONG, fault, times);
        } catch (NacreException e) {
            version = changed();
            return result(Verdict.BROKEN, String.valueOf(e.getMessage()), Times.NONE);
        }
    }

    private BoundOperation bound(List<Tensor> inputs) {
        return new BoundOperation(backend, Queue.Mode.PROFILING, target.op(), inputs, target.known());
    }

    /** Which file does the work is known when it has been built. */
    private void tune(TrialRequest request, List<Tensor> inputs) {
        if (!(backend instanceof OpenClCompiler compiler)) {
            return;
        }
        Macros macros = request.macros();
        if (!request.algorithm().isEmpty()) {
            compiler.ask(List.of(request.algorithm()));
            compiler.tune(request.algorithm() + ".cl", macros.values());
            return;
        }
        if (sources.isEmpty() && !macros.values().isEmpty()) {
            try (BoundOperation untuned = bound(inputs)) {
                version = version(untuned);
            }
        }
        if (!sources.isEmpty()) {
            compiler.tune(sources.get(0).file(), macros.values());
        }
    }

    private TrialResult result(Verdict verdict, String fault, Times times) {
        return new TrialResult(Instant.now(), subject, version, verdict, fault, times);
    }

    /** What the files of the version before hold now; as it was where they cannot be read. */
    private Version changed() {
        if (sources.isEmpty()) {
            return version; // it never was built
        }
        try {
            String text = sources.stream().map(source -> source.again().text()).collect(Collectors.joining());
            return new Version(
                    version.file(), hash(text), version.algorithm(), version.options(), List.of(), version.files());
        } catch (NacreException e) {
            return version;
        }
    }

    private Version version(BoundOperation bound) {
        if (!(bound.launch() instanceof OpenClLaunch launch)) {
            return Version.UNKNOWN;
        }
        List<OpenClLaunch.Part> parts = launch.parts();
        KernelProgram main = launch.main();
        sources = Stream.concat(Stream.of(main), parts.stream().map(OpenClLaunch.Part::program))
                .map(KernelProgram::source)
                .distinct()
                .toList();
        List<Path> files = sources.stream()
                .flatMap(source -> source.files().stream())
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
        return new Version(
                main.head().place(),
                hash(sources.stream().map(KernelSource::text).collect(Collectors.joining())),
                main.algorithm(),
                main.options().toString(),
                parts.stream().map(Trial::describe).toList(),
                files);
    }

    private static String hash(String text) {
        return CachedRoof.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(OpenClLaunch.Part part) {
        return part.program().head().kernel() + " " + sizes(part.global()) + " in " + sizes(part.local());
    }

    private static String sizes(List<Long> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    private Times times(BoundOperation bound, double seconds) {
        phase("time");
        long warm = System.nanoTime() + WARM_NANOS;
        do {
            bound.run();
        } while (System.nanoTime() < warm);
        List<Long> first = bound.queue().takeTimes();
        long once = first.get(first.size() - 1);
        long runs = Math.max(LEAST_RUNS, Math.min(MOST_RUNS, (long) (seconds * 1e9 / Math.max(1, once))));
        for (int i = 0; i < runs; i++) {
            bound.run();
        }
        return Times.of(bound.queue().takeTimes());
    }
}
