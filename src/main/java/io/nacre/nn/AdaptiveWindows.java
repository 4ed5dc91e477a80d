package io.nacre.nn;

import io.nacre.op.ResizeTable;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Windows of differing length along one axis, as tables.
 *
 * @param starts where each begins
 * @param ends where each ends, exclusive
 */
record AdaptiveWindows(int[] starts, int[] ends) {

    /** The windows that share {@code in} elements among {@code out} results: {@code [⌊i·in/out⌋, ⌈(i+1)·in/out⌉)}. */
    static AdaptiveWindows of(int in, int out) {
        int[] starts = new int[out];
        int[] ends = new int[out];
        for (int i = 0; i < out; i++) {
            starts[i] = (int) ((long) i * in / out);
            ends[i] = (int) (((long) (i + 1) * in + out - 1) / out);
        }
        return new AdaptiveWindows(starts, ends);
    }

    int longest() {
        int longest = 0;
        for (int i = 0; i < starts.length; i++) {
            longest = Math.max(longest, ends[i] - starts[i]);
        }
        return longest;
    }

    /**
     * The mean of each window. Shorter windows fill their taps by taking elements more than once, with smaller weights:
     * a weight of 0 would turn an infinity elsewhere into NaN.
     */
    ResizeTable means() {
        int taps = longest();
        int[] positions = new int[Math.multiplyExact(starts.length, taps)];
        float[] weights = new float[positions.length];
        for (int i = 0; i < starts.length; i++) {
            int length = ends[i] - starts[i];
            for (int t = 0; t < taps; t++) {
                int at = t * length / taps;
                int first = (at * taps + length - 1) / length;
                int next = ((at + 1) * taps + length - 1) / length;
                positions[i * taps + t] = starts[i] + at;
                weights[i * taps + t] = (float) (1.0 / length / (next - first));
            }
        }
        return new ResizeTable(Tensor.of(positions, starts.length, taps), Tensor.of(weights, starts.length, taps));
    }

    /** The elements of all windows one behind the other, each as long as the longest: the last element repeats. */
    ResizeTable elements() {
        int[] positions = positions();
        float[] ones = new float[positions.length];
        Arrays.fill(ones, 1);
        return new ResizeTable(Tensor.of(positions, positions.length, 1), Tensor.of(ones, positions.length, 1));
    }

    private int[] positions() {
        int taps = longest();
        int[] positions = new int[Math.multiplyExact(starts.length, taps)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.min(starts[i / taps] + i % taps, ends[i / taps] - 1);
        }
        return positions;
    }

    /** Where each element of {@link #elements}, taken along all axes, lies in a plane of the given extents. */
    static int[] positions(List<AdaptiveWindows> axes, int[] in) {
        int[] positions = {0};
        for (int axis = 0; axis < in.length; axis++) {
            int[] along = axes.get(axis).positions();
            int[] finer = new int[Math.multiplyExact(positions.length, along.length)];
            for (int i = 0; i < finer.length; i++) {
                finer[i] = positions[i / along.length] * in[axis] + along[i % along.length];
            }
            positions = finer;
        }
        return positions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdaptiveWindows windows
                && Arrays.equals(starts, windows.starts)
                && Arrays.equals(ends, windows.ends);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return Arrays.toString(starts) + " to " + Arrays.toString(ends);
    }
}
