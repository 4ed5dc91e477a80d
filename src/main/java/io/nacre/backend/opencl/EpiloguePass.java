package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.EpilogueOp;
import io.nacre.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pointwise/epilogue.cl}: an operation's epilogue where its kernel leaves it out. */
final class EpiloguePass {
    private final KernelProgram program;
    private final EpilogueOp op;
    private final Shape y;

    /**
     * A pass.
     *
     * @param y the operation's output
     */
    EpiloguePass(Programs programs, EpilogueOp op, Shape y) {
        BuildOptions options = EpilogueStages.bake(BuildOptions.NONE, op.epilogue());
        this.program = programs.program(
                "pointwise/epilogue.cl", channelsAreLast(op, y) ? options.with("CHANNELS_ALONG_LANES", 1) : options);
        this.op = op;
        this.y = y;
    }

    private static boolean channelsAreLast(EpilogueOp op, Shape y) {
        return op.channelAxis(y.rank()) == y.rank() - 1;
    }

    ProgramKernel.Call call(List<@Nullable View> inputs, View output) {
        int inner = op.channelAxis(y.rank()) + (channelsAreLast(op, y) ? 0 : 1);
        int outer = channelsAreLast(op, y) ? 0 : 1;
        Arguments arguments = new Arguments()
                .view("y", output)
                .put("inner", y.elements(inner, y.rank()))
                .put("outer", y.elements(outer, inner))
                .put("batch", y.elements(0, outer));
        return new ProgramKernel.Call(
                program, EpilogueStages.operands(arguments, op.epilogue(), inputs, op.ownInputs()));
    }
}
