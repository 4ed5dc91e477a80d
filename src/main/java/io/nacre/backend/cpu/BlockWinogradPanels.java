package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.backend.WinogradForm;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of 3×3 windows as {@link WinogradForm} multiplies them, for results in blocks: for each panel of two blocks of output
 * channels, for each product, the factors of each input channel together. Behind them lie the weights as {@link BlockPanels}, and
 * then a number a panel: 0 if products with its weights can be taken back, else NaN.
 *
 * @param lanes channels of a block
 */
record BlockWinogradPanels(int lanes, WinogradForm form) implements Packing {
    /** Weights beside which those of other channels are not lost. */
    private static final float LARGEST = 1e6f;

    /** The weights as they are. */
    BlockPanels plain() {
        return new BlockPanels(lanes, 1, false);
    }

    private int channels(Shape weights) {
        return Tiles.cover(weights.extent(1), lanes) * lanes;
    }

    /** Where a panel's factors of a product begin, the panel given by its first block. */
    int start(Shape weights, int block, int product) {
        int width = Math.min(BlockPanels.PANEL, plain().blocks(weights) - block) * lanes;
        return channels(weights) * (block * lanes * form.products() + product * width);
    }

    /** Where the weights as they are begin. */
    int plainStart(Shape weights) {
        return Math.multiplyExact(plain().blocks(weights) * lanes * form.products(), channels(weights));
    }

    @Override
    public long elements(TensorType weights) {
        return checks(weights) + Tiles.cover(plain().blocks(weights.shape()), BlockPanels.PANEL);
    }

    /** Where the panels' numbers begin. */
    private long checks(TensorType weights) {
        return plainStart(weights.shape()) + plain().elements(weights);
    }

    /** Whether a panel's weights are small enough for sums of their products. */
    boolean isUsual(TensorType weights, CpuView packed, int panel) {
        return packed.floats()[packed.offset() + Math.toIntExact(checks(weights)) + panel] == 0;
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        Shape shape = weights.shape();
        float[] values = weights.toFloats();
        int taps = WinogradForm.WINDOW * WinogradForm.WINDOW;
        int check = Math.toIntExact(checks(weights.type()));
        for (int o = 0; o < shape.extent(0); o++) {
            int block = o / lanes / BlockPanels.PANEL * BlockPanels.PANEL;
            int width = Math.min(BlockPanels.PANEL, plain().blocks(shape) - block) * lanes;
            for (int k = 0; k < form.products(); k++) {
                int at = start(shape, block, k) + o - block * lanes;
                for (int c = 0; c < shape.extent(1); c++) {
                    float weight = form.weight(values, (o * shape.extent(1) + c) * taps, k);
                    target.put(at + c * width, weight);
                    if (!(Math.abs(weight) < LARGEST)) {
                        target.put(check + block / BlockPanels.PANEL, Float.NaN);
                    }
                }
            }
        }
        plain().pack(weights, target.slice(plainStart(shape), Math.toIntExact(plain().elements(weights.type()))));
    }
}
