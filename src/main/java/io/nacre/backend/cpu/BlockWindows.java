package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Numbers of channels, so many a channel, in blocks: the channels' first numbers side by side, then their second ones. What fills
 * up the last block is zero. Serves depthwise weights and, with one number a channel, biases.
 *
 * @param lanes channels of a block
 */
record BlockWindows(int lanes) implements Packing {

    @Override
    public long elements(TensorType values) {
        int channels = values.shape().extent(0);
        return channels == 0 ? 0 : (long) Tiles.cover(channels, lanes) * lanes * (values.elements() / channels);
    }

    @Override
    public void pack(Tensor values, FloatBuffer target) {
        float[] from = values.toFloats();
        int channels = values.shape().extent(0);
        int each = from.length / Math.max(channels, 1);
        for (int i = 0; i < from.length; i++) {
            int channel = i / each;
            target.put((channel / lanes * each + i % each) * lanes + channel % lanes, from[i]);
        }
    }
}
