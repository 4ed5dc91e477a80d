package io.nacre.backend.opencl.program;

import io.nacre.backend.Device;
import io.nacre.error.BackendException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one opened device. Kernels of equal source and equal options share one program; it is built once, and
 * lives as long as the device is open.
 */
public final class KernelPrograms implements Programs, AutoCloseable {
    /** OpenCL C 1.2 is what every driver speaks; kernels' parameters are bound by their names. */
    private static final String ALWAYS = "-cl-std=CL1.2 -cl-kernel-arg-info ";

    private final ProgramBuilder builder;
    private final Device.Kind kind;
    private final KernelSources sources;
    private final Map<String, Map<String, Long>> macros;
    private final Map<String, KernelSource> read = new ConcurrentHashMap<>();
    private final Map<Key, Slot> built = new ConcurrentHashMap<>();

    private record Key(String place, String text, BuildOptions options) {}

    /** A program, or none yet; its monitor makes others wait for the one who builds. */
    private static final class Slot {
        private @Nullable KernelProgram program;
    }

    /**
     * No programs yet.
     *
     * @param builder makes them
     * @param kind what heads of files may give other values to macros for
     * @param macros values of macros that come in place of all others, by file: {@code convolution/direct.cl}, or a file
     *     of the user's own
     */
    public KernelPrograms(
            ProgramBuilder builder, Device.Kind kind, KernelSources sources, Map<String, Map<String, Long>> macros) {
        this.builder = builder;
        this.kind = kind;
        this.sources = sources;
        this.macros = new ConcurrentHashMap<>(macros);
    }

    @Override
    public KernelProgram program(String path, BuildOptions options) {
        return program(source(path), macros.getOrDefault(path, Map.of()), options);
    }

    /** Programs of a file of the user's own, whichever file an operation asks for. */
    public Programs of(Path own) {
        KernelSources beside = sources.besides(own);
        String name = own.getFileName().toString();
        return (path, options) ->
                program(KernelSource.read(beside, name), macros.getOrDefault(own.toString(), Map.of()), options);
    }

    /**
     * These, with other values for macros of one file, unless the user gave it some.
     *
     * @param file {@code convolution/direct.cl}
     */
    public Programs with(String file, Map<String, Long> values) {
        return (path, options) -> path.equals(file) && !macros.containsKey(path)
                ? program(source(path), values, options)
                : program(path, options);
    }

    /**
     * The program of a kernel file.
     *
     * @param tuning macros that have these values
     * @param options macros that the operation sets; what the file's head says for this kind of device comes on top
     */
    private KernelProgram program(KernelSource source, Map<String, Long> tuning, BuildOptions options) {
        KernelHead head = source.head();
        requireTuning(head, tuning, options);
        BuildOptions all = options.orElse(tuning).orElse(head.overrides().getOrDefault(kind, Map.of()));
        Slot slot = built.computeIfAbsent(new Key(head.place(), source.text(), all), key -> new Slot());
        synchronized (slot) {
            KernelProgram program = slot.program;
            if (program == null) {
                program = new KernelProgram(
                        source, options, all, builder.build(head.place(), source.text(), ALWAYS + all));
                slot.program = program;
            }
            return program;
        }
    }

    private static void requireTuning(KernelHead head, Map<String, Long> tuning, BuildOptions options) {
        for (String name : tuning.keySet()) {
            Set<String> own = new TreeSet<>(head.defaults().keySet());
            own.removeAll(options.macros().keySet());
            if (!own.contains(name)) {
                throw new BackendException(head.place() + ": '" + name + "' is not among its macros " + own
                        + (options.macros().containsKey(name) ? "; the operation sets it" : ""));
            }
        }
    }

    /**
     * Has the driver load its compiler, by a program that no cache of programs can know: the first build takes longest. Whoever
     * asks for this tries programs, and they are not stored.
     */
    public void warmUp() {
        builder.forget();
        builder.warmUp(ALWAYS);
    }

    /** Gives macros of a file other values, in place of all that it was given before. From now on programs are not stored. */
    public void tune(String file, Map<String, Long> values) {
        builder.forget();
        macros.put(file, Map.copyOf(values));
    }

    /** What the compiler gets of a kernel file. */
    public String text(String path) {
        return source(path).text();
    }

    /** A kernel file as it is now. */
    public KernelSource source(String path) {
        return sources.mayChange()
                ? KernelSource.read(sources, path)
                : read.computeIfAbsent(path, name -> KernelSource.read(sources, name));
    }

    /** How many programs were built. */
    public int size() {
        return built.size();
    }

    /** How many of them the compiler built, out of their sources. */
    public int compiled() {
        return builder.compiled();
    }

    /** Stores programs for processes to come, and closes all. */
    @Override
    public void close() {
        builder.store();
        for (Slot slot : built.values()) {
            synchronized (slot) {
                if (slot.program != null) {
                    slot.program.program().close();
                }
            }
        }
    }
}
