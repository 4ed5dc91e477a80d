package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.CacheFolder;
import io.nacre.backend.CachedRoof;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.KernelFiles;
import io.nacre.backend.Leaks;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.backend.opencl.cl.ClContext;
import io.nacre.backend.opencl.cl.ClDevice;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.backend.opencl.program.KernelSource;
import io.nacre.backend.opencl.program.KernelSources;
import io.nacre.backend.opencl.program.ProgramBuilder;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.backend.opencl.tuning.DeviceFamily;
import io.nacre.backend.opencl.tuning.Tuning;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.backend.opencl.tuning.TuningFile;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One OpenCL device. */
final class OpenClBackend implements Backend, OpenClCompiler {
    /** Drivers' compilers rarely keep more threads busy. */
    private static final int MOST_PREPARERS = 8;

    private final String name;
    private final Device device;
    private final ClDevice hardware;
    private final int concurrency;
    private final int preparers;
    private volatile List<String> asked;
    private final TunedChoices tuning;
    private final ClContext context;
    private final KernelPrograms programs;
    private final OwnKernels own;
    private final CachedRoof roof;
    private final Leaks.Watch watch;

    /**
     * Opens a device.
     *
     * @param description its kind decides on algorithms and tiles
     */
    OpenClBackend(String name, ClDevice device, Device description, BackendOptions options) {
        this(name, device, description, options, programFolder());
    }

    /**
     * Opens a device.
     *
     * @param stored where compiled programs are stored; empty for nowhere
     */
    OpenClBackend(String name, ClDevice device, Device description, BackendOptions options, Optional<Path> stored) {
        options.requireAlgorithms(name, Algorithms.NAMES);
        this.asked = options.algorithms();
        KernelFiles files = options.kernels();
        KernelSources sources = new KernelSources(files.folder());
        sources.requireAll(files);
        this.name = name;
        this.hardware = device;
        this.device = description;
        boolean cpu = device.kind() == Device.Kind.CPU;
        int units = cpu ? Math.min(options.threads(), device.computeUnits()) : device.computeUnits();
        this.concurrency = cpu ? units : 1;
        this.preparers = Math.min(options.threads(), MOST_PREPARERS);
        this.context = ClContext.open(device, units, description.memory());
        this.programs =
                new KernelPrograms(new ProgramBuilder(context, stored), description.kind(), sources, files.macros());
        this.own = new OwnKernels(programs, files);
        this.tuning = new TunedChoices(tuning(options, sources), programs, description.kind());
        OpenClRoof measured = new OpenClRoof(context, programs, cpu);
        this.roof = new CachedRoof(
                CacheFolder.path(),
                () -> List.of(
                        "opencl",
                        description.name(),
                        description.driver(),
                        device.version(),
                        units + " units",
                        "JDK " + Runtime.version(),
                        measured.sources()),
                measured::measure);
        this.watch = Leaks.watch(this, name, context.handles(), "handles");
    }

    private static Optional<Path> programFolder() {
        return System.getProperty("nacre.opencl.programs", "").equals("off")
                ? Optional.empty()
                : CacheFolder.path().map(folder -> folder.resolve("programs"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public List<String> algorithms() {
        return Algorithms.NAMES;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public int preparers() {
        return preparers;
    }

    @Override
    public Roof roof() {
        return roof.get();
    }

    @Override
    public Buffer allocate(DataType type, long elements) {
        return context.allocate(type, elements);
    }

    @Override
    public Queue newQueue(Queue.Mode mode) {
        return context.newQueue(mode);
    }

    /** What the tuner found: the user's own results, and those that come with the kernels. */
    private Tuning tuning(BackendOptions options, KernelSources sources) {
        return options.tuned()
                ? new Tuning(
                        device.name(),
                        family(),
                        device.driver(),
                        () -> CacheFolder.path()
                                .map(folder -> TuningFile.in(folder).read())
                                .orElse(List.of()),
                        () -> sources.text("tuning/" + family() + ".json")
                                .map(TuningFile::parse)
                                .orElse(List.of()))
                : Tuning.NONE;
    }

    @Override
    public String family() {
        return DeviceFamily.of(
                device, hardware.platform().name(), System.getProperty("os.arch", ""), hardware.vectorWidth());
    }

    @Override
    public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        try {
            return own.prepare(op, inputs, () -> builtIn(op, inputs, constants, accuracy));
        } catch (ArithmeticException e) {
            throw new UnsupportedException(
                    op.kind() + ": inputs " + inputs + " are too large for OpenCL kernels: " + e.getMessage());
        }
    }

    private ProgramKernel builtIn(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        Optional<TuningEntry> tuned = tuning.find(op, inputs, constants, accuracy);
        Programs tunedPrograms = tuned.<Programs>map(entry -> programs.with(entry.file(), entry.macros()))
                .orElse(programs);
        ProgramKernel kernel =
                op.accept(new Algorithms(tunedPrograms, device.kind(), asked, tuned, inputs, constants, accuracy));
        return tuned.isPresent() && kernel.reason().isEmpty() ? kernel.because(Choice.tuned(tuned.get())) : kernel;
    }

    @Override
    public List<Fitting> fitting(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        Algorithms algorithms =
                new Algorithms(programs, device.kind(), List.of(), Optional.empty(), inputs, constants, accuracy);
        List<Algorithm> all = algorithms.of(op);
        if (all.isEmpty()) {
            KernelSource source = op.accept(algorithms).program().source();
            return List.of(new Fitting(source.path().replaceFirst("\\.cl$", ""), 1, source));
        }
        Algorithm usual = Choice.of(all, List.of(), Optional.empty(), accuracy).algorithm();
        Stream<Algorithm> others = all.stream()
                .filter(algorithm -> algorithm.fits() && accuracy.allows(algorithm.errorFactor()))
                .filter(algorithm -> !algorithm.equals(usual));
        return Stream.concat(Stream.of(usual), others)
                .map(algorithm -> new Fitting(
                        algorithm.name(), algorithm.errorFactor(), programs.source(algorithm.name() + ".cl")))
                .toList();
    }

    @Override
    public void ask(List<String> algorithms) {
        asked = List.copyOf(algorithms);
    }

    @Override
    public void warmUp() {
        programs.warmUp();
    }

    @Override
    public void tune(String file, Map<String, Long> macros) {
        programs.tune(file, macros);
    }

    /** The programs built so far. */
    KernelPrograms programs() {
        return programs;
    }

    @Override
    public void close() {
        watch.closed(this);
        programs.close();
        if (context.isOpen()) {
            Leaks.left(name, context.handles().longValue(), "handles");
        }
        context.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
