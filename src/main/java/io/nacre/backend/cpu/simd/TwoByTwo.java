package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.TileTransform;
import jdk.incubator.vector.FloatVector;

/** Winograd's F(2×2, 3×3): each transform works down the columns of a tile first, then along its rows. */
final class TwoByTwo implements TileTransform {
    private static final int M = 2;
    private static final int N = M + 2;

    @Override
    public int room() {
        return N * N * COUNT;
    }

    @Override
    public float split(float[] x, int at, float[] y, int target, int pitch, int length) {
        Lacing.part(x, at, y, target, target + pitch, length);
        return Lacing.squares(x, at, M * length);
    }

    @Override
    public void input(
            float[] x,
            int at,
            int pitch,
            int line,
            int rows,
            int tiles,
            float[] v,
            int target,
            int step,
            float[] room,
            int roomAt) {
        for (int row = 0; row < rows; row++) {
            for (int t = 0; t < tiles; t += COUNT) {
                int from = at + row * M * line + t;
                forward(x, from, pitch, M, 1, line, room, roomAt, COUNT, N * COUNT);
                forward(room, roomAt, N * COUNT, N, 0, COUNT, v, target + row * tiles + t, N * step, step);
            }
        }
    }

    /**
     * Transforms four lines of four vectors. The n-th line begins n times {@code line} behind the first; from line
     * {@code wrap} on they are counted from the first again, {@code shift} further.
     *
     * @param next elements from one vector of a line to the next
     */
    private static void forward(
            float[] x,
            int at,
            int line,
            int wrap,
            int shift,
            int next,
            float[] y,
            int target,
            int targetLine,
            int targetNext) {
        for (int n = 0; n < N; n++) {
            int from = n < wrap ? at + n * line : at + (n - wrap) * line + shift;
            int to = target + n * targetLine;
            FloatVector d0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + next);
            FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * next);
            FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * next);
            d2.sub(d0).intoArray(y, to);
            d2.add(d1).intoArray(y, to + targetNext);
            d2.sub(d1).intoArray(y, to + 2 * targetNext);
            d3.sub(d1).intoArray(y, to + 3 * targetNext);
        }
    }

    @Override
    public void output(
            float[] sums, int at, int step, int tiles, float[] y, int target, int pitch, float[] room, int roomAt) {
        int phase = M * pitch;
        int half = target + M * phase;
        for (int t = 0; t < tiles; t += COUNT) {
            backColumns(sums, at + t, step, room, roomAt);
            backRows(room, roomAt, y, half + t, pitch, phase);
        }
        Lacing.lace(y, half, half + phase, y, target, phase);
    }

    private static void backColumns(float[] sums, int at, int step, float[] room, int roomAt) {
        for (int n = 0; n < N; n++) {
            int from = at + n * step;
            int to = roomAt + n * COUNT;
            FloatVector m1 = FloatVector.fromArray(SPECIES, sums, from + N * step);
            FloatVector m2 = FloatVector.fromArray(SPECIES, sums, from + 2 * N * step);
            FloatVector.fromArray(SPECIES, sums, from).add(m1.add(m2)).intoArray(room, to);
            FloatVector.fromArray(SPECIES, sums, from + 3 * N * step)
                    .add(m1.sub(m2))
                    .intoArray(room, to + N * COUNT);
        }
    }

    private static void backRows(float[] room, int roomAt, float[] y, int target, int pitch, int phase) {
        for (int i = 0; i < M; i++) {
            int from = roomAt + i * N * COUNT;
            int to = target + i * pitch;
            FloatVector m1 = FloatVector.fromArray(SPECIES, room, from + COUNT);
            FloatVector m2 = FloatVector.fromArray(SPECIES, room, from + 2 * COUNT);
            FloatVector.fromArray(SPECIES, room, from).add(m1.add(m2)).intoArray(y, to);
            FloatVector.fromArray(SPECIES, room, from + 3 * COUNT)
                    .add(m1.sub(m2))
                    .intoArray(y, to + phase);
        }
    }
}
