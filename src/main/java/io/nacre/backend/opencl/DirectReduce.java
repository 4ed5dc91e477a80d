package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.LoopNest;
import io.nacre.op.Reduce;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code reduce/direct.cl}. */
final class DirectReduce extends SingleProgramKernel {
    private final Reduce op;
    private final Shape x;

    DirectReduce(Programs programs, Reduce op, List<TensorType> inputs) {
        super(programs.program("reduce/direct.cl", BuildOptions.NONE));
        this.op = op;
        this.x = inputs.get(0).shape();
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        LoopNest stays = nest(axis -> !op.axes().contains(axis));
        LoopNest goes = nest(op.axes()::contains);
        int inner = Math.max(goes.loops() - 1, 0);
        return List.of(new Arguments()
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0))
                .put("function", op.function().ordinal())
                .put("outputs", Nests.turns(stays, stays.loops()))
                .ints("loops", Nests.extents(stays, stays.loops()), 1)
                .longs("strides", Nests.strides(stays, 0, stays.loops()))
                .put("turns", Nests.turns(goes, inner))
                .ints("inner_loops", Nests.extents(goes, inner), 1)
                .longs("inner_strides", Nests.strides(goes, 0, inner))
                .put("extent", goes.extent(inner))
                .put("stride", goes.stride(0, inner))
                .put("count", Nests.turns(goes, goes.loops())));
    }

    /** The loops over some of the input's axes. */
    private LoopNest nest(IntPredicate axes) {
        int[] chosen = IntStream.range(0, x.rank()).filter(axes).toArray();
        long[] strides = x.strides();
        return LoopNest.of(
                Shape.of(IntStream.of(chosen).map(x::extent).toArray()),
                IntStream.of(chosen).mapToLong(axis -> strides[axis]).toArray());
    }
}
