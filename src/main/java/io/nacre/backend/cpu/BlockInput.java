package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import java.util.Arrays;

/**
 * The part of a convolution's input that some lines of results need, padded, so that each tap sees the pixels of a line of results
 * as vectors that follow each other. Input in blocks is split into the phases of the stride. Of plain input a vector holds what
 * a line of the window sees: the taps take the place of channels.
 */
final class BlockInput {
    private final BlockLoops loops;
    private final Taps height;
    private final Taps width;
    /** Elements of a line of input, and of a block's or a channel's plane. */
    private final int sourceLine;

    private final int plane;
    private final boolean plain;
    /** Blocks, or channels, of the input that one result sees. */
    private final int parts;
    /** Vectors of a phase of a line. */
    private final int reach;
    /** Elements of a line, all its phases. */
    private final int line;

    private final int lines;

    /**
     * @param x the input's shape
     * @param y the result's shape
     * @param lines of results at most
     */
    BlockInput(BlockLoops loops, Convolution op, Shape x, Shape y, int lines) {
        this.loops = loops;
        this.lines = lines;
        plain = !op.isBlocked(x);
        parts = plain ? x.extent(1) : x.extent(1) / op.groups();
        height = new Taps(op.window().axis(0), x.extent(2), y.extent(2));
        width = new Taps(op.window().axis(1), x.extent(3), y.extent(3));
        int lane = plain ? 1 : loops.lanes();
        sourceLine = x.extent(3) * lane;
        plane = x.extent(2) * sourceLine;
        reach = width.out() + (plain ? 0 : span(width) / width.stride());
        line = (plain ? 1 : Math.min(width.stride(), span(width) + 1)) * reach * loops.lanes();
    }

    /** The distance of a window's last tap from its first. */
    private static int span(Taps taps) {
        return Math.toIntExact(taps.axis().span()) - 1;
    }

    /** Lines of input that so many lines of results see. */
    private int rows(int count) {
        return (count - 1) * height.stride() + span(height) + 1;
    }

    private int part() {
        return rows(lines) * line;
    }

    /** Elements in all, and room for a padded line of plain input. */
    long elements() {
        return (long) parts * part() + (plain ? room() : 0);
    }

    private int room() {
        return (width.out() - 1) * width.stride() + span(width) + 1 + loops.lanes();
    }

    /** Elements from one line of results to the next. */
    int pitch() {
        return height.stride() * line;
    }

    /** Where each tap, or line of a window over plain input, sees the first result. */
    int[] offsets() {
        int columns = plain ? 1 : width.count();
        int[] offsets = new int[parts * height.count() * columns];
        int next = 0;
        for (int part = 0; part < parts; part++) {
            for (int ky = 0; ky < height.count(); ky++) {
                for (int kx = 0; kx < columns; kx++) {
                    int column = kx * width.axis().dilation();
                    int vector = column % width.stride() * reach + column / width.stride();
                    offsets[next++] = part * part() + ky * height.axis().dilation() * line + vector * loops.lanes();
                }
            }
        }
        return offsets;
    }

    /** The same for each channel of a block, or for each tap of a line of a window over plain input. */
    int[] channelOffsets() {
        int inner = plain ? width.count() : loops.lanes();
        int[] places = offsets();
        int[] offsets = new int[places.length * inner];
        Arrays.setAll(offsets, k -> places[k / inner] + k % inner);
        return offsets;
    }

    /**
     * Copies what lines of results need.
     *
     * @param start where the first block, or channel, lies
     * @param first line of results
     * @param count of lines
     */
    void fill(float[] x, int start, int first, int count, float[] target, int at) {
        for (int part = 0; part < parts; part++) {
            for (int row = 0; row < rows(count); row++) {
                int position = first * height.stride() + row - height.axis().before();
                int to = at + part * part() + row * line;
                if (!seen(row)) {
                    continue;
                }
                if (position < 0 || position >= height.in()) {
                    Arrays.fill(target, to, to + line, 0);
                    continue;
                }
                int source = start + part * plane + position * sourceLine;
                if (plain) {
                    fillPlain(x, source, target, to, at + parts * part());
                } else {
                    fillBlocks(x, source, target, to);
                }
            }
        }
    }

    /** Whether some window's tap lies on a row of the copy. */
    private boolean seen(int row) {
        for (int ky = 0; ky < height.count(); ky++) {
            int distance = row - ky * height.axis().dilation();
            if (distance >= 0 && distance % height.stride() == 0) {
                return true;
            }
        }
        return false;
    }

    private void fillPlain(float[] x, int source, float[] target, int to, int room) {
        int before = Math.max(width.axis().before(), 0);
        int from = Math.max(-width.axis().before(), 0);
        int length = Math.max(Math.min(width.in() - from, room() - loops.lanes() - before), 0);
        Arrays.fill(target, room, room + Math.min(before, room()), 0);
        System.arraycopy(x, source + from, target, room + before, length);
        Arrays.fill(target, room + Math.min(before + length, room()), room + room(), 0);
        loops.gather(target, room, width.stride(), target, to, width.out());
    }

    private void fillBlocks(float[] x, int source, float[] target, int to) {
        int lanes = loops.lanes();
        int stride = width.stride();
        for (int phase = 0; phase * reach * lanes < line; phase++) {
            int begin = to + phase * reach * lanes;
            int shift = phase - width.axis().before(); // the column of the phase's first vector
            int firstInside = Math.min(Math.max(Taps.ceilDiv(-shift, stride), 0), reach);
            int endInside = Math.min(Math.max(Taps.ceilDiv(width.in() - shift, stride), firstInside), reach);
            Arrays.fill(target, begin, begin + firstInside * lanes, 0);
            int from = source + (firstInside * stride + shift) * lanes;
            int inside = endInside - firstInside;
            if (stride == 1) {
                System.arraycopy(x, from, target, begin + firstInside * lanes, inside * lanes);
            } else {
                loops.gather(x, from, stride * lanes, target, begin + firstInside * lanes, inside);
            }
            Arrays.fill(target, begin + endInside * lanes, begin + reach * lanes, 0);
        }
    }
}
