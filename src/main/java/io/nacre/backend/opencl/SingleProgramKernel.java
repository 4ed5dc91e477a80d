package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.KernelProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation on one kernel file's program, launched once or several times, without scratch memory. */
abstract class SingleProgramKernel extends ProgramKernel {

    SingleProgramKernel(KernelProgram program) {
        super(program);
    }

    /** What each launch is given. */
    abstract List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs);

    @Override
    final List<Call> calls(List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        return arguments(inputs, outputs).stream()
                .map(arguments -> new Call(program(), arguments))
                .toList();
    }
}
