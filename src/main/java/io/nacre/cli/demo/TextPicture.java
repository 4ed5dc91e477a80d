package io.nacre.cli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws what was found in a picture: boxes around the lines on the left, the probability map on the right. */
public final class TextPicture {
    private static final int MARGIN = 12;
    private static final int BACKGROUND = 0x16191d;
    private static final int PALE = 0xaab4bf;
    private static final int WHITE = 0xf4f6f8;
    private static final Color BOX = new Color(0x2ee6a6);

    private final Letters letters = new Letters();
    private final BufferedImage original;

    /** A drawing about this picture. */
    public TextPicture(BufferedImage original) {
        this.original = original;
    }

    /**
     * Draws.
     *
     * @param lines in pixels of the picture
     * @param map of any size
     * @param captions lines of ASCII to write below
     */
    public BufferedImage draw(List<TextLine> lines, ProbabilityMap map, List<String> captions) {
        int width = original.getWidth();
        int height = original.getHeight();
        int top = MARGIN + Letters.HEIGHT + MARGIN / 2;
        int bottom = top + height + MARGIN;
        BufferedImage sheet = new BufferedImage(
                2 * width + 3 * MARGIN, bottom + captions.size() * Letters.HEIGHT + MARGIN, BufferedImage.TYPE_INT_RGB);
        fill(sheet);
        letters.write(sheet, MARGIN, MARGIN, "lines of text: " + lines.size(), WHITE);
        letters.write(
                sheet,
                width + 2 * MARGIN,
                MARGIN,
                "probability of text, pixel by pixel: the network marks the core of each line",
                WHITE);
        copy(boxes(lines), sheet, MARGIN, top);
        copy(heat(map), sheet, width + 2 * MARGIN, top);
        for (int i = 0; i < captions.size(); i++) {
            letters.write(sheet, MARGIN, bottom + i * Letters.HEIGHT, captions.get(i), i == 0 ? WHITE : PALE);
        }
        return sheet;
    }

    private static void fill(BufferedImage sheet) {
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, BACKGROUND);
            }
        }
    }

    private static void copy(BufferedImage source, BufferedImage target, int x, int y) {
        int width = source.getWidth();
        int height = source.getHeight();
        target.setRGB(x, y, width, height, source.getRGB(0, 0, width, height, null, 0, width), 0, width);
    }

    private BufferedImage boxes(List<TextLine> lines) {
        BufferedImage image = new BufferedImage(original.getWidth(), original.getHeight(), BufferedImage.TYPE_INT_RGB);
        copy(original, image, 0, 0);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (TextLine line : lines) {
            Path2D outline = outline(line);
            graphics.setColor(new Color(BOX.getRed(), BOX.getGreen(), BOX.getBlue(), 40));
            graphics.fill(outline);
            graphics.setColor(new Color(0, 0, 0, 150));
            graphics.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(outline);
            graphics.setColor(BOX);
            graphics.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(outline);
        }
        for (int i = 0; i < lines.size(); i++) {
            label(image, graphics, lines.get(i).corners().get(0), Integer.toString(i + 1));
        }
        graphics.dispose();
        return image;
    }

    private static Path2D outline(TextLine line) {
        Path2D outline = new Path2D.Double();
        Point last = line.corners().get(line.corners().size() - 1);
        outline.moveTo(last.x(), last.y());
        line.corners().forEach(corner -> outline.lineTo(corner.x(), corner.y()));
        outline.closePath();
        return outline;
    }

    private void label(BufferedImage image, Graphics2D graphics, Point corner, String text) {
        int width = text.length() * Letters.WIDTH + 6;
        int x = (int) Math.max(0, corner.x() - width - 2); // beside the box, so that the text stays legible
        int y = (int) Math.max(0, Math.min(image.getHeight() - Letters.HEIGHT, corner.y() - 2));
        graphics.setColor(BOX);
        graphics.fillRoundRect(x, y, width, Letters.HEIGHT - 1, 8, 8);
        letters.write(image, x + 3, y, text, 0x06261b);
    }

    /** The picture in dark grey, and on it the map in colours. */
    private BufferedImage heat(ProbabilityMap map) {
        BufferedImage image = new BufferedImage(original.getWidth(), original.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                float probability = map.at(x * map.width() / image.getWidth(), y * map.height() / image.getHeight());
                int under = Colours.mix(0, Colours.grey(original.getRGB(x, y)), 0.4f);
                float share = Math.min(1, Math.max(0, probability)) * 0.9f;
                image.setRGB(x, y, Colours.mix(under, Colours.heat(probability), share));
            }
        }
        return image;
    }
}
