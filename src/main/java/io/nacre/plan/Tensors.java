package io.nacre.plan;

import io.nacre.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Copies between host tensors. */
final class Tensors {
    private Tensors() {}

    /** Copies all elements to a tensor of the same type. */
    static void copy(Tensor source, Tensor target) {
        int count = source.memory().remaining();
        switch (source.dataType()) {
            case F32 -> ((FloatBuffer) target.memory()).put(0, (FloatBuffer) source.memory(), 0, count);
            case I32 -> ((IntBuffer) target.memory()).put(0, (IntBuffer) source.memory(), 0, count);
            case I64 -> ((LongBuffer) target.memory()).put(0, (LongBuffer) source.memory(), 0, count);
            case BOOL -> ((ByteBuffer) target.memory()).put(0, (ByteBuffer) source.memory(), 0, count);
        }
    }
}
