package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution_transpose/direct.cl}. */
final class DirectConvolutionTranspose extends ProgramKernel {
    private final ConvolutionTranspose op;
    private final Volume in;
    private final Volume out;

    DirectConvolutionTranspose(KernelPrograms programs, ConvolutionTranspose op, List<TensorType> inputs) {
        super(programs.program(
                "convolution_transpose/direct.cl",
                EpilogueStages.bake(DirectConvolution.bake(op.window()), op.epilogue())));
        this.op = op;
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = Extents.window(Extents.of(in, out), op.window(), in)
                .view("x", input(inputs, 0))
                .view("w", input(inputs, 1))
                .view("y", outputs.get(0))
                .put("groups", op.groups())
                .put("group_in", in.c() / op.groups())
                .put("group_out", out.c() / op.groups());
        return List.of(EpilogueStages.operands(arguments, op.epilogue(), inputs, 2));
    }
}
