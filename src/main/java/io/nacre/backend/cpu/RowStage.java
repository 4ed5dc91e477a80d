package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ActivationLoops;
import io.nacre.op.Activation;

/** One bound step of an epilogue, over a row of results; a class a kind, so that each has a loop of its own. */
interface RowStage {

    /**
     * Changes the first {@code length} elements of the row.
     *
     * @param channel of the row, or of its first element where channels run along rows
     * @param sample the output's sample
     * @param position of the first element within the sample
     */
    void apply(float[] row, int length, int channel, int sample, int position);

    /** Adds one number to a row. */
    record ChannelBias(CpuView values) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            float bias = values.floats()[values.sample(channel)];
            for (int j = 0; j < length; j++) {
                row[j] += bias;
            }
        }
    }

    /** Multiplies a row by one number. */
    record ChannelScale(CpuView values) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            float scale = values.floats()[values.sample(channel)];
            for (int j = 0; j < length; j++) {
                row[j] *= scale;
            }
        }
    }

    /** Multiplies a row's negative elements by one number. */
    record ChannelSlope(CpuView values) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            ActivationLoops.leakyRelu(row, length, values.floats()[values.sample(channel)]);
        }
    }

    /** Adds a number of its own to each element. */
    record ColumnBias(float[] values, int offset) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            int first = offset + channel;
            for (int j = 0; j < length; j++) {
                row[j] += values[first + j];
            }
        }
    }

    /** Multiplies each element by a number of its own. */
    record ColumnScale(float[] values, int offset) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            int first = offset + channel;
            for (int j = 0; j < length; j++) {
                row[j] *= values[first + j];
            }
        }
    }

    /** Multiplies each negative element by a number of its own. */
    record ColumnSlope(float[] values, int offset) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            int first = offset + channel;
            for (int j = 0; j < length; j++) {
                row[j] = row[j] >= 0 ? row[j] : values[first + j] * row[j];
            }
        }
    }

    /** Adds a tensor of the output's shape. */
    record Add(CpuView tensor) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            float[] values = tensor.floats();
            int first = tensor.sample(sample) + position;
            for (int j = 0; j < length; j++) {
                row[j] += values[first + j];
            }
        }
    }

    /** Applies an element-wise function. */
    record Activate(Activation activation) implements RowStage {
        @Override
        public void apply(float[] row, int length, int channel, int sample, int position) {
            ActivationLoops.apply(activation, row, length);
        }
    }
}
