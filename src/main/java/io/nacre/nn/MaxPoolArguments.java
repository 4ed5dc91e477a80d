package io.nacre.nn;

/**
 * The hyper-parameters of a max pool.
 *
 * @param returnIndices whether each maximum's position within its plane is the second result
 * @param ceilMode whether a last, partial window counts
 */
public record MaxPoolArguments(PoolWindow window, boolean returnIndices, boolean ceilMode) {

    public MaxPoolArguments {
        checkLengths(window, returnIndices);
        if (window.axes() == 1 && !returnIndices) {
            checkLine(window);
        } else {
            window.check();
        }
    }

    static MaxPoolArguments of(int axes, PerAxis kernelSize) {
        return new MaxPoolArguments(PoolWindow.of(axes, kernelSize), false, false);
    }

    MaxPoolArguments with(PoolWindow replacement) {
        return new MaxPoolArguments(replacement, returnIndices, ceilMode);
    }

    private static void checkLengths(PoolWindow window, boolean indices) {
        if (window.axes() == 1 && indices) {
            one("kernel_size", window.kernelSize());
            one("stride", window.stride());
            one("padding", window.padding());
            one("dilation", window.dilation());
        } else if (window.axes() == 1) {
            line("kernel_size must be an int, list of ints or", window.kernelSize());
            line("stride must be None, an int, list of ints, or", window.stride());
            line("padding must be an int, list of ints, or", window.padding());
            line("dilation must be an int, list of ints or", window.dilation());
        } else {
            fits(window, "kernel_size must either be", window.kernelSize());
            fits(window, "stride must either be omitted,", window.stride());
            fits(window, "padding must either be", window.padding());
            fits(window, "dilation must be either", window.dilation());
        }
    }

    private static void one(String name, PerAxis numbers) {
        Checks.require(
                numbers.fits(1),
                "max_pool1d() argument '" + name + "' should contain one int (got "
                        + numbers.numbers().size() + ")");
    }

    private static void line(String words, PerAxis numbers) {
        Checks.require(
                numbers.fits(1),
                "max_pool1d() " + words + " tuple of ints of size 1 but got size "
                        + numbers.numbers().size());
    }

    private static void fits(PoolWindow window, String words, PerAxis numbers) {
        Checks.require(
                numbers.fits(window.axes()),
                "max_pool" + window.axes() + "d: " + words + " a single int, or a tuple of "
                        + (window.axes() == 2 ? "two" : "three") + " ints, but got " + numbers);
    }

    /** PyTorch's 1-d pool without indices has a way of its own, and words of its own. */
    private static void checkLine(PoolWindow window) {
        int kernel = window.kernelSize().along(1)[0];
        int pad = window.padding().along(1)[0];
        positive("kernel_size", kernel);
        positive("stride", window.stride().along(1)[0]);
        Checks.require(pad >= 0, "max_pool1d() padding must be non-negative, but got " + pad);
        Checks.require(
                pad <= kernel / 2,
                "max_pool1d() padding should be at most half of kernel size, but got padding=" + pad
                        + " and kernel_size=" + kernel);
        positive("dilation", window.dilation().along(1)[0]);
    }

    private static void positive(String name, int number) {
        Checks.require(number > 0, "max_pool1d() " + name + " must be greater than zero, but got " + number);
    }

    String describe() {
        return "kernel_size=" + window.kernelSize() + ", stride=" + window.stride() + ", padding=" + window.padding()
                + ", dilation=" + window.dilation() + ", ceil_mode=" + Words.of(ceilMode);
    }
}
