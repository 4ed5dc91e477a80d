package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Gather;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code layout/gather.cl}. */
final class GatherCopy extends SingleProgramKernel {
    private final Gather op;
    private final Shape x;
    private final long indexCount;

    GatherCopy(Programs programs, Gather op, List<TensorType> inputs) {
        super(programs.program("layout/gather.cl", BuildOptions.NONE));
        this.op = op;
        this.x = inputs.get(0).shape();
        this.indexCount = inputs.get(1).elements();
    }

    @Override
    boolean checksIndices() {
        return true;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("indices", input(inputs, 1))
                .view("y", outputs.get(0))
                .put("outer", x.elements(0, op.axis()))
                .put("extent", x.extent(op.axis()))
                .put("inner", x.elements(op.axis() + 1, x.rank()))
                .put("index_count", indexCount));
    }
}
