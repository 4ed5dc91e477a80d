package io.nacre.backend.opencl.program;

import io.nacre.backend.Buffer;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;

/**
 * Stands for the memory of a tensor where only an operation's numbers are asked for: {@link Arguments} without a launch.
 *
 * @param number tells it from others
 */
public record NoMemory(TensorType tensor, int number) implements Buffer {
    @Override
    public DataType type() {
        return tensor.type();
    }

    @Override
    public long elements() {
        return tensor.elements();
    }

    @Override
    public void close() {
        // there is nothing to give back
    }
}
