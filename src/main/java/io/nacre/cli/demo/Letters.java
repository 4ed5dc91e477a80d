package io.nacre.cli.demo;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Writes ASCII on pictures. The letters are a picture themselves: a server's Java often comes without any font. */
final class Letters {
    static final int WIDTH = 10;
    static final int HEIGHT = 20;
    private final Raster sheet;

    Letters() {
        try (InputStream stream = Objects.requireNonNull(Letters.class.getResourceAsStream("letters.png"))) {
            sheet = ImageIO.read(stream).getRaster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text with its upper left corner at (x, y); what lies outside is cut off. */
    void write(BufferedImage image, int x, int y, String text, int rgb) {
        for (int i = 0; i < text.length(); i++) {
            int index = text.charAt(i) - ' ';
            if (index >= 0 && index < sheet.getWidth() / WIDTH) {
                letter(image, x + i * WIDTH, y, index, rgb);
            }
        }
    }

    private void letter(BufferedImage image, int x, int y, int index, int rgb) {
        for (int v = Math.max(0, -y); v < Math.min(HEIGHT, image.getHeight() - y); v++) {
            for (int u = Math.max(0, -x); u < Math.min(WIDTH, image.getWidth() - x); u++) {
                float weight = sheet.getSample(index * WIDTH + u, v, 0) / 255f;
                image.setRGB(x + u, y + v, Colours.mix(image.getRGB(x + u, y + v), rgb, weight));
            }
        }
    }
}
