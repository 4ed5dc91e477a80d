package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Normalization;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code normalization/rows.cl}. */
final class RowNormalization extends SingleProgramKernel {
    private final Normalization op;
    private final Shape x;
    private final int count;

    RowNormalization(Programs programs, Normalization op, List<TensorType> inputs) {
        super(programs.program("normalization/rows.cl", BuildOptions.NONE));
        this.op = op;
        this.x = inputs.get(0).shape();
        this.count = inputs.size() == 1 ? 0 : inputs.get(1).shape().extent(0);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        int size = Math.toIntExact(x.elements(op.axis(), x.rank()));
        boolean affine = inputs.size() > 1;
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("weight", input(inputs, affine ? 1 : 0)) // a stand-in where there is none
                .view("bias", input(inputs, affine ? 2 : 0))
                .view("y", outputs.get(0))
                .put("affine", affine ? 1 : 0)
                .put("epsilon", op.epsilon())
                .put("rows", x.elements() / size)
                .put("size", size)
                .put("span", affine ? op.span() : 1)
                .put("count", affine ? count : 1));
    }
}
