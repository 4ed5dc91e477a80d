package io.nacre.backend.cpu.scalar;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Activation;
import io.nacre.op.Binary;

/** Rows by plain loops. Sums are kept in eight parts, as an addition waits for the one before. */
public final class ScalarRows implements RowLoops {
    /** Elements that are summed in float arithmetic. */
    private static final int PART = 1024;

    /** By way of the results' place: loops over one array vectorise, whatever the offset. */
    @Override
    public void activate(Activation f, float[] x, int source, float[] y, int target, int length) {
        System.arraycopy(x, source, y, target, length);
        ActivationLoops.apply(f, y, target, length);
    }

    @Override
    public void combine(
            Binary.Function f, float[] a, int left, float[] b, int right, float[] y, int target, int length) {
        BinaryLoops.apply(f, a, left, b, right, y, target, length);
    }

    @Override
    public void combine(Binary.Function f, float[] a, int left, float b, float[] y, int target, int length) {
        BinaryLoops.apply(f, a, left, b, y, target, length);
    }

    @Override
    public double sum(float[] x, int first, int length) {
        double sum = 0;
        for (int j = 0; j < length; j += PART) {
            sum += part(x, first + j, first + Math.min(j + PART, length));
        }
        return sum;
    }

    private static float part(float[] x, int start, int end) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int j = start;
        for (; j <= end - 8; j += 8) {
            s0 += x[j];
            s1 += x[j + 1];
            s2 += x[j + 2];
            s3 += x[j + 3];
            s4 += x[j + 4];
            s5 += x[j + 5];
            s6 += x[j + 6];
            s7 += x[j + 7];
        }
        for (; j < end; j++) {
            s0 += x[j];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    @Override
    public void differences(float[] x, int first, int length, float from, double[] sums) {
        double s0 = 0;
        double s1 = 0;
        double q0 = 0;
        double q1 = 0;
        int j = 0;
        for (; j <= length - 2; j += 2) {
            double d0 = x[first + j] - from;
            double d1 = x[first + j + 1] - from;
            s0 += d0;
            s1 += d1;
            q0 += d0 * d0;
            q1 += d1 * d1;
        }
        for (; j < length; j++) {
            double d0 = x[first + j] - from;
            s0 += d0;
            q0 += d0 * d0;
        }
        sums[0] += s0 + s1;
        sums[1] += q0 + q1;
    }

    @Override
    public float largest(float[] x, int first, int length) {
        float m0 = Float.NEGATIVE_INFINITY;
        float m1 = Float.NEGATIVE_INFINITY;
        int j = 0;
        for (; j <= length - 2; j += 2) {
            m0 = Math.max(m0, x[first + j]);
            m1 = Math.max(m1, x[first + j + 1]);
        }
        return Math.max(Math.max(m0, m1), j < length ? x[first + j] : m0);
    }

    @Override
    public float smallest(float[] x, int first, int length) {
        float m0 = Float.POSITIVE_INFINITY;
        float m1 = Float.POSITIVE_INFINITY;
        int j = 0;
        for (; j <= length - 2; j += 2) {
            m0 = Math.min(m0, x[first + j]);
            m1 = Math.min(m1, x[first + j + 1]);
        }
        return Math.min(Math.min(m0, m1), j < length ? x[first + j] : m0);
    }

    @Override
    public double exponentials(float[] x, int source, float from, float[] y, int target, int length) {
        double sum = 0;
        for (int j = 0; j < length; j++) {
            sum += exponential(x, source + j, from, y, target + j);
        }
        return sum;
    }

    /** A method of its own, which is compiled long before a loop that runs once a network would be. */
    private static double exponential(float[] x, int source, float from, float[] y, int target) {
        double e = Math.exp((double) x[source] - from);
        y[target] = (float) e;
        return e;
    }

    @Override
    public void normalize(
            float[] x, int source, float from, float factor, float shift, float[] y, int target, int length) {
        for (int j = 0; j < length; j++) {
            y[target + j] = (x[source + j] - from) * factor + shift;
        }
    }

    @Override
    public void normalize(
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
            int length) {
        for (int j = 0; j < length; j++) {
            float normal = (x[source + j] - from) * factor + shift;
            y[target + j] = normal * weight[firstWeight + j] + bias[firstBias + j];
        }
    }
}
