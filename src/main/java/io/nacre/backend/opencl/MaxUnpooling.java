package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code pool/unpool.cl}, launched once for each of its passes; or a file that does all in one launch. */
final class MaxUnpooling extends SingleProgramKernel {
    private static final int PASSES = 3;

    private final int passes;
    private final Volume in;
    private final Volume out;

    private MaxUnpooling(Programs programs, int passes, MaxUnpool op, List<TensorType> inputs) {
        super(programs.program("pool/unpool.cl", BuildOptions.NONE));
        this.passes = passes;
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
    }

    static MaxUnpooling inPasses(Programs programs, MaxUnpool op, List<TensorType> inputs) {
        return new MaxUnpooling(programs, PASSES, op, inputs);
    }

    static MaxUnpooling inOneLaunch(Programs programs, MaxUnpool op, List<TensorType> inputs) {
        return new MaxUnpooling(programs, 1, op, inputs);
    }

    @Override
    boolean checksIndices() {
        return true;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        return IntStream.range(0, passes)
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
