package io.nacre.nn;

import org.jspecify.annotations.Nullable;

/**
 * The hyper-parameters of an average pool.
 *
 * @param ceilMode whether a last, partial window counts
 * @param countIncludePad whether padding counts as elements
 * @param divisorOverride what sums are divided by, null for the number of elements
 */
public record AvgPoolArguments(
        PoolWindow window,
        boolean ceilMode,
        boolean countIncludePad,
        @Nullable Integer divisorOverride) {

    public AvgPoolArguments {
        if (window.axes() == 1) {
            line("kernel_size", window.kernelSize());
            line("stride", window.stride());
            line("padding", window.padding());
        } else {
            fits(window, "kernel_size must", "be", window.kernelSize());
            fits(window, "stride must", "be omitted,", window.stride());
            fits(window, "padding must", "be", window.padding());
        }
        Checks.require(divisorOverride == null || divisorOverride != 0, "divisor must be not zero");
        window.check();
    }

    static AvgPoolArguments of(PoolWindow window) {
        return new AvgPoolArguments(window, false, true, null);
    }

    private static void line(String name, PerAxis numbers) {
        Checks.require(
                numbers.fits(1),
                "avg_pool1d() argument '" + name + "' should contain one int (got "
                        + numbers.numbers().size() + ")");
    }

    private static void fits(PoolWindow window, String name, String words, PerAxis numbers) {
        Checks.require(
                numbers.fits(window.axes()),
                "avg_pool" + window.axes() + "d: " + name + (window.axes() == 2 ? " either " : " ") + words
                        + " a single int, or a tuple of " + (window.axes() == 2 ? "two" : "three") + " ints, but got "
                        + numbers);
    }

    AvgPoolArguments with(PoolWindow replacement) {
        return new AvgPoolArguments(replacement, ceilMode, countIncludePad, divisorOverride);
    }

    String describe() {
        return "kernel_size=" + window.kernelSize() + ", stride=" + window.stride() + ", padding=" + window.padding();
    }
}
