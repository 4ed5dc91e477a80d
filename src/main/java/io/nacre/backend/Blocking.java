package io.nacre.backend;

/**
 * Whether a backend computes convolutions of planes with their channels in blocks ({@link io.nacre.op.Convolution#block}).
 *
 * @param channels of a block, 1 if it does not
 * @param moving what moving an element into a block or out of it costs, in multiply-adds of a convolution
 */
public record Blocking(int channels, double moving) {
    /** No blocks. */
    public static final Blocking NONE = new Blocking(1, 0);
}
