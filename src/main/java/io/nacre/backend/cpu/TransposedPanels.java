package io.nacre.backend.cpu;

import io.nacre.backend.Packing;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of a transposed convolution in panels of a few output channels, phase by phase: for each input channel and each
 * tap of the phase the factors of a panel's channels lie together. In front of them the weights as they were, behind them a
 * number: 0 if all weights are finite, else NaN.
 *
 * @param rows output channels of a panel
 */
record TransposedPanels(int rows, int groups, TransposedPhases phases) implements Packing {

    @Override
    public long elements(TensorType weights) {
        return elements(weights.shape());
    }

    long elements(Shape weights) {
        return weights.elements() + (long) groups * panels(weights) * panel(weights) + 1;
    }

    /** Panels of one group. */
    int panels(Shape weights) {
        return Tiles.cover(weights.extent(1), rows);
    }

    /** Elements of a panel, all phases together. */
    int panel(Shape weights) {
        return Math.toIntExact(weights.extent(0) / groups * phases.window().taps() * rows);
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        Shape shape = weights.type().shape();
        float[] packed = new float[Math.toIntExact(elements(shape))];
        pack(weights.toFloats(), 0, shape, phases.numbers(), packed, 0);
        target.put(packed);
    }

    /**
     * Packs weights that lie somewhere.
     *
     * @param taps {@link TransposedPhases#numbers}
     */
    void pack(float[] plain, int source, Shape shape, int[][] taps, float[] packed, int target) {
        int all = Math.toIntExact(shape.elements());
        System.arraycopy(plain, source, packed, target, all);
        int next = target + all;
        int kernel = all / Math.max(shape.extent(0) * shape.extent(1), 1);
        for (int panel = 0; panel < groups * panels(shape); panel++) {
            for (int[] phase : taps) {
                next = packPhase(plain, source, shape, kernel, panel, phase, packed, next);
            }
        }
        float check = 0;
        for (int i = source; i < source + all; i++) {
            check += plain[i] * 0;
        }
        packed[next] = check;
    }

    private int packPhase(
            float[] plain, int source, Shape shape, int kernel, int panel, int[] taps, float[] packed, int target) {
        int channels = shape.extent(0) / groups;
        int outputs = shape.extent(1);
        int firstChannel = panel / panels(shape) * channels;
        int firstRow = panel % panels(shape) * rows;
        int next = target;
        for (int c = firstChannel; c < firstChannel + channels; c++) {
            for (int tap : taps) {
                for (int o = firstRow; o < firstRow + rows; o++) {
                    packed[next++] = o < outputs ? plain[source + (c * outputs + o) * kernel + tap] : 0;
                }
            }
        }
        return next;
    }

    /** Packs weights that are known at run time only. */
    static final class Launch implements Tiles {
        private final TransposedPanels layout;
        private final CpuView weight;
        private final Shape shape;
        private final CpuView packed;
        private final int[][] taps;

        Launch(TransposedPanels layout, CpuView weight, Shape shape, CpuView packed) {
            this.layout = layout;
            this.weight = weight;
            this.shape = shape;
            this.packed = packed;
            taps = layout.phases().numbers();
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public void run(int tile, Workspace workspace) {
            layout.pack(weight.floats(), weight.offset(), shape, taps, packed.floats(), packed.offset());
        }
    }
}
