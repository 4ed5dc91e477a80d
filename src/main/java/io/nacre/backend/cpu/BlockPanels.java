package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of a convolution for results in blocks: panels of two blocks of output channels, a group's last one perhaps of one. For
 * each k, the factors of a panel's channels lie together. Input in blocks is seen block by block, and in each tap by tap;
 * plain input channel by channel. What fills up blocks is zero.
 *
 * @param lanes channels of a block
 * @param groups whose channels do not share panels
 * @param plain whether the input's channels do not lie in blocks
 */
record BlockPanels(int lanes, int groups, boolean plain) implements Packing {
    /** Blocks of a panel. */
    static final int PANEL = 2;

    @Override
    public long elements(TensorType weights) {
        Shape shape = weights.shape();
        return (long) groups * blocks(shape) * lanes * depth(shape);
    }

    /** Blocks of results of a group. */
    int blocks(Shape weights) {
        return Tiles.cover(weights.extent(0) / groups, lanes);
    }

    /** How many k there are. */
    int depth(Shape weights) {
        int channels = plain ? weights.extent(1) : Tiles.cover(weights.extent(1), lanes) * lanes;
        return Math.multiplyExact(channels, taps(weights));
    }

    private static int taps(Shape weights) {
        return Math.toIntExact(weights.elements(2, weights.rank()));
    }

    /** Where a panel begins, which begins with a given block of the group. */
    int start(Shape weights, int group, int block) {
        return (group * blocks(weights) + block) * lanes * depth(weights);
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        Shape shape = weights.shape();
        float[] values = weights.toFloats();
        int outputs = shape.extent(0) / groups;
        int channels = shape.extent(1);
        int taps = taps(shape);
        for (int o = 0; o < shape.extent(0); o++) {
            int inGroup = o % outputs;
            int block = inGroup / lanes;
            int first = block / PANEL * PANEL;
            int width = Math.min(PANEL, blocks(shape) - first) * lanes;
            int at = start(shape, o / outputs, first) + inGroup - first * lanes;
            for (int c = 0; c < channels; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    int k = plain ? c * taps + tap : (c / lanes * taps + tap) * lanes + c % lanes;
                    target.put(at + k * width, values[(o * channels + c) * taps + tap]);
                }
            }
        }
    }
}
