package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopNestTest {

    /** The positions an operand takes, loop by loop. */
    private static List<Long> walk(LoopNest nest, int operand, int loop, long position, List<Long> visited) {
        if (loop == nest.loops()) {
            visited.add(position);
            return visited;
        }
        for (int turn = 0; turn < nest.extent(loop); turn++) {
            walk(nest, operand, loop + 1, position + turn * nest.stride(operand, loop), visited);
        }
        return visited;
    }

    private static List<Long> walk(Shape shape, int axis, long[] strides, long position, List<Long> visited) {
        if (axis == shape.rank()) {
            visited.add(position);
            return visited;
        }
        for (int turn = 0; turn < shape.extent(axis); turn++) {
            walk(shape, axis + 1, strides, position + turn * strides[axis], visited);
        }
        return visited;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void walksLikeTheUnmergedLoops(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Shape shape = Shape.of(random.ints(random.nextInt(7), 1, 5).toArray());
            long[] repeated = random.longs(shape.rank(), 0, 2).toArray();
            long[] any = random.longs(shape.rank(), -9, 10).toArray();
            long[] dense = shape.strides();
            for (int axis = 0; axis < repeated.length; axis++) {
                repeated[axis] *= dense[axis];
            }
            long[][] operands = {dense, repeated, any};
            LoopNest nest = LoopNest.of(shape, operands);
            for (int operand = 0; operand < operands.length; operand++) {
                assertThat(walk(nest, operand, 0, 0, new ArrayList<>()))
                        .as(shape + ", operand " + operand)
                        .isEqualTo(walk(shape, 0, operands[operand], 0, new ArrayList<>()));
            }
        }
    }

    @Test
    void mergesWhatEveryOperandWalksAsOne() {
        Shape shape = Shape.of(2, 3, 4, 5);
        LoopNest dense = LoopNest.of(shape, shape.strides(), shape.strides());
        assertThat(dense.loops()).isOne();
        assertThat(dense.extent(0)).isEqualTo(120);
        LoopNest perChannel = LoopNest.of(shape, shape.strides(), Broadcast.strides(Shape.of(3, 1, 1), shape));
        assertThat(perChannel.loops()).isEqualTo(3);
        assertThat(perChannel.extent(2)).isEqualTo(20);
        assertThat(perChannel.stride(1, 1)).isOne();
        assertThat(perChannel.stride(1, 2)).isZero();
    }

    @Test
    void aScalarHasNoLoops() {
        LoopNest nest = LoopNest.of(Shape.of(1, 1), new long[] {7, 7});
        assertThat(nest.loops()).isZero();
        assertThat(nest.extent(0)).isOne();
        assertThat(nest.stride(0, 3)).isZero();
    }
}
