package io.nacre.backend.cpu;

import io.nacre.op.LoopNest;
import io.nacre.op.Permute;
import io.nacre.op.Slice;
import io.nacre.tensor.Shape;

/** Copies elements, floats or ints, that lie at regular distances: what permuting and slicing come to. */
final class StridedCopy extends NestTiles {
    private final CpuView x;
    private final CpuView y;
    private final int origin;

    private StridedCopy(LoopNest nest, Operands operands, int origin) {
        super(nest, operands.outputShape().elements(), 1);
        this.x = operands.input(0);
        this.y = operands.output();
        this.origin = origin;
    }

    static Tiles permute(Permute op, Operands operands) {
        long[] dense = operands.inputShape(0).strides();
        long[] strides = op.order().stream().mapToLong(axis -> dense[axis]).toArray();
        LoopNest nest = LoopNest.of(operands.outputShape(), strides);
        int origin = operands.input(0).offset();
        return Transposition.fits(nest)
                ? new Transposition(nest, operands.input(0), origin, operands.output())
                : new StridedCopy(nest, operands, origin);
    }

    static Tiles slice(Slice op, Operands operands) {
        Shape shape = operands.inputShape(0);
        long[] strides = shape.strides();
        long origin = operands.input(0).offset();
        for (int axis = 0; axis < strides.length; axis++) {
            origin += op.starts().get(axis) * strides[axis];
            strides[axis] *= op.steps().get(axis);
        }
        return new StridedCopy(LoopNest.of(operands.outputShape(), strides), operands, (int) origin);
    }

    @Override
    void piece(int position, int outer, int inner, int length, Workspace workspace) {
        int from = origin + start(0, outer, inner);
        int to = y.offset() + position;
        if (step(0) == 1) {
            System.arraycopy(x.array(), from, y.array(), to, length);
        } else if (x.array() instanceof float[] source) {
            copy(source, from, step(0), y.floats(), to, length);
        } else {
            copy(x.ints(), from, step(0), y.ints(), to, length);
        }
    }

    private static void copy(float[] source, int from, int step, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] = source[from + j * step];
        }
    }

    private static void copy(int[] source, int from, int step, int[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] = source[from + j * step];
        }
    }
}
