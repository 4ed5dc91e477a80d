package io.nacre.backend.cpu;

import java.util.stream.IntStream;

/**
 * The taps of one axis sorted by the part of a line they see: with a stride of s, results that follow each other see
 * every s-th element, so a line is split into s phases, in each of which a tap sees elements that follow each other.
 *
 * @param taps the window along the axis
 * @param phases those that taps see, each a number below the stride
 */
record PhasedAxis(Taps taps, int[] phases) {

    static PhasedAxis of(Taps taps) {
        int[] phases = IntStream.range(0, taps.count())
                .map(tap -> tap * taps.axis().dilation() % taps.stride())
                .distinct()
                .sorted()
                .toArray();
        return new PhasedAxis(taps, phases);
    }

    /** The place of a tap's phase among {@link #phases}. */
    int phase(int tap) {
        int phase = tap * taps.axis().dilation() % taps.stride();
        int place = 0;
        while (phases[place] != phase) {
            place++;
        }
        return place;
    }

    /** How far behind a result's own position, within the phase, a tap sees. */
    int shift(int tap) {
        return tap * taps.axis().dilation() / taps.stride();
    }

    /** The largest {@link #shift}. */
    int reach() {
        return shift(taps.count() - 1);
    }

    /** The first position of a phase that lies in the input or behind it, for results from {@code first} on. */
    int begin(int phase, int first) {
        return Taps.ceilDiv(taps.axis().before() - phases[phase] - first * taps.stride(), taps.stride());
    }

    /** The first position of a phase that lies behind the input, for results from {@code first} on. */
    int end(int phase, int first) {
        return Taps.ceilDiv(taps.in() + taps.axis().before() - phases[phase] - first * taps.stride(), taps.stride());
    }

    /** Where a phase's position lies in the input; may be outside. */
    int source(int phase, int position, int first) {
        return (first + position) * taps.stride() + phases[phase] - taps.axis().before();
    }
}
