package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Activation;
import io.nacre.op.Binary;

/** One bound step of an epilogue, over a row of results; a class a kind. */
interface RowStage {

    /**
     * {@code y[target + j] = stage(x[source + j])}; a row may be changed in its place.
     *
     * @param channel of the row, or of its first element where channels run along rows
     * @param sample the output's sample
     * @param position of the first element within the sample
     */
    void apply(float[] x, int source, float[] y, int target, int length, int channel, int sample, int position);

    /** Combines a row with one number, its channel's. */
    record Channel(RowLoops rows, Binary.Function function, CpuView values) implements RowStage {
        @Override
        public void apply(
                float[] x, int source, float[] y, int target, int length, int channel, int sample, int position) {
            rows.combine(function, x, source, values.floats()[values.sample(channel)], y, target, length);
        }
    }

    /** Combines each element with a number of its own, its channel's. */
    record Column(RowLoops rows, Binary.Function function, float[] values, int offset) implements RowStage {
        @Override
        public void apply(
                float[] x, int source, float[] y, int target, int length, int channel, int sample, int position) {
            rows.combine(function, x, source, values, offset + channel, y, target, length);
        }
    }

    /** Adds a tensor of the output's shape. */
    record Add(RowLoops rows, CpuView tensor) implements RowStage {
        @Override
        public void apply(
                float[] x, int source, float[] y, int target, int length, int channel, int sample, int position) {
            int first = tensor.sample(sample) + position;
            rows.combine(Binary.Function.ADD, x, source, tensor.floats(), first, y, target, length);
        }
    }

    /** Applies an element-wise function. */
    record Activate(RowLoops rows, Activation activation) implements RowStage {
        @Override
        public void apply(
                float[] x, int source, float[] y, int target, int length, int channel, int sample, int position) {
            rows.activate(activation, x, source, y, target, length);
        }
    }
}
