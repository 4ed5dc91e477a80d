package io.nacre.backend.opencl;

import io.nacre.backend.Packing;
import io.nacre.backend.WinogradForm;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of 3×3 windows, transformed, in tiles of neighbouring output channels: {@code [group][tile][product][ic][channel of
 * the tile]}, with zeros for the channels that a group's last tile lacks; behind them the weights as they are. Filters that
 * a transform would not bear are NaN: their results are computed by the definition.
 *
 * @param groups the convolution's groups
 * @param tile output channels of a tile
 */
record WinogradWeights(WinogradForm form, int groups, int tile) implements Packing {
    private static final int TAPS = WinogradForm.WINDOW * WinogradForm.WINDOW;
    /** Sums of larger weights' products might not stay finite. */
    private static final float LARGEST = 1e15f;

    @Override
    public long elements(TensorType weights) {
        return plainStart(weights.shape()) + weights.elements();
    }

    /** Where the weights as they are begin. */
    long plainStart(Shape weights) {
        int tiles = (weights.extent(0) / groups + tile - 1) / tile;
        return Math.multiplyExact((long) groups * tiles * tile, (long) form.products() * weights.extent(1));
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        int outputs = weights.shape().extent(0);
        int channels = weights.shape().extent(1);
        int groupOut = outputs / groups;
        int tiles = (groupOut + tile - 1) / tile;
        float[] plain = weights.toFloats();
        for (int o = 0; o < outputs; o++) {
            int inGroup = o % groupOut;
            int panel = (o / groupOut * tiles + inGroup / tile) * tile * form.products() * channels;
            boolean usual = isUsual(plain, o * channels * TAPS, channels * TAPS);
            for (int k = 0; k < form.products(); k++) {
                for (int c = 0; c < channels; c++) {
                    target.put(
                            panel + (k * channels + c) * tile + inGroup % tile,
                            usual ? form.weight(plain, (o * channels + c) * TAPS, k) : Float.NaN);
                }
            }
        }
        target.put(Math.toIntExact(plainStart(weights.shape())), plain);
    }

    private static boolean isUsual(float[] weights, int first, int count) {
        for (int i = first; i < first + count; i++) {
            if (!(Math.abs(weights[i]) < LARGEST)) {
                return false;
            }
        }
        return true;
    }
}
