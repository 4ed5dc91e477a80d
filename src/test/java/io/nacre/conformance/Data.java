package io.nacre.conformance;

import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Random;

/** Seeded tensors. */
final class Data {
    private final Random random;

    Data(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** Floats that are small integers: their sums of products are exact in any order. */
    Tensor integers(int... extents) {
        return floats(extents, () -> random.nextInt(9) - 4);
    }

    /** Floats from -1 to 1. */
    Tensor floats(int... extents) {
        return floats(extents, () -> random.nextFloat() * 2 - 1);
    }

    /** Floats from a few values, some of them special. */
    Tensor mixed(float[] values, int... extents) {
        return floats(extents, () -> values[random.nextInt(values.length)]);
    }

    /** 32-bit integers of any size. */
    Tensor ints(int... extents) {
        int[] values = new int[Math.toIntExact(TensorType.f32(extents).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt();
        }
        return Tensor.of(values, extents);
    }

    /** 32-bit integers from a range. */
    Tensor ints(int from, int to, int[] extents) {
        int[] values = random.ints(TensorType.f32(extents).elements(), from, to).toArray();
        return Tensor.of(values, extents);
    }

    private interface Source {
        float next();
    }

    private static Tensor floats(int[] extents, Source source) {
        float[] values = new float[Math.toIntExact(TensorType.f32(extents).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.next();
        }
        return Tensor.of(values, extents);
    }
}
