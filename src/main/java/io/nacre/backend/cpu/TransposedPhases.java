package io.nacre.backend.cpu;

import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/**
 * The phases of a transposed convolution in 3-d, and the taps of each.
 *
 * @param window in 3-d
 */
record TransposedPhases(Window window) {

    TransposedAxis axis(int index) {
        return new TransposedAxis(window.axis(index));
    }

    int count() {
        return axis(0).phases() * axis(1).phases() * axis(2).phases();
    }

    /** For each phase its taps, each as depth, height and width. */
    int[][][] taps() {
        int[][][] taps = new int[count()][][];
        for (int phase = 0; phase < taps.length; phase++) {
            int[] width = axis(2).taps(phase % axis(2).phases());
            int[] height = axis(1).taps(phase / axis(2).phases() % axis(1).phases());
            int[] depth = axis(0).taps(phase / axis(2).phases() / axis(1).phases());
            taps[phase] = new int[depth.length * height.length * width.length][];
            int next = 0;
            for (int kd : depth) {
                for (int kh : height) {
                    for (int kw : width) {
                        taps[phase][next++] = new int[] {kd, kh, kw};
                    }
                }
            }
        }
        return taps;
    }

    /** The window of stride 1 that holds the taps of all phases. */
    Window whole() {
        return Window.of(axis(0).window(), axis(1).window(), axis(2).window());
    }

    /** A tap's place among those of {@link #whole}. */
    int place(int[] tap) {
        int line = axis(0).place(tap[0]) * axis(1).window().kernel() + axis(1).place(tap[1]);
        return line * axis(2).window().kernel() + axis(2).place(tap[2]);
    }

    /** For each phase the numbers of its taps in the transposed convolution's own window. */
    int[][] numbers() {
        return Arrays.stream(taps())
                .map(phase -> Arrays.stream(phase).mapToInt(this::number).toArray())
                .toArray(int[][]::new);
    }

    private int number(int[] tap) {
        return (tap[0] * window.axis(1).kernel() + tap[1]) * window.axis(2).kernel() + tap[2];
    }

    /** The results of one phase: the longest along each axis. */
    Volume results(Volume out) {
        return new Volume(
                out.n(), out.c(), axis(0).results(out.d()), axis(1).results(out.h()), axis(2).results(out.w()));
    }
}
