package io.nacre.backend.cpu.micro;

import io.nacre.op.Activation;
import io.nacre.op.Binary;

/**
 * Functions of rows of elements. Results may lie exactly where an operand does; they may not overlap operands otherwise.
 * Activations are within the bounds that {@link Activation#bound} states, whatever the row's length.
 */
public interface RowLoops {

    /** {@code y[j] = f(x[j])}. */
    void activate(Activation f, float[] x, int source, float[] y, int target, int length);

    /** {@code y[j] = f(a[j], b[j])}; of functions that answer floats. */
    void combine(Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length);

    /** {@code y[j] = f(a[j], b)}; of functions that answer floats. */
    void combine(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length);

    /** {@code Σ x[j]}, in parts: its error does not grow with the length. */
    double sum(float[] x, int first, int length);

    /** Adds {@code Σ (x[j] - from)} to {@code sums[0]} and {@code Σ (x[j] - from)²} to {@code sums[1]}. */
    void differences(float[] x, int first, int length, float from, double[] sums);

    /** The largest element, -∞ if there is none; NaN is the largest. */
    float largest(float[] x, int first, int length);

    /** The smallest element, +∞ if there is none; NaN is the smallest. */
    float smallest(float[] x, int first, int length);

    /** {@code y[j] = exp(x[j] - from)}; answers the sum. */
    double exponentials(float[] x, int source, float from, float[] y, int target, int length);

    /** {@code y[j] = (x[j] - from) · factor + shift}. */
    void normalize(float[] x, int source, float from, float factor, float shift, float[] y, int target, int length);

    /** {@code y[j] = ((x[j] - from) · factor + shift) · weight[j] + bias[j]}. */
    void normalize(
            float[] x,
            int source,
            float from,
            float factor,
            float shift,
            float[] weight,
            int firstWeight,
            float[] bias,
            int firstBias,
            float[] y,
            int target,
            int length);
}
