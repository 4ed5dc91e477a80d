package io.nacre.cli.gallery;

import io.nacre.image.Picture;
import io.nacre.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Tensors 1×C×H×W, C being 1 or 3, as pictures. */
final class Shades {
    /** What is left out at either end, so that a few extreme elements do not darken all others. */
    private static final double CUT = 0.005;

    private Shades() {}

    /** From the smallest elements, black, to the largest, white; three planes as red, green and blue. */
    static BufferedImage stretched(Tensor tensor) {
        float[] sorted = tensor.toFloats();
        Arrays.sort(sorted);
        int cut = (int) (CUT * sorted.length);
        return between(tensor, sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** From a number, black, to another, white. */
    static BufferedImage between(Tensor tensor, float black, float white) {
        float[] values = tensor.toFloats();
        float range = white > black ? white - black : 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - black) / range * 255;
        }
        int height = tensor.shape().extent(-2);
        int width = tensor.shape().extent(-1);
        int pixels = height * width;
        float[] red = Arrays.copyOf(values, pixels);
        if (values.length == pixels) {
            return new Picture(width, height, List.of(red)).toImage();
        }
        return new Picture(
                        width,
                        height,
                        List.of(
                                red,
                                Arrays.copyOfRange(values, pixels, 2 * pixels),
                                Arrays.copyOfRange(values, 2 * pixels, 3 * pixels)))
                .toImage();
    }

    /** A square part of a picture, each of its pixels a larger square. */
    static BufferedImage enlarged(BufferedImage image, int left, int top, int side, int factor) {
        BufferedImage large = new BufferedImage(side * factor, side * factor, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(left + x / factor, top + y / factor));
            }
        }
        return large;
    }
}
