package io.nacre.lab;

import io.nacre.op.Binary;
import io.nacre.op.Gather;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Op;
import io.nacre.op.Resize;
import io.nacre.op.Select;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Operands for an operation, random but the same every time. */
final class SampleData {
    private static final int SEED = 20261123;

    private SampleData() {}

    /**
     * One tensor an operand.
     *
     * @param whole whether floats are small whole numbers, whose sums of products no order rounds; else from -1 to 1
     */
    static List<Tensor> of(Op op, List<TensorType> types, boolean whole) {
        Random random = new Random(SEED);
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            TensorType type = types.get(i);
            tensors.add(
                    type.type() == DataType.F32
                            ? floats(type, random, whole)
                            : Tensor.of(java.nio.IntBuffer.wrap(integers(op, types, i, random)), type.shape()));
        }
        return tensors;
    }

    private static Tensor floats(TensorType type, Random random, boolean whole) {
        Tensor tensor = Tensor.zeros(type);
        float[] values = new float[Math.toIntExact(type.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole ? random.nextInt(9) - 4 : random.nextFloat() * 2 - 1;
        }
        tensor.floats().put(values);
        return tensor;
    }

    /** Indices within their range where they are indices, a condition, or small numbers. */
    private static int[] integers(Op op, List<TensorType> types, int input, Random random) {
        int count = Math.toIntExact(types.get(input).elements());
        if (op instanceof Gather gather && input == 1) {
            int extent = types.get(0).shape().extent(gather.axis());
            return filled(count, i -> random.nextInt(2 * extent) - extent);
        }
        if (op instanceof MaxUnpool && input == 1) {
            int plane = Math.toIntExact(op.outputs(types)
                    .get(0)
                    .shape()
                    .elements(2, types.get(0).shape().rank()));
            return filled(count, i -> random.nextInt(plane));
        }
        if (op instanceof Resize) { // positions along a spatial axis, each behind x and the tables of the axes before
            int extent = types.get(0).shape().extent(2 + (input - 1) / 2);
            return filled(count, i -> random.nextInt(extent));
        }
        boolean divisor = op instanceof Binary && input == 1; // nothing is divided by zero
        return filled(
                count,
                i -> op instanceof Select
                        ? random.nextInt(2)
                        : divisor ? random.nextInt(4) + 1 : random.nextInt(9) - 4);
    }

    private static int[] filled(int count, IntUnaryOperator value) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = value.applyAsInt(i);
        }
        return values;
    }
}
