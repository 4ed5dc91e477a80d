package io.nacre.backend.opencl.program;

import io.nacre.backend.Device;
import io.nacre.backend.opencl.cl.ClContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one opened device. Kernels of equal source and equal options share one program; it is built once, and
 * lives as long as the device is open.
 */
public final class KernelPrograms implements AutoCloseable {
    /** OpenCL C 1.2 is what every driver speaks; kernels' parameters are bound by their names. */
    private static final String ALWAYS = "-cl-std=CL1.2 -cl-kernel-arg-info ";

    private final ClContext context;
    private final Device.Kind kind;
    private final KernelSources sources;
    private final Map<String, KernelSource> read = new ConcurrentHashMap<>();
    private final Map<Key, Slot> built = new ConcurrentHashMap<>();

    private record Key(String path, String text, BuildOptions options) {}

    /** A program, or none yet; its monitor makes others wait for the one who builds. */
    private static final class Slot {
        private @Nullable KernelProgram program;
    }

    /**
     * No programs yet.
     *
     * @param kind what heads of files may give other values to macros for
     */
    public KernelPrograms(ClContext context, Device.Kind kind, KernelSources sources) {
        this.context = context;
        this.kind = kind;
        this.sources = sources;
    }

    /**
     * The program of a kernel file.
     *
     * @param path below the root of all kernels: {@code pool/max.cl}
     * @param options macros; what the file's head says for this kind of device comes on top
     */
    public KernelProgram program(String path, BuildOptions options) {
        KernelSource source = source(path);
        Map<String, Long> overrides = source.head().overrides().getOrDefault(kind, Map.of());
        BuildOptions all = options.orElse(overrides);
        Slot slot = built.computeIfAbsent(new Key(path, source.text(), all), key -> new Slot());
        synchronized (slot) {
            KernelProgram program = slot.program;
            if (program == null) {
                program = new KernelProgram(
                        source, options, all, context.build("kernels/" + path, source.text(), ALWAYS + all));
                slot.program = program;
            }
            return program;
        }
    }

    /** Has the driver load its compiler, by a program that no cache of programs can know: the first build takes longest. */
    public void warmUp() {
        String source = "kernel void warm_up_" + System.nanoTime() + "(global float *y) { y[0] = 0.0f; }";
        context.build("warm-up", source, ALWAYS).close();
    }

    /** What the compiler gets of a kernel file. */
    public String text(String path) {
        return source(path).text();
    }

    private KernelSource source(String path) {
        return sources.mayChange()
                ? KernelSource.read(sources, path)
                : read.computeIfAbsent(path, name -> KernelSource.read(sources, name));
    }

    /** How many programs were built. */
    public int size() {
        return built.size();
    }

    @Override
    public void close() {
        for (Slot slot : built.values()) {
            synchronized (slot) {
                if (slot.program != null) {
                    slot.program.program().close();
                }
            }
        }
    }
}
