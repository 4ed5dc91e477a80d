package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code pool/unpool.cl}, launched once for each of its passes. */
final class MaxUnpooling extends SingleProgramKernel {
    private static final int PASSES = 3;

    private final Volume in;
    private final Volume out;

    MaxUnpooling(KernelPrograms programs, MaxUnpool op, List<TensorType> inputs) {
        super(programs.program("pool/unpool.cl", BuildOptions.NONE));
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
    }

    @Override
    boolean checksIndices() {
        return true;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return IntStream.range(0, PASSES)
                .mapToObj(pass -> new Arguments()
                        .view("x", input(inputs, 0))
                        .view("indices", input(inputs, 1))
                        .view("y", outputs.get(0))
                        .put("pass", pass)
                        .put("items", pass == 1 ? in.plane() : out.plane())
                        .put("batch", in.n())
                        .put("channels", in.c())
                        .put("in_plane", in.plane())
                        .put("out_plane", out.plane()))
                .toList();
    }
}
