package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.TileTransform;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Winograd's F(4×4, 3×3): each transform works down the columns of a tile first, then along its rows. */
final class FourByFour implements TileTransform {
    private static final int M = 4;
    private static final int N = M + 2;
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
    public float split(float[] x, int at, int linePitch, int lines, float[] y, int target, int pitch, int tiles) {
        FloatVector squares = FloatVector.zero(SPECIES);
        for (int line = 0; line < lines; line++) {
            for (int t = 0; t < tiles; t += COUNT) {
                int from = at + line * linePitch + M * t;
                int to = target + line * M * pitch + t;
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + COUNT);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * COUNT);
                FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * COUNT);
                squares = x3.fma(x3, x2.fma(x2, x1.fma(x1, x0.fma(x0, squares))));
                FloatVector even0 = Lacing.even(x0, x1);
                FloatVector even1 = Lacing.even(x2, x3);
                FloatVector odd0 = Lacing.odd(x0, x1);
                FloatVector odd1 = Lacing.odd(x2, x3);
                Lacing.even(even0, even1).intoArray(y, to);
                Lacing.even(odd0, odd1).intoArray(y, to + pitch);
                Lacing.odd(even0, even1).intoArray(y, to + 2 * pitch);
                Lacing.odd(odd0, odd1).intoArray(y, to + 3 * pitch);
            }
        }
        return squares.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void input(
            float[] x,
            int at,
            int pitch,
            int rows,
            int tiles,
            float[] v,
            int target,
            int step,
            float[] room,
            int roomAt) {
        for (int row = 0; row < rows; row++) {
            for (int t = 0; t < tiles; t += COUNT) {
                int from = at + row * M * M * pitch + t;
                forward(x, from, pitch, M, 1, M * pitch, room, roomAt, COUNT, N * COUNT);
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
        for (int t = 0; t < tiles; t += COUNT) {
            backColumns(sums, at + t, step, room, roomAt);
            backRows(room, roomAt, y, target + M * t, pitch);
        }
    }

    private static void backColumns(float[] sums, int at, int step, float[] room, int roomAt) {
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

    private static void backRows(float[] room, int roomAt, float[] y, int target, int pitch) {
        for (int i = 0; i < M; i++) {
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
            FloatVector y0 = FloatVector.fromArray(SPECIES, room, from).add(evenA).add(evenB);
            FloatVector y1 = oddA.mul(A).add(oddB.mul(B));
            FloatVector y2 = evenA.mul(A2).add(evenB.mul(B2));
            FloatVector y3 = FloatVector.fromArray(SPECIES, room, from + 5 * COUNT)
                    .add(oddA.mul(A3))
                    .add(oddB.mul(B3));
            FloatVector low02 = Lacing.low(y0, y2);
            FloatVector low13 = Lacing.low(y1, y3);
            Lacing.low(low02, low13).intoArray(y, to);
            Lacing.high(low02, low13).intoArray(y, to + COUNT);
            FloatVector high02 = Lacing.high(y0, y2);
            FloatVector high13 = Lacing.high(y1, y3);
            Lacing.low(high02, high13).intoArray(y, to + 2 * COUNT);
            Lacing.high(high02, high13).intoArray(y, to + 3 * COUNT);
        }
    }
}
