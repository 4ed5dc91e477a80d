package io.nacre.cli.gallery;

import io.nacre.image.Picture;
import io.nacre.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors 1×C×H×W, C being 1 or 3, as pictures. */
final class Shades {
    /** What is left out at either end, so that a few extreme elements do not darken all others. */
    private static final double CUT = 0.005;

    private Shades() {}

    /** Each plane from its smallest elements, black, to its largest, white; three planes as red, green and blue. */
    static BufferedImage stretched(Tensor tensor) {
        List<float[]> planes = planes(tensor);
        for (float[] plane : planes) {
            float[] sorted = plane.clone();
            Arrays.sort(sorted);
            int cut = (int) (CUT * sorted.length);
            scale(plane, sorted[cut], sorted[sorted.length - 1 - cut]);
        }
        return image(tensor, planes);
    }

    /** From a number, black, to another, white. */
    static BufferedImage between(Tensor tensor, float black, float white) {
        List<float[]> planes = planes(tensor);
        planes.forEach(plane -> scale(plane, black, white));
        return image(tensor, planes);
    }

    private static List<float[]> planes(Tensor tensor) {
        float[] values = tensor.toFloats();
        int pixels = tensor.shape().extent(-1) * tensor.shape().extent(-2);
        List<float[]> planes = new ArrayList<>();
        for (int first = 0; first < values.length; first += pixels) {
            planes.add(Arrays.copyOfRange(values, first, first + pixels));
        }
        return planes;
    }

    private static void scale(float[] plane, float black, float white) {
        float range = white > black ? white - black : 1;
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (plane[i] - black) / range * 255;
        }
    }

    private static BufferedImage image(Tensor tensor, List<float[]> planes) {
        return new Picture(tensor.shape().extent(-1), tensor.shape().extent(-2), planes).toImage();
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
