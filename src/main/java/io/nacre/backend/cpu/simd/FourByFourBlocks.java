package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;

import io.nacre.backend.cpu.micro.BlockTransform;

/** Winograd's F(4×4, 3×3) over channels in blocks: the transforms of {@link FourByFour} on vectors of channels. */
final class FourByFourBlocks implements BlockTransform {
    private static final int M = FourByFour.M;
    private static final int N = FourByFour.N;

    @Override
    public int room() {
        return (N * N + M) * COUNT;
    }

    @Override
    public void input(
            float[] x, int at, int line, int tiles, float[] v, int target, int step, float[] room, int roomAt) {
        for (int t = 0; t < tiles; t++) {
            FourByFour.forward(x, at + t * M * COUNT, COUNT, N, 0, line, room, roomAt, COUNT, N * COUNT);
            FourByFour.forward(room, roomAt, N * COUNT, N, 0, COUNT, v, target + t * COUNT, N * step, step);
        }
    }

    @Override
    public void output(
            float[] sums,
            int at,
            int step,
            float[] y,
            int target,
            int line,
            int rows,
            int columns,
            float[] room,
            int roomAt) {
        int last = roomAt + N * N * COUNT;
        for (int t = 0; t * M < columns; t++) {
            FourByFour.backColumns(sums, at + t * COUNT, step, room, roomAt);
            int to = target + t * M * COUNT;
            if (columns - t * M >= M) {
                FourByFour.backRows(room, roomAt, rows, y, to, line, COUNT);
                continue;
            }
            for (int row = 0; row < rows; row++) {
                FourByFour.backRows(room, roomAt + row * N * COUNT, 1, room, last, 0, COUNT);
                System.arraycopy(room, last, y, to + row * line, (columns - t * M) * COUNT);
            }
        }
    }

    @Override
    public float squares(float[] x, int at, int length) {
        return Lacing.squares(x, at, length);
    }
}
