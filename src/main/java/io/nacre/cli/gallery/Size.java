package io.nacre.cli.gallery;

import java.util.Locale;

/** PyTorch's formulas for the extent of a result, filled in with numbers. */
final class Size {
    private Size() {}

    /** Of a convolution or a pool. */
    static String window(int in, int kernel, int stride, int padding, int dilation) {
        int out = (in + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        return String.format(
                Locale.ROOT,
                "⌊(%d + 2·%d − %d·(%d − 1) − 1) / %d⌋ + 1 = %d",
                in,
                padding,
                dilation,
                kernel,
                stride,
                out);
    }

    /** Of a transposed convolution. */
    static String transposed(int in, int kernel, int stride) {
        int out = (in - 1) * stride + kernel - 1 + 1;
        return String.format(Locale.ROOT, "(%d − 1)·%d − 2·0 + 1·(%d − 1) + 0 + 1 = %d", in, stride, kernel, out);
    }

    /** Of unpooling. */
    static String unpooled(int in, int kernel) {
        return String.format(
                Locale.ROOT, "(%d − 1)·%d − 2·0 + %d = %d", in, kernel, kernel, (in - 1) * kernel + kernel);
    }
}
