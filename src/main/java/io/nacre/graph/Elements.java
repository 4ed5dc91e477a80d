package io.nacre.graph;

import io.nacre.tensor.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** The elements of a host tensor of any type, one at a time. */
record Elements(Buffer buffer) {

    static Elements of(Tensor tensor) {
        return new Elements(tensor.buffer());
    }

    double getFloat(int index) {
        return ((FloatBuffer) buffer).get(index);
    }

    void setFloat(int index, double value) {
        ((FloatBuffer) buffer).put(index, (float) value);
    }

    long getInteger(int index) {
        if (buffer instanceof LongBuffer longs) {
            return longs.get(index);
        }
        return buffer instanceof IntBuffer ints ? ints.get(index) : ((ByteBuffer) buffer).get(index);
    }

    void setInteger(int index, long value) {
        if (buffer instanceof LongBuffer longs) {
            longs.put(index, value);
        } else if (buffer instanceof IntBuffer ints) {
            ints.put(index, (int) value);
        } else {
            ((ByteBuffer) buffer).put(index, (byte) value);
        }
    }

    /** Copies one element of another tensor of the same type. */
    void copy(int index, Elements source, int from) {
        if (buffer instanceof FloatBuffer floats) {
            floats.put(index, ((FloatBuffer) source.buffer).get(from));
        } else {
            setInteger(index, source.getInteger(from));
        }
    }
}
