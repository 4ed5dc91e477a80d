package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.PlaneLoops;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a depthwise convolution sees a plane as one long line: lines of the input follow each other, so a tap sees the results
 * of many lines as elements that follow each other too, if it is not looked at where it would see the line before or behind.
 * With a stride of 2 along lines, a result is computed for each column, and every other one kept.
 */
final class PlaneForm {
    /** Results of a strip, the unwanted ones of a stride of 2 included: with its input and marks, half a first-level cache. */
    private static final int LONGEST = 1024;
    /** Lanes of a vector, and more. */
    private static final int SLACK = 64;

    private final Volume in;
    private final Taps width;
    private final PhasedAxis height;
    /** Elements from one line to the next: as many as a line of results has, times the stride. */
    private final int pitch;

    private final Pieces lines;
    private final String obstacle;

    PlaneForm(Convolution op, Volume in, Volume out) {
        this.in = in;
        Window window = op.window().volume();
        width = new Taps(window.axis(2), in.w(), out.w());
        height = PhasedAxis.of(new Taps(window.axis(1), in.h(), out.h()));
        pitch = width.stride() * out.w();
        lines = Pieces.ofAtMost(out.h(), Math.max(LONGEST / Math.max(pitch, 1), 1));
        obstacle = obstacle(op, in, out, window);
    }

    private String obstacle(Convolution op, Volume in, Volume out, Window window) {
        if (in.c() != op.groups() || window.axis(0).kernel() > 1 || in.d() != out.d() || in.d() > 1) {
            return "it is not depthwise in two dimensions";
        }
        if (width.count() != PlaneLoops.TAPS || kernel() != PlaneLoops.TAPS) {
            return "the window is not 3×3";
        }
        if (width.stride() > 2 || pitch < in.w() || pitch >= in.w() + width.stride()) {
            return "lines of results are not as long as those of the input";
        }
        if (own(width) >= width.count()) {
            return "no tap sees a result's own column";
        }
        if (pitch > LONGEST / 2) {
            return "lines are long";
        }
        return "";
    }

    /** Why the convolution is not of this form; empty if it is. */
    String obstacle() {
        return obstacle;
    }

    /** How the lines of a plane of results are cut. */
    Pieces lines() {
        return lines;
    }

    /** Taps of a column of the window. */
    private int kernel() {
        return height.taps().count();
    }

    int pitch() {
        return pitch;
    }

    /** Results of a line. */
    int outputs() {
        return width.out();
    }

    /** Of the window along a line. */
    int stride() {
        return width.stride();
    }

    /** Elements in front of a strip that taps may see. */
    private int lead() {
        return Math.max(width.axis().before(), 0);
    }

    private int block() {
        return (lines.size() + height.reach()) * pitch;
    }

    /** Elements of input of a strip. */
    private int strip() {
        int behind = Math.max(
                (width.count() - 1) * width.axis().dilation() - width.axis().before(), 0);
        return lead() + height.phases().length * block() + behind + SLACK;
    }

    /** Elements from one row of marks to the next, and from the sums to what is kept of them. */
    int row() {
        return lines.size() * pitch + SLACK;
    }

    /** Where, in a thread's scratch memory, sums lie; what is kept of them lies one {@link #row} behind. */
    int sums() {
        return strip();
    }

    /** Elements of scratch memory that each thread needs. */
    long scratch() {
        return strip() + (width.stride() > 1 ? 2L : 1) * row() + SLACK;
    }

    /** The columns of the window, that which sees a result's own column first. */
    int[] columns() {
        int own = own(width);
        return IntStream.range(0, width.count())
                .map(q -> q == 0 ? own : q <= own ? q - 1 : q)
                .toArray();
    }

    /** The tap that sees a result's own column; none if that is not below the number of taps. */
    private static int own(Taps width) {
        int before = width.axis().before();
        int dilation = width.axis().dilation();
        return before >= 0 && before % dilation == 0 ? before / dilation : width.count();
    }

    /** Where each tap sees the first result, those of a column of the window together. */
    int[] offsets() {
        return Arrays.stream(columns())
                .flatMap(q -> IntStream.range(0, kernel())
                        .map(t -> lead() + height.phase(t) * block() + height.shift(t) * pitch + width.position(0, q)))
                .toArray();
    }

    /** For each column of the window a row of marks: -1 where it lies inside the input, else 0. */
    int[] inside() {
        return Arrays.stream(columns())
                .flatMap(q -> IntStream.range(0, row()).map(j -> {
                    int position = width.position(0, q) + j % pitch;
                    return position >= 0 && position < width.in() ? -1 : 0;
                }))
                .toArray();
    }

    /** Copies the input that some lines of results see. */
    void fill(float[] x, int plane, int line, int count, float[] target, int at, LineLoops loops) {
        int rows = count + height.reach();
        int stride = height.taps().stride();
        for (int phase = 0; phase < height.phases().length; phase++) {
            int to = at + lead() + phase * block();
            int first = Math.min(Math.max(height.begin(phase, line), 0), rows);
            int end = Math.max(Math.min(height.end(phase, line), rows), first);
            Arrays.fill(target, to, to + first * pitch, 0);
            Arrays.fill(target, to + end * pitch, to + rows * pitch, 0);
            if (first == end) {
                continue;
            }
            int from = plane + height.source(phase, first, line) * in.w();
            if (stride == 1 && pitch == in.w()) {
                System.arraycopy(x, from, target, to + first * pitch, (end - first) * pitch);
            } else {
                loops.copy(x, from, stride * in.w(), target, to + first * pitch, pitch, in.w(), end - first);
            }
        }
    }
}
