package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.TileTransform;
import jdk.incubator.vector.FloatVector;

/** Winograd's F(4×4, 3×3): each transform works down the columns of a tile first, then along its rows. */
final class FourByFour implements TileTransform {
    static final int M = 4;
    static final int N = M + 2;
    /** The two pairs of points are ±A and ±B. */
    private static final float A = 0.75f;

    private static final float A2 = A * A;
    private static final float A3 = A2 * A;
    private static final float B = 1.5f;
    private static final float B2 = B * B;
    private static final float B3 = B2 * B;

    @Override
    public int room() {
        return N * N * COUNT;
    }

    @Override
    public float split(float[] x, int at, float[] y, int target, int pitch, int length) {
        int half = target + M * pitch;
        Lacing.part(x, at, y, half, half + 2 * pitch, 2 * length);
        Lacing.part(y, half, y, target, target + 2 * pitch, length);
        Lacing.part(y, half + 2 * pitch, y, target + pitch, target + 3 * pitch, length);
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
     * Transforms six lines of six vectors. The n-th line begins n times {@code line} behind the first; from line
     * {@code wrap} on they are counted from the first again, {@code shift} further.
     *
     * @param next elements from one vector of a line to the next
     */
    static void forward(
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
        FloatVector a = FloatVector.broadcast(SPECIES, A);
        FloatVector b = FloatVector.broadcast(SPECIES, B);
        FloatVector a2 = FloatVector.broadcast(SPECIES, -A2);
        FloatVector b2 = FloatVector.broadcast(SPECIES, -B2);
        FloatVector product = FloatVector.broadcast(SPECIES, A2 * B2);
        FloatVector sum = FloatVector.broadcast(SPECIES, -(A2 + B2));
        for (int n = 0; n < N; n++) {
            int from = n < wrap ? at + n * line : at + (n - wrap) * line + shift;
            int to = target + n * targetLine;
            FloatVector d0 = FloatVector.fromArray(SPECIES, x, from);
            FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + next);
            FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * next);
            FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * next);
            FloatVector d4 = FloatVector.fromArray(SPECIES, x, from + 4 * next);
            FloatVector d5 = FloatVector.fromArray(SPECIES, x, from + 5 * next);
            d2.fma(sum, d0.fma(product, d4)).intoArray(y, to);
            FloatVector even = d2.fma(b2, d4);
            FloatVector odd = d1.fma(b2, d3).mul(a);
            even.add(odd).intoArray(y, to + targetNext);
            even.sub(odd).intoArray(y, to + 2 * targetNext);
            FloatVector evenB = d2.fma(a2, d4);
            FloatVector oddB = d1.fma(a2, d3).mul(b);
            evenB.add(oddB).intoArray(y, to + 3 * targetNext);
            evenB.sub(oddB).intoArray(y, to + 4 * targetNext);
            d3.fma(sum, d1.fma(product, d5)).intoArray(y, to + 5 * targetNext);
        }
    }

    @Override
    public void output(
            float[] sums, int at, int step, int tiles, float[] y, int target, int pitch, float[] room, int roomAt) {
        int phase = M * pitch;
        int half = target + M * phase;
        for (int t = 0; t < tiles; t += COUNT) {
            backColumns(sums, at + t, step, room, roomAt);
            backRows(room, roomAt, M, y, target + t, pitch, phase);
        }
        Lacing.lace(y, target, target + 2 * phase, y, half, phase);
        Lacing.lace(y, target + phase, target + 3 * phase, y, half + 2 * phase, phase);
        Lacing.lace(y, half, half + 2 * phase, y, target, 2 * phase);
    }

    /** Takes the columns of a tile's sums back, the k-th sum lying {@code k · step} behind the first. */
    static void backColumns(float[] sums, int at, int step, float[] room, int roomAt) {
        for (int n = 0; n < N; n++) {
            int from = at + n * step;
            int to = roomAt + n * COUNT;
            FloatVector m1 = FloatVector.fromArray(SPECIES, sums, from + N * step);
            FloatVector m2 = FloatVector.fromArray(SPECIES, sums, from + 2 * N * step);
            FloatVector m3 = FloatVector.fromArray(SPECIES, sums, from + 3 * N * step);
            FloatVector m4 = FloatVector.fromArray(SPECIES, sums, from + 4 * N * step);
            FloatVector evenA = m1.add(m2);
            FloatVector oddA = m1.sub(m2);
            FloatVector evenB = m3.add(m4);
            FloatVector oddB = m3.sub(m4);
            FloatVector.fromArray(SPECIES, sums, from).add(evenA).add(evenB).intoArray(room, to);
            oddA.mul(A).add(oddB.mul(B)).intoArray(room, to + N * COUNT);
            evenA.mul(A2).add(evenB.mul(B2)).intoArray(room, to + 2 * N * COUNT);
            FloatVector.fromArray(SPECIES, sums, from + 5 * N * step)
                    .add(oddA.mul(A3))
                    .add(oddB.mul(B3))
                    .intoArray(room, to + 3 * N * COUNT);
        }
    }

    /** Takes the first rows of what {@link #backColumns} made back. */
    static void backRows(float[] room, int roomAt, int rows, float[] y, int target, int pitch, int phase) {
        for (int i = 0; i < rows; i++) {
            int from = roomAt + i * N * COUNT;
            int to = target + i * pitch;
            FloatVector m1 = FloatVector.fromArray(SPECIES, room, from + COUNT);
            FloatVector m2 = FloatVector.fromArray(SPECIES, room, from + 2 * COUNT);
            FloatVector m3 = FloatVector.fromArray(SPECIES, room, from + 3 * COUNT);
            FloatVector m4 = FloatVector.fromArray(SPECIES, room, from + 4 * COUNT);
            FloatVector evenA = m1.add(m2);
            FloatVector oddA = m1.sub(m2);
            FloatVector evenB = m3.add(m4);
            FloatVector oddB = m3.sub(m4);
            FloatVector.fromArray(SPECIES, room, from).add(evenA).add(evenB).intoArray(y, to);
            oddA.mul(A).add(oddB.mul(B)).intoArray(y, to + phase);
            evenA.mul(A2).add(evenB.mul(B2)).intoArray(y, to + 2 * phase);
            FloatVector.fromArray(SPECIES, room, from + 5 * COUNT)
                    .add(oddA.mul(A3))
                    .add(oddB.mul(B3))
                    .intoArray(y, to + 3 * phase);
        }
    }
}
