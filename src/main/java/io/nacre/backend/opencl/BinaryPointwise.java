package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Binary;
import io.nacre.op.Broadcast;
import io.nacre.op.LoopNest;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pointwise/binary.cl}; of floats compared {@code pointwise/compare.cl}, of integers {@code pointwise/integers.cl}. */
final class BinaryPointwise extends SingleProgramKernel {
    private final Binary op;
    private final LoopNest nest;

    private BinaryPointwise(Programs programs, String path, Binary op, List<TensorType> inputs) {
        super(programs.program(path, BuildOptions.NONE));
        this.op = op;
        Shape out = op.outputs(inputs).get(0).shape();
        this.nest = LoopNest.of(
                out,
                out.strides(),
                Broadcast.strides(inputs.get(0).shape(), out),
                Broadcast.strides(inputs.get(1).shape(), out));
    }

    static BinaryPointwise of(Programs programs, Binary op, List<TensorType> inputs) {
        boolean floats = inputs.get(0).type() == DataType.F32;
        String file = floats ? op.function().compares() ? "compare" : "binary" : "integers";
        return new BinaryPointwise(programs, "pointwise/" + file + ".cl", op, inputs);
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = new Arguments()
                .view("a", input(inputs, 0))
                .view("b", input(inputs, 1))
                .view("y", outputs.get(0))
                .put("function", op.function().ordinal());
        return List.of(Nests.split(arguments, nest, "", "a", "b"));
    }
}
