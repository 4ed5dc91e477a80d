package io.nacre.cli;

import io.nacre.error.NacreException;
import io.nacre.tensor.Tensor;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture as planes of numbers from 0 to 255, row-major.
 *
 * @param planes red, green and blue, or one plane of grey
 */
record Picture(int width, int height, List<float[]> planes) {

    /**
     * What becomes of a picture's numbers: {@code (value × scale − mean) / std}.
     *
     * @param mean one number a plane or one for all, in the order of the planes as they are handed over
     * @param std as {@code mean}
     * @param bgr whether blue comes first
     */
    record Normalization(float scale, List<Float> mean, List<Float> std, boolean bgr) {}

    static Picture read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return of(image(stream, file.toString()));
        }
    }

    /** Decodes any format that Java knows: PNG, JPEG, BMP, GIF. */
    static BufferedImage image(InputStream stream, String place) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(stream);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new NacreException(place + ": is a damaged picture: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new NacreException(place + ": is no picture that Java can read (PNG, JPEG, BMP, GIF)");
        }
        return image;
    }

    static Picture of(BufferedImage image) {
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getRaster().getNumBands() == 1;
        return grey ? grey(image) : colour(image);
    }

    /** The samples as they are: Java's own conversion of grey assumes linear light and would brighten it. */
    private static Picture grey(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float full = (1 << image.getColorModel().getComponentSize(0)) - 1;
        float[] plane = image.getRaster().getSamples(0, 0, width, height, 0, new float[width * height]);
        for (int i = 0; i < plane.length; i++) {
            plane[i] *= 255 / full;
        }
        return new Picture(width, height, List.of(plane));
    }

    /** Transparent parts lie on white. */
    private static Picture colour(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        List<float[]> planes = List.of(new float[pixels.length], new float[pixels.length], new float[pixels.length]);
        for (int i = 0; i < pixels.length; i++) {
            float alpha = (pixels[i] >>> 24) / 255f;
            for (int c = 0; c < 3; c++) {
                planes.get(c)[i] = ((pixels[i] >> (16 - 8 * c)) & 0xff) * alpha + 255 * (1 - alpha);
            }
        }
        return new Picture(width, height, planes);
    }

    /** This picture in grey, by the weights of ITU-R BT.601, or in three equal planes. */
    Picture withChannels(int channels) {
        if (channels == planes.size()) {
            return this;
        }
        if (channels == 3) {
            return new Picture(width, height, List.of(planes.get(0), planes.get(0), planes.get(0)));
        }
        if (channels != 1) {
            throw new NacreException("a picture has 3 channels, or 1 of grey; the model wants " + channels);
        }
        float[] grey = new float[width * height];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.299f * planes.get(0)[i] + 0.587f * planes.get(1)[i] + 0.114f * planes.get(2)[i];
        }
        return new Picture(width, height, List.of(grey));
    }

    /** This picture at another size: bilinear where it grows, averaged by a triangle filter where it shrinks. */
    Picture resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        List<float[]> resized = planes.stream()
                .map(plane -> transposed(rows(plane, width, newWidth), newWidth)) // rows become columns, twice
                .map(plane -> transposed(rows(plane, height, newHeight), newHeight))
                .toList();
        return new Picture(newWidth, newHeight, resized);
    }

    private static float[] rows(float[] plane, int from, int to) {
        int count = plane.length / from;
        float[] target = new float[count * to];
        double ratio = (double) from / to;
        double radius = Math.max(1, ratio);
        for (int x = 0; x < to; x++) {
            double centre = (x + 0.5) * ratio - 0.5;
            int first = (int) Math.max(0, Math.ceil(centre - radius));
            int last = (int) Math.min(from - 1, Math.floor(centre + radius));
            double[] weights = new double[last - first + 1];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.max(0, 1 - Math.abs(first + i - centre) / radius);
            }
            double sum = Arrays.stream(weights).sum();
            for (int y = 0; y < count; y++) {
                double value = 0;
                for (int i = 0; i < weights.length; i++) {
                    value += weights[i] * plane[y * from + first + i];
                }
                target[y * to + x] = (float) (value / sum);
            }
        }
        return target;
    }

    private static float[] transposed(float[] plane, int width) {
        int height = plane.length / width;
        float[] target = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                target[x * height + y] = plane[y * width + x];
            }
        }
        return target;
    }

    /** A float32 tensor 1×C×H×W. */
    Tensor tensor(Normalization normalization) {
        int channels = planes.size();
        int pixels = width * height;
        float[] values = new float[channels * pixels];
        for (int c = 0; c < channels; c++) {
            float[] plane = planes.get(normalization.bgr() ? channels - 1 - c : c);
            float mean = perPlane("--mean", normalization.mean(), c);
            float std = perPlane("--std", normalization.std(), c);
            for (int i = 0; i < pixels; i++) {
                values[c * pixels + i] = (plane[i] * normalization.scale() - mean) / std;
            }
        }
        return Tensor.of(values, 1, channels, height, width);
    }

    private float perPlane(String option, List<Float> values, int plane) {
        if (values.size() != 1 && values.size() != planes.size()) {
            throw new NacreException(option + " " + values + ": expected one number, or one for each of the "
                    + planes.size() + " planes");
        }
        return values.get(values.size() == 1 ? 0 : plane);
    }
}
