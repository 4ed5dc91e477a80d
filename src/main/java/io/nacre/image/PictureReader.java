package io.nacre.image;

import io.nacre.error.NacreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes files with Java's readers, and helps them where they stop short: EXIF, CMYK, damage of all kinds. */
final class PictureReader {
    private final String place;
    private final ImageHeader header;

    private PictureReader(String place, ImageHeader header) {
        this.place = place;
        this.header = header;
    }

    static Picture read(byte[] bytes, String place) {
        PictureReader self = new PictureReader(place, ImageHeader.of(bytes));
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new NacreException(place + ": is no picture that Java can read (PNG, JPEG, BMP, GIF)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return self.decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (NacreException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // Java's readers meet damage with exceptions of every kind
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new NacreException(place + ": is a damaged picture: " + reason, e);
        } catch (OutOfMemoryError e) {
            throw new NacreException(
                    place + ": needs more than the " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB that the JVM has; -Xmx gives it more",
                    e);
        }
    }

    private Picture decode(ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > Picture.MOST_PIXELS) {
            throw new NacreException(place + ": claims " + reader.getWidth(0) + "x" + reader.getHeight(0)
                    + " pixels, more than " + Picture.MOST_PIXELS);
        }
        return header.orientation().upright(samples(reader));
    }

    private Picture samples(ImageReader reader) throws IOException {
        return header.components() == 0
                ? Samples.picture(reader.read(0))
                : Samples.jpeg(reader.readRaster(0, null), header); // else Java converts what has a colour profile
    }
}
