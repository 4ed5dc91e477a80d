package io.nacre.backend.cpu;

import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/**
 * The input as the taps of a convolution see it: for each tap of each channel a row of elements, one a result, zero where
 * the tap lies in the padding.
 */
final class TapRows {
    private final Volume in;
    private final Taps depth;
    private final Taps height;
    private final Taps width;
    private final LineTile tiling;
    private final float[] values;
    /** Parts of a line that taps see without sharing: as many as columns are skipped from result to result. */
    private final int phases;

    TapRows(Window window, Volume in, Volume out, CpuView x) {
        this.in = in;
        depth = new Taps(window.axis(0), in.d(), out.d());
        height = new Taps(window.axis(1), in.h(), out.h());
        width = new Taps(window.axis(2), in.w(), out.w());
        tiling = LineTile.of(out.h(), out.w(), gap(window.axis(2), out.w()));
        values = x.floats();
        phases = (int) Math.min(width.stride(), width.axis().span());
    }

    /** Columns between lines that let the taps of a row share lines; 0 if that would cost more than it saves. */
    private static int gap(Axis axis, int width) {
        long gap = (axis.span() - 1) / axis.stride();
        return axis.stride() <= Workspace.LINES && gap <= width / 4 && gap <= Workspace.WIDTH / 4 ? (int) gap : 0;
    }

    /** How a slice of results is cut into tiles. */
    LineTile tiling() {
        return tiling;
    }

    /**
     * Fills the workspace's rows of operands.
     *
     * @param start where the first channel lies
     * @param od the slice of results
     * @param first the first tap, counted over all taps of all channels
     */
    void copy(int start, int od, int tile, int first, int length, Workspace workspace) {
        for (int i = 0; i < length; i++) {
            int tap = first + i;
            int kw = tap % width.count();
            int kh = tap / width.count() % height.count();
            int kd = tap / width.count() / height.count() % depth.count();
            int channel = start + tap / width.count() / height.count() / depth.count() * in.plane();
            int slice = depth.inside(od, kd) ? channel + depth.position(od, kd) * in.h() * in.w() : -1;
            int shift = kw * width.axis().dilation();
            if (tiling.gap() == 0) {
                copyLines(slice, tile, kh, shift, workspace.operands[i]);
            } else {
                if (i == 0 || kw == 0) {
                    copyPhases(slice, tile, kh, workspace);
                }
                float[] lines = workspace.lines[shift % width.stride()];
                System.arraycopy(lines, shift / width.stride(), workspace.operands[i], 0, tiling.width(tile));
            }
        }
    }

    private void copyPhases(int slice, int tile, int kh, Workspace workspace) {
        for (int phase = 0; phase < phases; phase++) {
            copyLines(slice, tile, kh, phase, workspace.lines[phase]);
        }
    }

    /**
     * Copies what a tap sees of the lines of a tile.
     *
     * @param slice where the slice of the input begins; negative if it is in the padding
     * @param shift the tap's distance from the first tap of its row, in input columns
     */
    private void copyLines(int slice, int tile, int kh, int shift, float[] target) {
        int pitch = tiling.pitch(tile);
        int column =
                tiling.firstColumn(tile) * width.stride() + shift - width.axis().before();
        int from = clamp(Taps.ceilDiv(-column, width.stride()), pitch);
        int end = clamp(Taps.ceilDiv(in.w() - column, width.stride()), pitch);
        for (int line = 0; line < tiling.lineCount(tile); line++) {
            int oh = tiling.firstLine(tile) + line;
            int at = line * pitch;
            if (slice < 0 || !height.inside(oh, kh) || from >= end) {
                Arrays.fill(target, at, at + pitch, 0);
                continue;
            }
            int source = slice + height.position(oh, kh) * in.w() + column;
            Arrays.fill(target, at, at + from, 0);
            copy(source + from * width.stride(), target, at + from, end - from);
            Arrays.fill(target, at + end, at + pitch, 0);
        }
    }

    private void copy(int source, float[] target, int at, int length) {
        int step = width.stride();
        if (step == 1) {
            System.arraycopy(values, source, target, at, length);
            return;
        }
        for (int j = 0; j < length; j++) {
            target[at + j] = values[source + j * step];
        }
    }

    private static int clamp(int value, int most) {
        return Math.min(Math.max(value, 0), most);
    }
}
