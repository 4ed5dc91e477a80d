package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/**
 * The part of a convolution's input that a strip of results needs, padded and split into phases, so that each tap sees a
 * strip's results as elements that follow each other: those of one line, then a few that mean nothing, then the next line.
 *
 * <p>Each (channel, slice, phase of lines, phase of columns) has a block of its own. Where a line begins with padding, it
 * serves as the end of the line before as well.
 */
final class StripInput {
    private final Volume in;
    private final int channels;
    private final Taps depth;
    private final PhasedAxis height;
    private final PhasedAxis width;
    /** Lines of results at most. */
    private final int lines;
    /** Elements from one line to the next. */
    private final int pitch;
    /** Elements behind the last line. */
    private final int tail;

    /**
     * @param channels of the input that one result sees
     * @param lines of results that a strip has at most
     * @param columns of results that a strip has at most
     */
    StripInput(Window window, Volume in, Volume out, int channels, int lines, int columns) {
        this.in = in;
        this.channels = channels;
        this.lines = lines;
        depth = new Taps(window.axis(0), in.d(), out.d());
        height = PhasedAxis.of(new Taps(window.axis(1), in.h(), out.h()));
        width = PhasedAxis.of(new Taps(window.axis(2), in.w(), out.w()));
        int needed = columns + width.reach();
        pitch = columns < out.w() ? needed : pitch(width, columns, needed);
        tail = needed - pitch;
    }

    /** The smallest distance of lines at which the zeros behind one line may be those in front of the next. */
    private static int pitch(PhasedAxis width, int columns, int needed) {
        int pitch = columns;
        for (int phase = 0; phase < width.phases().length; phase++) {
            int end = Math.min(Math.max(width.end(phase, 0), 0), needed);
            int begin = Math.min(Math.max(width.begin(phase, 0), 0), needed);
            pitch = Math.max(pitch, Math.max(end, needed - begin));
        }
        return pitch;
    }

    int pitch() {
        return pitch;
    }

    private int block() {
        return (lines + height.reach()) * pitch + tail;
    }

    private int blocksPerSlice() {
        return height.phases().length * width.phases().length;
    }

    /** Parts of a strip that are filled one by one: a slice of a channel each, split into phases. */
    int blocks() {
        return channels * depth.count() * blocksPerSlice();
    }

    /** Elements that a strip occupies; those of a whole vector behind them are written as well. */
    long elements() {
        return (long) blocks() * block();
    }

    /** Where each tap of each channel sees the first result. */
    int[] offsets() {
        int[] offsets = new int
                [channels * depth.count() * height.taps().count() * width.taps().count()];
        int next = 0;
        for (int slice = 0; slice < channels * depth.count(); slice++) {
            for (int kh = 0; kh < height.taps().count(); kh++) {
                for (int kw = 0; kw < width.taps().count(); kw++) {
                    int block = slice * blocksPerSlice() + height.phase(kh) * width.phases().length + width.phase(kw);
                    offsets[next++] = block * block() + height.shift(kh) * pitch + width.shift(kw);
                }
            }
        }
        return offsets;
    }

    /** What fills strips of this form. */
    Filling filling(LineLoops loops, float padding) {
        return new Filling(loops, padding);
    }

    /** Copies input into strips, padding it. */
    final class Filling {
        private final LineLoops loops;
        private final float padding;

        private Filling(LineLoops loops, float padding) {
            this.loops = loops;
            this.padding = padding;
        }

        /**
         * Copies what a strip needs.
         *
         * @param start where the first channel lies
         * @param od the slice of results
         * @param firstLine the strip's first line of results
         * @param count its lines
         * @param firstColumn its first column
         */
        void fill(float[] x, int start, int od, int firstLine, int count, int firstColumn, float[] target, int at) {
            int position = at;
            for (int c = 0; c < channels; c++) {
                for (int kd = 0; kd < depth.count(); kd++) {
                    int slice = depth.inside(od, kd)
                            ? start + c * in.plane() + depth.position(od, kd) * in.h() * in.w()
                            : -1;
                    for (int py = 0; py < height.phases().length; py++) {
                        for (int px = 0; px < width.phases().length; px++) {
                            fillBlock(x, slice, py, px, firstLine, count, firstColumn, target, position);
                            position += block();
                        }
                    }
                }
            }
        }

        private void fillBlock(
                float[] x,
                int slice,
                int py,
                int px,
                int firstLine,
                int count,
                int firstColumn,
                float[] target,
                int at) {
            int rows = count + height.reach();
            int end = at + rows * pitch + tail;
            int firstRow = clamp(height.begin(py, firstLine), rows);
            int endRow = clamp(height.end(py, firstLine), rows);
            int from = clamp(width.begin(px, firstColumn), pitch);
            int to = clamp(width.end(px, firstColumn), pitch);
            if (slice < 0 || firstRow >= endRow || from >= to) {
                Arrays.fill(target, at, end, padding);
                return;
            }
            int first = at + firstRow * pitch + from;
            int last = at + (endRow - 1) * pitch + to;
            int source = slice + height.source(py, firstRow, firstLine) * in.w() + width.source(px, from, firstColumn);
            Arrays.fill(target, at, first, padding);
            copy(x, source, target, first, to - from, endRow - firstRow);
            Arrays.fill(target, last, end, padding);
        }

        private void copy(float[] x, int source, float[] target, int at, int length, int count) {
            int step = width.taps().stride();
            int sourcePitch = height.taps().stride() * in.w();
            if (step == 1) {
                loops.copyPadded(x, source, sourcePitch, target, at, pitch, length, count, padding);
            } else {
                loops.split(x, source, step, sourcePitch, target, at, pitch, length, count);
                for (int line = 1; line < count; line++) {
                    pad(target, at + (line - 1) * pitch + length, at + line * pitch);
                }
            }
        }

        /** Stretches are often of one or two elements. */
        private void pad(float[] target, int from, int to) {
            for (int i = from; i < to; i++) {
                target[i] = padding;
            }
        }
    }

    private static int clamp(int value, int most) {
        return Math.min(Math.max(value, 0), most);
    }
}
