package io.nacre.backend.opencl;

import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClQueue;
import io.nacre.backend.opencl.cl.FaultWord;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An operation as one or several launches of kernel files' programs. The programs belong to the backend. */
abstract class ProgramKernel implements Kernel {
    private final KernelProgram program;
    private String reason = "";

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

    /** Says why it was taken and others were not, before anybody else sees it. */
    final ProgramKernel because(String why) {
        reason = why;
        return this;
    }

    @Override
    public String reason() {
        return reason;
    }

    /** The launches, in order. */
    abstract List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch);

    /** Whether the kernel checks indices; it is then given the queue's fault word as well. */
    boolean checksIndices() {
        return false;
    }

    @Override
    public String algorithm() {
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
        BoundLaunch launch = new BoundLaunch(ours, program, checksIndices() ? ours.faultWord() : null);
        try {
            for (Call call : calls(inputs, outputs, scratch)) {
                launch.add(call.program, call.arguments);
            }
        } catch (RuntimeException e) {
            launch.close();
            throw e;
        }
        return launch;
    }

    /** The view of an input that the kernel did not ask for in packed form. */
    static View input(List<@Nullable View> inputs, int index) {
        return Objects.requireNonNull(inputs.get(index), () -> "view of input " + index);
    }

    @Override
    public final void close() {
        // the program is shared and belongs to the backend
    }

    private static final class BoundLaunch implements OpenClLaunch {
        private final ClQueue queue;
        private final KernelProgram main;
        private final @Nullable FaultWord faultWord;
        /** By which the fault word knows this launch. */
        private final int number;

        private ClLaunch[] launches = {};
        private final List<KernelProgram> programs = new ArrayList<>();

        BoundLaunch(ClQueue queue, KernelProgram main, @Nullable FaultWord faultWord) {
            this.queue = queue;
            this.main = main;
            this.faultWord = faultWord;
            this.number = faultWord == null ? 0 : faultWord.register(this);
        }

        void add(KernelProgram program, Arguments arguments) {
            if (faultWord != null) {
                arguments.view("fault", new View(faultWord.memory(), 0, 0)).put("launch", number);
            }
            ClLaunch[] longer = Arrays.copyOf(launches, launches.length + 1);
            longer[launches.length] = program.bind(arguments);
            launches = longer;
            programs.add(program);
        }

        @Override
        public KernelProgram main() {
            return main;
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < launches.length; i++) {
                parts.add(new Part(programs.get(i), launches[i].global(), launches[i].local()));
            }
            return parts;
        }

        @Override
        public void enqueue() {
            if (faultWord != null) {
                faultWord.arm();
            }
            queue.enqueue(launches);
        }

        @Override
        public void close() {
            for (ClLaunch launch : launches) {
                launch.close();
            }
            if (faultWord != null) {
                faultWord.forget(number);
            }
        }
    }
}
