package io.nacre.image;

import io.nacre.error.NacreException;
import io.nacre.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture as planes of numbers from 0 to 255, row-major.
 *
 * <p>Read as Python's Pillow reads it with {@code convert("RGB")} after {@code ImageOps.exif_transpose}: samples as they
 * are stored, whatever the colour profile; alpha dropped; palettes looked up; turned upright by EXIF. Samples of 16 bits
 * keep their precision.
 *
 * @param planes red, green and blue, or one plane of grey
 */
public record Picture(int width, int height, List<float[]> planes) {
    /** Pillow's own limit against pictures that unpack to all of the memory. */
    static final int MOST_PIXELS = 178_956_970;

    public Picture {
        planes = List.copyOf(planes);
    }

    /**
     * Reads a PNG, JPEG, BMP or GIF (its first picture).
     *
     * @throws NacreException if it is damaged, of another kind, or too large
     */
    public static Picture read(Path file) throws IOException {
        return PictureReader.read(Files.readAllBytes(file), file.toString());
    }

    /**
     * Reads a PNG, JPEG, BMP or GIF from a stream, which is not closed.
     *
     * @param place what to call it in errors
     */
    public static Picture read(InputStream stream, String place) throws IOException {
        return PictureReader.read(stream.readAllBytes(), place);
    }

    /** The samples of an image that Java holds. */
    public static Picture of(BufferedImage image) {
        return Samples.picture(image);
    }

    /** This picture in grey, by the weights of ITU-R BT.601, or in three equal planes. */
    public Picture withChannels(int channels) {
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

    /**
     * This picture at another size: bilinear where it grows, averaged by a triangle filter where it shrinks. The same as
     * Pillow's {@code resize(size, BILINEAR)} and torchvision's {@code Resize(size, antialias=True)}, but for Pillow's
     * rounding to whole numbers.
     */
    public Picture resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        requireSize("resize", newWidth, newHeight);
        List<float[]> resized = planes.stream()
                .map(plane -> Triangle.transposed(Triangle.rows(plane, width, newWidth), newWidth))
                .map(plane -> Triangle.transposed(Triangle.rows(plane, height, newHeight), newHeight))
                .toList();
        return new Picture(newWidth, newHeight, resized);
    }

    /** This picture with its shorter side of that length, the other in proportion: torchvision's {@code Resize(side)}. */
    public Picture shorterSide(int side) {
        int longer = (int) ((long) side * Math.max(width, height) / Math.min(width, height));
        return width <= height ? resized(side, longer) : resized(longer, side);
    }

    /** The middle of this picture: torchvision's {@code CenterCrop((height, width))}, but it must not be larger. */
    public Picture centerCrop(int cropWidth, int cropHeight) {
        requireSize("crop", cropWidth, cropHeight);
        if (cropWidth > width || cropHeight > height) {
            throw new NacreException("crop to " + cropWidth + "x" + cropHeight + ": the picture is " + width + "x"
                    + height + "; resize it first");
        }
        int left = (int) Math.rint((width - cropWidth) / 2.0); // to the even number, as Python rounds
        int top = (int) Math.rint((height - cropHeight) / 2.0);
        List<float[]> cropped = planes.stream()
                .map(plane -> {
                    float[] part = new float[cropWidth * cropHeight];
                    for (int y = 0; y < cropHeight; y++) {
                        System.arraycopy(plane, (top + y) * width + left, part, y * cropWidth, cropWidth);
                    }
                    return part;
                })
                .toList();
        return new Picture(cropWidth, cropHeight, cropped);
    }

    /** A float32 tensor 1×C×H×W. */
    public Tensor tensor(Normalization normalization) {
        int channels = planes.size();
        int pixels = width * height;
        float[] values = new float[Math.multiplyExact(channels, pixels)];
        for (int c = 0; c < channels; c++) {
            float[] plane = planes.get(normalization.bgr() ? channels - 1 - c : c);
            float scale = normalization.scale();
            float mean = normalization.mean(c, channels);
            float std = normalization.std(c, channels);
            for (int i = 0; i < pixels; i++) {
                values[c * pixels + i] = (plane[i] * scale - mean) / std;
            }
        }
        return Tensor.of(values, 1, channels, height, width);
    }

    /** This picture as Java's, in 8-bit RGB; numbers are rounded, and those beyond 0 to 255 cut off. */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            for (int c = 0; c < 3; c++) {
                float sample = planes.get(planes.size() == 1 ? 0 : c)[i];
                pixels[i] = pixels[i] << 8 | Math.max(0, Math.min(255, Math.round(sample)));
            }
        }
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static void requireSize(String what, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new NacreException(
                    what + " to " + width + "x" + height + ": a picture has 1 to " + MOST_PIXELS + " pixels");
        }
    }
}
