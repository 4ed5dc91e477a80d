package io.nacre.backend;

/**
 * A form of Winograd's minimal filtering for windows of 3×3: {@code outputs × outputs} results from
 * {@code (outputs + 2)²} products a channel, where the definition takes {@code 9 · outputs²}.
 */
public enum WinogradForm {
    /** 16 products for 4 results; about as exact as the definition. */
    TWO(2, 1, new double[] {0, 1, -1}),
    /**
     * 36 products for 16 results. Its points lose a quarter of what the usual ±1 and ±2 do: for 64 channels of unit
     * variance the largest error is 6e-6, where the definition's is 8e-7.
     */
    FOUR(4, 8, new double[] {0, 0.75, -0.75, 1.5, -1.5});

    /** Extents of the window. */
    public static final int WINDOW = 3;

    private final int outputs;
    private final double errorFactor;
    /** What weights are multiplied with from both sides: a row a point, the last one that of infinity. */
    private final double[][] weightTransform;

    WinogradForm(int outputs, double errorFactor, double[] points) {
        this.outputs = outputs;
        this.errorFactor = errorFactor;
        weightTransform = new double[points.length + 1][WINDOW];
        for (int i = 0; i < points.length; i++) {
            double norm = 1;
            for (int j = 0; j < points.length; j++) {
                norm *= i == j ? 1 : points[i] - points[j];
            }
            for (int k = 0; k < WINDOW; k++) {
                weightTransform[i][k] = Math.pow(points[i], k) / norm;
            }
        }
        weightTransform[points.length][WINDOW - 1] = 1;
    }

    /** Results of a tile along an axis. */
    public int outputs() {
        return outputs;
    }

    /** How many times as far off as the definition's rounding bound results may be. */
    public double errorFactor() {
        return errorFactor;
    }

    /** Inputs of a tile along an axis. */
    public int inputs() {
        return outputs + WINDOW - 1;
    }

    /** Products of a tile a channel. */
    public int products() {
        return inputs() * inputs();
    }

    /** The k-th of a window's {@link #products} transformed weights. */
    public float weight(float[] weights, int window, int k) {
        double[] down = weightTransform[k / inputs()];
        double[] along = weightTransform[k % inputs()];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            for (int j = 0; j < WINDOW; j++) {
                sum += down[i] * along[j] * weights[window + i * WINDOW + j];
            }
        }
        return (float) sum;
    }
}
