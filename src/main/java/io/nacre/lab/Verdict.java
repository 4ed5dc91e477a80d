package io.nacre.lab;

import java.util.Locale;

/** What became of a trial. */
public enum Verdict {
    /** Every check passed. */
    RIGHT,
    /** The first check passed; the others were left out, as it is slower than was worth it. */
    SLOW,
    /** A result differs from the reference, or the kernel wrote where it must not. */
    WRONG,
    /** It does not compile, or cannot be launched. */
    BROKEN,
    /** The process that tried it died. */
    CRASHED,
    /** It did not end in time. */
    HUNG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
