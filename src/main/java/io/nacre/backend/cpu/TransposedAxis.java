package io.nacre.backend.cpu;

import io.nacre.op.Axis;
import java.util.stream.IntStream;

/**
 * One axis of a transposed convolution by phases: results whose positions leave the same remainder by the stride are those
 * of a plain convolution of stride 1, by the taps that lie on them.
 *
 * @param axis the window along the axis
 */
record TransposedAxis(Axis axis) {

    int phases() {
        return axis.stride();
    }

    /** The taps of a phase. */
    int[] taps(int phase) {
        return IntStream.range(0, axis.kernel())
                .filter(tap -> phase(tap) == phase)
                .toArray();
    }

    private int phase(int tap) {
        return Math.floorMod(tap * axis.dilation() - axis.before(), axis.stride());
    }

    /** How far behind a result's own position, counted within its phase, a tap sees the input. */
    private int shift(int tap) {
        return (phase(tap) + axis.before() - tap * axis.dilation()) / axis.stride();
    }

    private int first() {
        return IntStream.range(0, axis.kernel()).map(this::shift).min().orElseThrow();
    }

    /** A tap's place within {@link #window}. */
    int place(int tap) {
        return shift(tap) - first();
    }

    /** The window of stride 1 that holds the taps of all phases. */
    Axis window() {
        int last = IntStream.range(0, axis.kernel()).map(this::shift).max().orElseThrow();
        return new Axis(last - first() + 1, 1, 1, -first(), 0);
    }

    /** Results of the longest phase. */
    int results(int extent) {
        return Tiles.cover(extent, axis.stride());
    }
}
