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

/** An operation on one kernel file's program, launched once or several times. The program belongs to the backend. */
abstract class ProgramKernel implements Kernel {
    private final KernelProgram program;

    ProgramKernel(KernelProgram program) {
        this.program = program;
    }

    /** What each launch is given. */
    abstract List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs);

    @Override
    public final String algorithm() {
        return program.algorithm();
    }

    @Override
    public final long scratchElements() {
        return 0;
    }

    @Override
    public final Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        if (!(queue instanceof ClQueue ours)) {
            throw new BackendException("OpenCL: a " + queue.getClass().getSimpleName() + " is not a queue of OpenCL");
        }
        List<ClLaunch> launches = new ArrayList<>();
        try {
            for (Arguments arguments : arguments(inputs, outputs)) {
                launches.add(program.bind(arguments));
            }
        } catch (RuntimeException e) {
            launches.forEach(ClLaunch::close);
            throw e;
        }
        return new BoundLaunch(ours, launches.toArray(ClLaunch[]::new));
    }

    /** An input's view; there is one for every input, as no kernel asks for packed weights yet. */
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
