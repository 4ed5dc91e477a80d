package io.nacre.op;

import io.nacre.tensor.Shape;

/**
 * A batch of 1-d, 2-d or 3-d planes seen as 3-d: axes that are absent have extent 1.
 *
 * @param n samples
 * @param c channels
 * @param d depth
 * @param h height
 * @param w width
 */
public record Volume(int n, int c, int d, int h, int w) {

    /** A shape of rank 3 (N,C,W), 4 (N,C,H,W) or 5 (N,C,D,H,W) as a volume. */
    public static Volume of(Shape shape) {
        int rank = shape.rank();
        return new Volume(
                shape.extent(0),
                shape.extent(1),
                rank > 4 ? shape.extent(-3) : 1,
                rank > 3 ? shape.extent(-2) : 1,
                shape.extent(-1));
    }

    /** Elements of one channel of one sample. */
    public int plane() {
        return Math.toIntExact((long) d * h * w);
    }

    /** Elements of one sample: the batch stride of a dense view. */
    public long sample() {
        return (long) c * plane();
    }
}
