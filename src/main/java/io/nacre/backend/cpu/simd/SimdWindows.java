package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;

import io.nacre.backend.cpu.micro.WindowLoops;

/**
 * Windows over four lines of results at a time, which see most of their input in common. The last lines and the last vectors
 * overlap those before them.
 */
final class SimdWindows implements WindowLoops {
    private static final int LINES = 4;

    @Override
    public int tapsAtOnce(int kernel, int lines) {
        return lines >= LINES && (kernel == 3 || kernel == 5 || kernel == 7) ? kernel : 1;
    }

    @Override
    public void convolve(
            float[] factors,
            int factor,
            int[] places,
            int factorPitch,
            int taps,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width,
            int lines) {
        if (lines < LINES) {
            FewLines.convolve(factors, factor, places, x, first, offsets, pitch, y, at, width, lines);
            return;
        }
        for (int next = 0; next < lines; next += LINES) {
            int line = Math.min(next, lines - LINES);
            int from = first + line * pitch;
            int to = at + line * width;
            int j = 0;
            for (; j + 2 * COUNT <= width; j += 2 * COUNT) {
                two(factors, factor, places, factorPitch, taps, x, from + j, offsets, pitch, y, to + j, width);
            }
            for (; j < width; j += COUNT) {
                int i = Math.max(Math.min(j, width - COUNT), 0);
                one(factors, factor, places, factorPitch, taps, x, from + i, offsets, pitch, y, to + i, width);
            }
        }
    }

    private static void two(
            float[] factors,
            int factor,
            int[] places,
            int factorPitch,
            int taps,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width) {
        switch (taps) {
            case 3 -> ThreeTaps.two(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            case 5 -> FiveTaps.two(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            case 7 -> SevenTaps.two(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            default -> OneTap.two(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
        }
    }

    private static void one(
            float[] factors,
            int factor,
            int[] places,
            int factorPitch,
            int taps,
            float[] x,
            int first,
            int[] offsets,
            int pitch,
            float[] y,
            int at,
            int width) {
        switch (taps) {
            case 3 -> ThreeTaps.one(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            case 5 -> FiveTaps.one(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            case 7 -> SevenTaps.one(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
            default -> OneTap.one(factors, factor, places, factorPitch, x, first, offsets, pitch, y, at, width);
        }
    }
}
