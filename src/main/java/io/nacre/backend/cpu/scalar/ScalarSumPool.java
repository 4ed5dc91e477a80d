package io.nacre.backend.cpu.scalar;

import io.nacre.backend.cpu.micro.PoolLoops;
import java.util.Arrays;

/** The sum of each window by plain loops. */
final class ScalarSumPool implements PoolLoops {

    @Override
    public float neutral() {
        return 0;
    }

    @Override
    public void lines(
            float[] x, int first, int slices, int slicePitch, int lines, int linePitch, float[] y, int at, int length) {
        Arrays.fill(y, at, at + length, 0);
        for (int k = 0; k < slices * lines; k++) {
            int start = first + k / lines * slicePitch + k % lines * linePitch;
            for (int j = 0; j < length; j++) {
                y[at + j] = y[at + j] + x[start + j];
            }
        }
    }

    @Override
    public void blocks(float[] x, int first, int taps, int step, int stride, int lanes, float[] y, int at, int length) {
        for (int j = 0; j < length; j++) {
            int from = first + j / lanes * stride + j % lanes;
            float all = x[from];
            for (int k = 1; k < taps; k++) {
                all = all + x[from + k * step];
            }
            y[at + j] = all;
        }
    }

    @Override
    public void taps(float[] x, int first, int taps, int step, int stride, float[] y, int at, int length) {
        for (int j = 0; j < length; j++) {
            int start = first + stride * j;
            float all = x[start];
            for (int k = 1; k < taps; k++) {
                all = all + x[start + k * step];
            }
            y[at + j] = all;
        }
    }
}
