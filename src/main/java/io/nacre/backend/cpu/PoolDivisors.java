package io.nacre.backend.cpu;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/** What the sums of an average pool are divided by: a number a line of results, times a number a column. */
final class PoolDivisors {
    /** Lanes of the widest vectors. */
    private static final int LANES = 16;

    private final float[] slices;
    private final float[] lines;
    private final float[] columns;

    PoolDivisors(AveragePool op, Volume in, Volume out) {
        Window window = op.window().volume();
        slices = counts(op, new Taps(window.axis(0), in.d(), out.d()));
        lines = counts(op, new Taps(window.axis(1), in.h(), out.h()));
        columns = Arrays.copyOf(counts(op, new Taps(window.axis(2), in.w(), out.w())), out.w() + LANES);
        for (int ow = 0; ow < out.w() && op.divisor() != 0; ow++) {
            columns[ow] *= op.divisor();
        }
        Arrays.fill(columns, out.w(), columns.length, 1);
    }

    /** For each output position along an axis how many taps count; 1 where none does or where they do not matter. */
    private static float[] counts(AveragePool op, Taps taps) {
        TapRanges ranges = new TapRanges(taps);
        float[] counts = new float[taps.out()];
        for (int output = 0; output < counts.length; output++) {
            int count = op.countPadding() ? padded(taps, output) : ranges.count(output);
            counts[output] = op.divisor() != 0 ? 1 : Math.max(count, 1);
        }
        return counts;
    }

    /** How many of a window's taps lie in the input or its padding, but not beyond, where ceil mode reaches. */
    private static int padded(Taps taps, int output) {
        Axis axis = taps.axis();
        int room = taps.in() + axis.before() + Math.max(axis.after(), 0) - output * axis.stride();
        return Math.min(axis.kernel(), (room + axis.dilation() - 1) / axis.dilation());
    }

    float line(int od, int oh) {
        return slices[od] * lines[oh];
    }

    /** One a column, and some more up to whole vectors. */
    float[] columns() {
        return columns;
    }
}
