package io.nacre.backend.cpu;

/**
 * A convolution's weights in {@link WeightPanels}, wherever they lie.
 *
 * @param layout how they are arranged
 * @param values where they lie
 * @param offset of the first panel
 * @param outputs all output channels
 * @param depth weights of one output channel
 */
record PanelFactors(WeightPanels layout, float[] values, int offset, int outputs, int depth) {

    /** Panels of one group. */
    int panels() {
        return WeightPanels.panels(outputs / layout.groups(), layout.rows());
    }

    /** Where a panel begins. */
    int start(int group, int panel) {
        return offset + (group * panels() + panel) * depth * layout.rows();
    }

    /** Whether all weights of a panel are finite. */
    boolean isFinite(int group, int panel) {
        return values[start(layout.groups(), 0) + group * panels() + panel] == 0;
    }

    /** One weight. */
    float factor(int channel, int k) {
        int outputsPerGroup = outputs / layout.groups();
        int inGroup = channel % outputsPerGroup;
        int panel = start(channel / outputsPerGroup, inGroup / layout.rows());
        return values[panel + k * layout.rows() + inGroup % layout.rows()];
    }
}
