package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.backend.WinogradForm;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of 3×3 windows as {@link WinogradForm} multiplies them: {@link WeightPanels}, in which the transformed weights
 * take the place of the taps and come before the channels. Behind them lie the weights as they are.
 *
 * @param rows output channels of a panel
 * @param groups whose channels do not share panels
 */
record WinogradPanels(int rows, int groups, WinogradForm form) implements Packing {
    private static final int TAPS = WinogradForm.WINDOW * WinogradForm.WINDOW;

    @Override
    public long elements(TensorType weights) {
        return plainStart(weights.shape().extent(0), weights.shape().extent(1)) + weights.elements();
    }

    /** The number of factors of one output channel. */
    int depth(int channels) {
        return channels * form.products();
    }

    /** Where the weights as they are begin. */
    long plainStart(int outputs, int channels) {
        return panels().elements(outputs, depth(channels));
    }

    /** How the transformed weights are arranged. */
    WeightPanels panels() {
        return new WeightPanels(rows, groups);
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        int outputs = weights.shape().extent(0);
        int channels = weights.shape().extent(1);
        float[] plain = weights.toFloats();
        float[] transformed = new float[Math.multiplyExact(outputs, depth(channels))];
        int next = 0;
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < form.products(); k++) {
                for (int c = 0; c < channels; c++) {
                    transformed[next++] = form.weight(plain, (o * channels + c) * TAPS, k);
                }
            }
        }
        target.put(panels().packed(transformed, outputs, depth(channels)));
        target.put(plain);
    }
}
