package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;

import io.nacre.backend.cpu.micro.Finish;
import io.nacre.backend.cpu.micro.ProductKernel;

/** Products in tiles of as many sums as there are registers for. */
final class SimdProduct implements ProductKernel {
    /** Only 512-bit vectors are sure to come with 32 registers. */
    private static final boolean WIDE = COUNT >= 16;
    /** Rows of a panel. */
    static final int ROWS = WIDE ? 8 : 4;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return (WIDE ? 3 : 2) * COUNT;
    }

    @Override
    public int lanes() {
        return COUNT;
    }

    @Override
    public void multiply(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int pitch,
            int rows,
            int columns) {
        if (rows == 1) {
            oneRow(factors, panel, x, first, offsets, depth, sums, at, columns);
        } else if (!WIDE) {
            fourNarrow(factors, panel, x, first, offsets, depth, sums, at, pitch, columns);
        } else if (rows <= 4) {
            fourWide(factors, panel, x, first, offsets, depth, sums, at, pitch, columns);
        } else {
            eightRows(factors, panel, x, first, offsets, depth, sums, at, pitch, columns);
        }
    }

    private static void oneRow(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int columns) {
        int j = 0;
        for (; j + 2 * COUNT < columns; j += 3 * COUNT) {
            OneRow.three(factors, panel, x, first + j, offsets, depth, sums, at + j);
        }
        if (j + COUNT < columns) {
            OneRow.two(factors, panel, x, first + j, offsets, depth, sums, at + j);
        } else if (j < columns) {
            OneRow.one(factors, panel, x, first + j, offsets, depth, sums, at + j);
        }
    }

    private static void fourNarrow(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int pitch,
            int columns) {
        int j = 0;
        for (; j + COUNT < columns; j += 2 * COUNT) {
            FourRows.two(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
        if (j < columns) {
            FourRows.one(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
    }

    private static void fourWide(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int pitch,
            int columns) {
        int j = 0;
        for (; j + 2 * COUNT < columns; j += 3 * COUNT) {
            FourRows.three(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
        if (j + COUNT < columns) {
            FourRows.two(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        } else if (j < columns) {
            FourRows.one(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
    }

    private static void eightRows(
            float[] factors,
            int panel,
            float[] x,
            int first,
            int[] offsets,
            int depth,
            float[] sums,
            int at,
            int pitch,
            int columns) {
        int j = 0;
        for (; j + 2 * COUNT < columns; j += 3 * COUNT) {
            EightRows.three(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
        if (j + COUNT < columns) {
            EightRows.two(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        } else if (j < columns) {
            EightRows.one(factors, panel, x, first + j, offsets, depth, sums, at + j, pitch);
        }
    }

    @Override
    public void finish(float[] sums, int at, float[] y, int target, int columns, Finish finish, int row) {
        if (!finish.clip()) {
            Finishing.bias(sums, at, y, target, columns, finish.bias(row));
        } else if (finish.high() == Float.POSITIVE_INFINITY) {
            Finishing.atLeast(sums, at, y, target, columns, finish.bias(row), finish.low());
        } else {
            Finishing.clip(sums, at, y, target, columns, finish.bias(row), finish.low(), finish.high());
        }
    }

    @Override
    public void finishSum(
            float[] sums, int at, float[] added, int from, float[] y, int target, int columns, Finish finish, int row) {
        float low = finish.clip() ? finish.low() : Float.NEGATIVE_INFINITY;
        if (finish.clip() && finish.high() < Float.POSITIVE_INFINITY) {
            Finishing.clip(sums, at, added, from, y, target, columns, finish.bias(row), low, finish.high());
        } else {
            Finishing.atLeast(sums, at, added, from, y, target, columns, finish.bias(row), low);
        }
    }

    @Override
    public void finishLines(
            float[] sums, int at, int pitch, float[] y, int target, int width, int lines, Finish finish, int row) {
        int whole = Finishing.wholeLines(width, lines);
        float low = finish.low();
        if (!finish.clip()) {
            Finishing.biasLines(sums, at, pitch, y, target, width, whole, finish.bias(row));
        } else if (finish.high() == Float.POSITIVE_INFINITY) {
            Finishing.atLeastLines(sums, at, pitch, y, target, width, whole, finish.bias(row), low);
        } else {
            Finishing.clipLines(sums, at, pitch, y, target, width, whole, finish.bias(row), low, finish.high());
        }
        for (int line = whole; line < lines; line++) {
            finish(sums, at + line * pitch, y, target + line * width, width, finish, row);
        }
    }

    @Override
    public void finishColumns(
            float[] sums,
            int at,
            int pitch,
            float[] y,
            int target,
            int targetPitch,
            int rows,
            int columns,
            Finish finish,
            int column) {
        int bias = finish.offset() + column;
        for (int r = 0; r < rows; r++) {
            int from = at + r * pitch;
            int to = target + r * targetPitch;
            if (finish.clip()) {
                Finishing.clipColumns(sums, from, y, to, columns, finish.bias(), bias, finish.low(), finish.high());
            } else {
                Finishing.biasColumns(sums, from, y, to, columns, finish.bias(), bias);
            }
        }
    }

    @Override
    public void add(float[] sums, int at, float[] y, int target, int columns) {
        Finishing.add(sums, at, y, target, columns);
    }
}
