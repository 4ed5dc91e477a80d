package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all kernels of matrix products are given. */
record MatMulExtents(MatMul op, Shape a, Shape b, Shape batch) {

    static MatMulExtents of(MatMul op, List<TensorType> inputs) {
        return new MatMulExtents(
                op,
                inputs.get(0).shape(),
                inputs.get(1).shape(),
                MatMul.batch(op.outputs(inputs).get(0).shape()));
    }

    /**
     * All but {@code b} itself.
     *
     * @param right elements from one matrix of b to the next
     */
    Arguments arguments(List<@Nullable View> inputs, List<View> outputs, long right) {
        long left = (long) a.extent(-2) * a.extent(-1);
        LoopNest nest = LoopNest.of(batch, strides(a, left), strides(b, right));
        Arguments arguments = new Arguments()
                .view("a", ProgramKernel.input(inputs, 0))
                .view("y", outputs.get(0))
                .put("rows", a.extent(-2))
                .put("columns", b.extent(-1))
                .put("depth", a.extent(-1))
                .put("batches", batch.elements())
                .ints("loops", Nests.extents(nest, nest.loops()), 1)
                .longs("a_strides", Nests.strides(nest, 0, nest.loops()))
                .longs("b_strides", Nests.strides(nest, 1, nest.loops()));
        return EpilogueStages.operands(arguments, op.epilogue(), inputs, 2);
    }

    /** The strides of an operand's matrices along the batch axes. */
    private long[] strides(Shape operand, long matrix) {
        long[] matrices = Broadcast.strides(MatMul.batch(operand), batch);
        return Arrays.stream(matrices).map(stride -> stride * matrix).toArray();
    }
}
