package io.nacre.backend.opencl;

import io.nacre.backend.BestRate;
import io.nacre.backend.Buffer;
import io.nacre.backend.CachedRoof;
import io.nacre.backend.Queue;
import io.nacre.backend.opencl.cl.ClContext;
import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClQueue;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.tensor.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Measures what a device can do, by {@code roof/fma.cl} and {@code roof/copy.cl}. */
final class OpenClRoof {
    private static final String FMA = "roof/fma.cl";
    private static final String COPY = "roof/copy.cl";

    /** A launch computes at least this much, milliseconds on any device: hundreds of turns of each work-item's loop. */
    private static final long OPERATIONS = 1L << 30;

    private static final long OPERATIONS_ON_GPU = 1L << 35;

    private static final double SECONDS = 0.25;
    /** Elements between which is copied, 64 MiB each; more on a GPU, whose caches are larger and launches dearer. */
    private static final long COPIED = 1L << 24;

    private static final long COPIED_ON_GPU = 1L << 26;

    private final ClContext context;
    private final KernelPrograms programs;
    private final boolean cpu;

    OpenClRoof(ClContext context, KernelPrograms programs, boolean cpu) {
        this.context = context;
        this.programs = programs;
        this.cpu = cpu;
    }

    /** The texts of the kernels that measure, for the key of what was measured. */
    String sources() {
        return CachedRoof.hash((programs.text(FMA) + programs.text(COPY)).getBytes(StandardCharsets.UTF_8));
    }

    CachedRoof.Measured measure() {
        long operations = cpu ? OPERATIONS : OPERATIONS_ON_GPU;
        long copied = cpu ? COPIED : Math.min(COPIED_ON_GPU, context.device().largestBuffer() / Float.BYTES / 16 * 16);
        try (ClQueue queue = context.newQueue(Queue.Mode.PLAIN)) {
            return CachedRoof.Measured.of(
                    multiplyAdds(queue, operations), operations, copies(queue, copied), 2.0 * Float.BYTES * copied);
        }
    }

    private BestRate multiplyAdds(ClQueue queue, long operations) {
        int units = context.device().computeUnits();
        KernelProgram program = programs.program(
                FMA, BuildOptions.NONE.with("LANES", context.device().vectorWidth()));
        try (Buffer y = context.allocate(DataType.F32, 1)) {
            Arguments arguments = new Arguments()
                    .memory("y", y)
                    .put("y_offset", 0L)
                    .put("units", units)
                    .put("a", 0.75f)
                    .put("b", 0.25f)
                    .put("operations", operations);
            return launches(queue, program, arguments);
        }
    }

    private BestRate copies(ClQueue queue, long count) {
        try (Buffer x = context.allocate(DataType.F32, count);
                Buffer y = context.allocate(DataType.F32, count)) {
            Arguments arguments = new Arguments()
                    .memory("x", x)
                    .put("x_offset", 0L)
                    .memory("y", y)
                    .put("y_offset", 0L)
                    .put("count", count);
            return launches(queue, programs.program(COPY, BuildOptions.NONE), arguments);
        }
    }

    private static BestRate launches(ClQueue queue, KernelProgram program, Arguments arguments) {
        try (ClLaunch launch = program.bind(arguments)) {
            return BestRate.of(
                    times -> {
                        ClLaunch[] launches = new ClLaunch[times];
                        Arrays.fill(launches, launch);
                        queue.enqueue(launches);
                        queue.finish();
                    },
                    SECONDS);
        }
    }
}
