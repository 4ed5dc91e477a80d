package io.nacre.backend.opencl;

import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClQueue;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operation as one or several launches of kernel files' programs. The programs belong to the backend. */
abstract class ProgramKernel implements Kernel {
    private final KernelProgram program;

    /**
     * A launch.
     *
     * @param program what is launched
     * @param arguments what it is given
     */
    record Call(KernelProgram program, Arguments arguments) {}

    /**
     * An operation.
     *
     * @param program the one that does the work
     */
    ProgramKernel(KernelProgram program) {
        this.program = program;
    }

    /** The program that does the work. */
    final KernelProgram program() {
        return program;
    }

    /** The launches, in order. */
    abstract List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch);

    @Override
    public final String algorithm() {
        return program.algorithm();
    }

    @Override
    public long scratchElements() {
        return 0;
    }

    @Override
    public final Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        if (!(queue instanceof ClQueue ours)) {
            throw new BackendException("OpenCL: a " + queue.getClass().getSimpleName() + " is not a queue of OpenCL");
        }
        List<ClLaunch> launches = new ArrayList<>();
        try {
            for (Call call : calls(inputs, outputs, scratch)) {
                launches.add(call.program.bind(call.arguments));
            }
        } catch (RuntimeException e) {
            launches.forEach(ClLaunch::close);
            throw e;
        }
        return new BoundLaunch(ours, launches.toArray(ClLaunch[]::new));
    }

    /** The view of an input that the kernel did not ask for in packed form. */
    static View input(List<@Nullable View> inputs, int index) {
        return Objects.requireNonNull(inputs.get(index), () -> "view of input " + index);
    }

    @Override
    public final void close() {
        // the program is shared and belongs to the backend
    }

    private static final class BoundLaunch implements Launch {
        private final ClQueue queue;
        private final ClLaunch[] launches;

        BoundLaunch(ClQueue queue, ClLaunch[] launches) {
            this.queue = queue;
            this.launches = launches;
        }

        @Override
        public void enqueue() {
            queue.enqueue(launches);
        }

        @Override
        public void close() {
            for (ClLaunch launch : launches) {
                launch.close();
            }
        }
    }
}
