package io.nacre.image;

import io.nacre.error.NacreException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;

/** Java's images as planes from 0 to 255: stored samples as they are, without Java's conversions between colour spaces. */
final class Samples {
    private Samples() {}

    static Picture picture(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int colours = model.getNumColorComponents();
        int space = model.getColorSpace().getType();
        boolean grey = space == ColorSpace.TYPE_GRAY && colours == 1;
        boolean rgb = space == ColorSpace.TYPE_RGB && colours == 3;
        if (model instanceof IndexColorModel palette) {
            return palette(image, palette);
        }
        if ((grey || rgb) && !model.isAlphaPremultiplied() && image.getRaster().getNumBands() >= colours) {
            return planes(image, colours);
        }
        return converted(image);
    }

    private static Picture planes(BufferedImage image, int colours) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        List<float[]> planes = new ArrayList<>();
        for (int band = 0; band < colours; band++) {
            float[] plane = raster.getSamples(
                    raster.getMinX(), raster.getMinY(), width, height, band, new float[width * height]);
            float full = (1L << image.getColorModel().getComponentSize(band)) - 1;
            for (int i = 0; full != 255 && i < plane.length; i++) {
                plane[i] = plane[i] * 255 / full;
            }
            planes.add(plane);
        }
        return new Picture(width, height, planes);
    }

    /** Grey if all colours of the palette are. */
    private static Picture palette(BufferedImage image, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean grey = true;
        for (int colour : colours) {
            int red = colour >> 16 & 0xff;
            grey &= red == (colour >> 8 & 0xff) && red == (colour & 0xff);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        int[] indices = image.getRaster().getSamples(0, 0, width, height, 0, new int[width * height]);
        List<float[]> planes = new ArrayList<>();
        for (int c = 0; c < (grey ? 1 : 3); c++) {
            float[] plane = new float[indices.length];
            for (int i = 0; i < plane.length; i++) {
                int index = indices[i]; // a damaged file may have indices behind the palette's end: black, as in Pillow
                plane[i] = index < colours.length ? colours[index] >> (16 - 8 * c) & 0xff : 0;
            }
            planes.add(plane);
        }
        return new Picture(width, height, planes);
    }

    /** Anything else, as Java converts it to sRGB. */
    private static Picture converted(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        List<float[]> planes = List.of(new float[pixels.length], new float[pixels.length], new float[pixels.length]);
        for (int i = 0; i < pixels.length; i++) {
            for (int c = 0; c < 3; c++) {
                planes.get(c)[i] = pixels[i] >> (16 - 8 * c) & 0xff;
            }
        }
        return new Picture(width, height, planes);
    }

    /** A JPEG's samples, still as luminance and chrominance if the file has them so. */
    static Picture jpeg(Raster raster, ImageHeader header) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        List<float[]> bands = new ArrayList<>();
        for (int band = 0; band < raster.getNumBands(); band++) {
            bands.add(raster.getSamples(0, 0, width, height, band, new float[width * height]));
        }
        if (bands.size() == 2 || bands.size() > 4) {
            throw new NacreException("has " + bands.size() + " components, 1 (grey), 3 (colour) or 4 (inks) are known");
        }
        if (header.isFolded()) {
            unfold(bands.get(0), bands.get(1), bands.get(2));
        }
        return new Picture(width, height, bands.size() < 4 ? bands : inks(bands, header.isFolded()));
    }

    /**
     * Cyan, magenta, yellow and black as red, green and blue. As Pillow does, takes them to be stored as Adobe's programs
     * do, 255 for no ink.
     *
     * @param folded whether the first three were folded: then they are in the opposite sense
     */
    private static List<float[]> inks(List<float[]> bands, boolean folded) {
        float[] black = bands.get(3);
        List<float[]> planes = bands.subList(0, 3);
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (folded ? 255 - plane[i] : plane[i]) * black[i] / 255;
            }
        }
        return planes;
    }

    /** Luminance and chrominance to red, green and blue, in place, rounded as libjpeg does. */
    private static void unfold(float[] first, float[] second, float[] third) {
        for (int i = 0; i < first.length; i++) {
            float y = first[i];
            float blue = second[i] - 128;
            float red = third[i] - 128;
            first[i] = clamp(y + 1.402f * red);
            second[i] = clamp(y - 0.344136f * blue - 0.714136f * red);
            third[i] = clamp(y + 1.772f * blue);
        }
    }

    private static float clamp(float sample) {
        return Math.max(0, Math.min(255, Math.round(sample)));
    }
}
