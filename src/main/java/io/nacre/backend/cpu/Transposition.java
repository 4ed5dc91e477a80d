package io.nacre.backend.cpu;

import io.nacre.op.LoopNest;

/**
 * Copies elements, floats or ints, whose neighbours in the input are the neighbours along another loop in the output: square
 * blocks at a time, so that of each line of the cache that is touched everything is used. Some blocks a tile.
 */
final class Transposition implements Tiles {
    /** Elements of a block along both loops: a line of the cache. */
    private static final int SIDE = 16;
    /** Blocks of a tile along the innermost loop, and along the other one. */
    private static final int BLOCKS = 6;

    private final LoopNest nest;
    private final CpuView x;
    private final CpuView y;
    private final int origin;
    /** The loop along which the input's elements follow each other. */
    private final int other;

    private final int innermost;
    private final Pieces rows;
    private final Pieces columns;
    /** From one element to the next: along the innermost loop in the input, along the other loop in the output. */
    private final int sourcePitch;

    private final int targetPitch;
    private final int outer;

    /** @param nest of the output, with the input's strides, that {@link #fits} */
    Transposition(LoopNest nest, CpuView x, int origin, CpuView y) {
        this.nest = nest;
        this.x = x;
        this.y = y;
        this.origin = origin;
        innermost = nest.loops() - 1;
        other = contiguous(nest);
        rows = new Pieces(nest.extent(other), BLOCKS * SIDE);
        columns = new Pieces(nest.extent(innermost), BLOCKS * SIDE);
        sourcePitch = (int) nest.stride(0, innermost);
        targetPitch = outputStride(other);
        int turns = 1;
        for (int loop = 0; loop < innermost; loop++) {
            turns *= loop == other ? 1 : nest.extent(loop);
        }
        outer = turns;
    }

    /** Whether some loop but the innermost walks through the input element by element. */
    static boolean fits(LoopNest nest) {
        return contiguous(nest) >= 0;
    }

    private static int contiguous(LoopNest nest) {
        for (int loop = 0; loop < nest.loops() - 1; loop++) {
            if (nest.stride(0, loop) == 1) {
                return loop;
            }
        }
        return -1;
    }

    private int outputStride(int loop) {
        int stride = 1;
        for (int inside = loop + 1; inside <= innermost; inside++) {
            stride *= nest.extent(inside);
        }
        return stride;
    }

    @Override
    public int count() {
        return Math.multiplyExact(outer, rows.count() * columns.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int columnPiece = tile % columns.count();
        int rowPiece = tile / columns.count() % rows.count();
        int turn = tile / columns.count() / rows.count();
        int from = origin;
        int to = y.offset();
        for (int loop = innermost - 1; loop >= 0; loop--) {
            if (loop != other) {
                int at = turn % nest.extent(loop);
                from += at * (int) nest.stride(0, loop);
                to += at * outputStride(loop);
                turn /= nest.extent(loop);
            }
        }
        int firstRow = rows.start(rowPiece);
        int firstColumn = columns.start(columnPiece);
        from += firstRow + firstColumn * sourcePitch;
        to += firstRow * targetPitch + firstColumn;
        for (int column = 0; column < columns.length(columnPiece); column += SIDE) {
            int width = Math.min(SIDE, columns.length(columnPiece) - column);
            for (int row = 0; row < rows.length(rowPiece); row += SIDE) {
                int height = Math.min(SIDE, rows.length(rowPiece) - row);
                int source = from + row + column * sourcePitch;
                int target = to + row * targetPitch + column;
                if (x.array() instanceof float[] floats) {
                    block(floats, source, y.floats(), target, height, width);
                } else {
                    block(x.ints(), source, y.ints(), target, height, width);
                }
            }
        }
    }

    private void block(float[] in, int from, float[] out, int to, int height, int width) {
        int pitch = sourcePitch;
        for (int row = 0; row < height; row++) {
            int source = from + row;
            int target = to + row * targetPitch;
            int j = 0;
            for (; j <= width - 4; j += 4) {
                out[target + j] = in[source];
                out[target + j + 1] = in[source + pitch];
                out[target + j + 2] = in[source + 2 * pitch];
                out[target + j + 3] = in[source + 3 * pitch];
                source += 4 * pitch;
            }
            for (; j < width; j++) {
                out[target + j] = in[source];
                source += pitch;
            }
        }
    }

    private void block(int[] in, int from, int[] out, int to, int height, int width) {
        int pitch = sourcePitch;
        for (int row = 0; row < height; row++) {
            int source = from + row;
            int target = to + row * targetPitch;
            int j = 0;
            for (; j <= width - 4; j += 4) {
                out[target + j] = in[source];
                out[target + j + 1] = in[source + pitch];
                out[target + j + 2] = in[source + 2 * pitch];
                out[target + j + 3] = in[source + 3 * pitch];
                source += 4 * pitch;
            }
            for (; j < width; j++) {
                out[target + j] = in[source];
                source += pitch;
            }
        }
    }
}
