package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code matmul/direct.cl}. */
final class DirectMatMul extends SingleProgramKernel {
    private final MatMul op;
    private final Shape a;
    private final Shape b;
    private final Shape batch;

    DirectMatMul(KernelPrograms programs, MatMul op, List<TensorType> inputs) {
        super(programs.program("matmul/direct.cl", EpilogueStages.bake(BuildOptions.NONE, op.epilogue())));
        this.op = op;
        this.a = inputs.get(0).shape();
        this.b = inputs.get(1).shape();
        this.batch = MatMul.batch(op.outputs(inputs).get(0).shape());
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        LoopNest nest = LoopNest.of(batch, strides(a), strides(b));
        Arguments arguments = new Arguments()
                .view("a", input(inputs, 0))
                .view("b", input(inputs, 1))
                .view("y", outputs.get(0))
                .put("rows", a.extent(-2))
                .put("columns", b.extent(-1))
                .put("depth", a.extent(-1))
                .put("batches", batch.elements())
                .ints("loops", Nests.extents(nest, nest.loops()), 1)
                .longs("a_strides", Nests.strides(nest, 0, nest.loops()))
                .longs("b_strides", Nests.strides(nest, 1, nest.loops()));
        return List.of(EpilogueStages.operands(arguments, op.epilogue(), inputs, 2));
    }

    /** The strides of an operand's matrices along the batch axes. */
    private long[] strides(Shape operand) {
        long matrix = operand.elements(operand.rank() - 2, operand.rank());
        long[] matrices = Broadcast.strides(MatMul.batch(operand), batch);
        return Arrays.stream(matrices).map(stride -> stride * matrix).toArray();
    }
}
