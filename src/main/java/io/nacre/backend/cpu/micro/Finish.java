package io.nacre.backend.cpu.micro;

/**
 * What becomes of finished sums on their way to their place: {@code y = clip(sum + bias[row])}, or {@code y += sum} where
 * other parts of the sums lie there already.
 *
 * @param bias a number a row; not added where sums are accumulated
 * @param offset of the first row's bias
 * @param clip whether results are limited; NaN and -0 stay what they are
 * @param low the smallest result
 * @param high the largest result
 */
public record Finish(float[] bias, int offset, boolean clip, float low, float high) {

    /** A row's bias. */
    public float bias(int row) {
        return bias[offset + row];
    }
}
