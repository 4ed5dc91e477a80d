package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of a convolution in panels of a few output channels: for each tap of each input channel the factors of a panel's
 * channels lie together. A group's last panel is filled up with zeros.
 *
 * <p>Behind the panels lies a number a panel: 0 if all its weights are finite, else NaN.
 *
 * @param rows output channels of a panel
 * @param groups whose channels do not share panels
 */
record WeightPanels(int rows, int groups) implements Packing {

    /** The panels of a group of so many output channels. */
    static int panels(int outputsPerGroup, int rows) {
        return Tiles.cover(outputsPerGroup, rows);
    }

    @Override
    public long elements(TensorType weights) {
        int outputs = weights.shape().extent(0);
        return elements(outputs, depth(weights));
    }

    /** Elements of the packed form. */
    long elements(int outputs, int depth) {
        return (long) groups * panels(outputs / groups, rows) * (depth * (long) rows + 1);
    }

    private static int depth(TensorType weights) {
        int outputs = weights.shape().extent(0);
        return outputs == 0 ? 0 : Math.toIntExact(weights.elements() / outputs);
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        int outputs = weights.shape().extent(0);
        int depth = depth(weights.type());
        target.put(packed(weights.toFloats(), outputs, depth));
    }

    /** Packs the weights of all output channels, each of which has {@code depth} that follow each other. */
    float[] packed(float[] plain, int outputs, int depth) {
        float[] packed = new float[Math.toIntExact(elements(outputs, depth))];
        int panels = groups * panels(outputs / groups, rows);
        for (int panel = 0; panel < panels; panel++) {
            packPanel(plain, 0, outputs, depth, panel, packed, 0);
        }
        return packed;
    }

    /** Packs one panel, counted over all groups. */
    void packPanel(float[] plain, int offset, int outputs, int depth, int panel, float[] packed, int target) {
        int outputsPerGroup = outputs / groups;
        int panelsPerGroup = panels(outputsPerGroup, rows);
        int inGroup = panel % panelsPerGroup * rows;
        int first = panel / panelsPerGroup * outputsPerGroup + inGroup;
        int at = target + panel * depth * rows;
        float check = 0;
        for (int r = 0; r < rows; r++) {
            boolean there = inGroup + r < outputsPerGroup;
            int source = offset + (first + r) * depth;
            for (int k = 0; k < depth; k++) {
                float weight = there ? plain[source + k] : 0;
                packed[at + k * rows + r] = weight;
                check += weight * 0;
            }
        }
        packed[target + groups * panelsPerGroup * depth * rows + panel] = check;
    }
}
