import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws what the demo looks at, a café's wall with signs, and the sheet of letters for its captions. Both are committed;
 * this is how they were made, on a machine with the DejaVu fonts:
 * {@code java scripts/SamplePicture.java src/main/resources/io/nacre/cli/demo}
 */
final class SamplePicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 640;

    private final Random random = new Random(7);
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = smooth(image.createGraphics());

    public static void main(String[] arguments) throws IOException {
        File folder = new File(arguments[0]);
        ImageIO.write(new SamplePicture().draw(), "png", new File(folder, "sample.png"));
        ImageIO.write(letters(), "png", new File(folder, "letters.png"));
    }

    /** The printable ASCII characters side by side, white on black, 10×20 each. */
    private static BufferedImage letters() {
        BufferedImage sheet = new BufferedImage(10 * 95, 20, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = smooth(sheet.createGraphics());
        graphics.setColor(Color.WHITE);
        graphics.setFont(new Font("DejaVu Sans Mono", Font.PLAIN, 16));
        for (char c = ' '; c <= '~'; c++) {
            graphics.drawString(String.valueOf(c), 10 * (c - ' '), 15);
        }
        return sheet;
    }

    private static Graphics2D smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    private BufferedImage draw() {
        bricks();
        fascia();
        chalkboard();
        poster();
        streetSign();
        sticker();
        notice();
        light();
        return developed();
    }

    private void bricks() {
        graphics.setColor(new Color(0x8d8278));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int row = 0; row * 26 < HEIGHT; row++) {
            for (int x = row % 2 == 0 ? -36 : 0; x < WIDTH; x += 74) {
                float shade = 0.78f + 0.22f * random.nextFloat();
                graphics.setColor(new Color(
                        (int) ((140 + random.nextInt(22)) * shade),
                        (int) ((76 + random.nextInt(12)) * shade),
                        (int) ((60 + random.nextInt(10)) * shade)));
                graphics.fill(new RoundRectangle2D.Double(x + 2, row * 26 + 2, 70, 22, 4, 4));
            }
        }
    }

    /** Moves the origin to a board's centre, turned, and casts its shadow. */
    private AffineTransform board(double x, double y, double degrees, java.awt.Shape outline) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(Math.toRadians(degrees));
        for (int i = 10; i > 0; i--) {
            AffineTransform here = graphics.getTransform();
            graphics.translate(i * 0.7, i);
            graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.07f));
            graphics.setColor(Color.BLACK);
            graphics.fill(outline);
            graphics.setTransform(here);
        }
        graphics.setComposite(AlphaComposite.SrcOver);
        return before;
    }

    private static Rectangle2D centred(double width, double height) {
        return new Rectangle2D.Double(-width / 2, -height / 2, width, height);
    }

    private void text(String text, String family, int style, double size, Color colour, double x, double y) {
        graphics.setFont(new Font(family, style, 1).deriveFont((float) size));
        graphics.setColor(colour);
        graphics.drawString(text, (float) (x - graphics.getFontMetrics().stringWidth(text) / 2.0), (float) y);
    }

    private void fascia() {
        AffineTransform before = board(480, 88, -1.2, centred(870, 124));
        graphics.setPaint(new GradientPaint(0, -62, new Color(0x1f4a3d), 0, 62, new Color(0x12332b)));
        graphics.fill(centred(870, 124));
        graphics.setStroke(new BasicStroke(4));
        graphics.setColor(new Color(0xc9a85c));
        graphics.draw(centred(846, 100));
        text("NACRE COFFEE", "DejaVu Serif", Font.BOLD, 60, new Color(0x0a1c18), 3, 15);
        text("NACRE COFFEE", "DejaVu Serif", Font.BOLD, 60, new Color(0xe9c977), 0, 12);
        text("roasters since 2025  -  espresso, cake and quiet corners", "DejaVu Serif", Font.ITALIC, 20,
                new Color(0xe8dcc0), 0, 40);
        graphics.setTransform(before);
    }

    private void chalkboard() {
        AffineTransform before = board(222, 400, 4, centred(340, 380));
        graphics.setPaint(new GradientPaint(-170, 0, new Color(0x9a6a3c), 170, 0, new Color(0x7b5230)));
        graphics.fill(centred(340, 380));
        graphics.setPaint(new GradientPaint(0, -170, new Color(0x35393a), 0, 170, new Color(0x26292b)));
        graphics.fill(centred(308, 348));
        Color chalk = new Color(0xe9ece6);
        text("TODAY", "DejaVu Sans", Font.BOLD, 44, new Color(0xf3d77a), 0, -118);
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(new java.awt.geom.Line2D.Double(-90, -104, 90, -102));
        String[][] rows = {{"Flat white", "3.20"}, {"Cold brew", "3.80"}, {"Apple cake", "4.50"}, {"Ginger tea", "2.90"}};
        for (int i = 0; i < rows.length; i++) {
            text(rows[i][0], "DejaVu Serif", Font.ITALIC, 29, chalk, -50, -58 + 52 * i);
            text(rows[i][1], "DejaVu Serif", Font.PLAIN, 29, chalk, 98, -58 + 52 * i);
        }
        text("ask for our oat milk", "DejaVu Sans", Font.PLAIN, 19, new Color(0x9fd3c0), 0, 150);
        graphics.setTransform(before);
    }

    private void poster() {
        AffineTransform before = board(738, 382, -7, centred(300, 372));
        graphics.setPaint(new GradientPaint(0, -186, new Color(0xf6ead0), 0, 186, new Color(0xe8d5ae)));
        graphics.fill(centred(300, 372));
        graphics.setColor(new Color(0xe2a43b));
        graphics.fill(new Ellipse2D.Double(-70, -40, 140, 140));
        graphics.setColor(new Color(0x1d3557));
        graphics.fill(new Rectangle2D.Double(-150, 62, 300, 54));
        text("JAZZ NIGHT", "DejaVu Sans", Font.BOLD, 39, new Color(0xb5332a), 0, -118);
        text("at the harbour", "DejaVu Serif", Font.BOLD | Font.ITALIC, 28, new Color(0x3a2c25), 0, -76);
        graphics.setColor(new Color(0x3a2c25));
        graphics.setStroke(new BasicStroke(5));
        graphics.draw(new Ellipse2D.Double(-46, 22, 26, 20));
        graphics.draw(new java.awt.geom.Line2D.Double(-20, 32, -8, -30));
        graphics.draw(new Ellipse2D.Double(14, 12, 26, 20));
        graphics.draw(new java.awt.geom.Line2D.Double(40, 22, 52, -40));
        graphics.draw(new java.awt.geom.Line2D.Double(-8, -30, 52, -40));
        text("Friday 21 June, 20:00", "DejaVu Sans", Font.BOLD, 22, Color.WHITE, 0, 97);
        text("free entry - bring a friend", "DejaVu Sans", Font.PLAIN, 18, new Color(0x3a2c25), 0, 152);
        graphics.setTransform(before);
    }

    private void streetSign() {
        AffineTransform before = board(490, 250, 0, new RoundRectangle2D.Double(-84, -44, 168, 88, 14, 14));
        graphics.setPaint(new GradientPaint(0, -44, new Color(0x2b5fb0), 0, 44, new Color(0x1d4388)));
        graphics.fill(new RoundRectangle2D.Double(-84, -44, 168, 88, 14, 14));
        graphics.setStroke(new BasicStroke(3));
        graphics.setColor(Color.WHITE);
        graphics.draw(new RoundRectangle2D.Double(-78, -38, 156, 76, 10, 10));
        text("Harbour St", "DejaVu Sans Condensed", Font.BOLD, 25, Color.WHITE, 0, -4);
        text("12 - 18", "DejaVu Sans Condensed", Font.BOLD, 25, Color.WHITE, 0, 27);
        graphics.setTransform(before);
    }

    private void sticker() {
        AffineTransform before = board(486, 420, 14, new Ellipse2D.Double(-68, -68, 136, 136));
        graphics.setPaint(new RadialGradientPaint(
                -20f, -24f, 110f, new float[] {0, 1}, new Color[] {new Color(0xd9463b), new Color(0x9c241d)}));
        graphics.fill(new Ellipse2D.Double(-68, -68, 136, 136));
        graphics.setStroke(new BasicStroke(3));
        graphics.setColor(new Color(0xf7e7d3));
        graphics.draw(new Ellipse2D.Double(-60, -60, 120, 120));
        text("OPEN", "DejaVu Sans", Font.BOLD, 33, new Color(0xfff6e8), 0, 6);
        text("till late", "DejaVu Sans", Font.PLAIN, 19, new Color(0xfff6e8), 0, 32);
        graphics.setTransform(before);
    }

    private void notice() {
        AffineTransform before = board(494, 572, -18, centred(172, 62));
        graphics.setPaint(new GradientPaint(-86, 0, new Color(0xf2df6a), 86, 0, new Color(0xe3c94a)));
        graphics.fill(centred(172, 62));
        text("Mind the step", "DejaVu Sans", Font.PLAIN, 20, new Color(0x2b2b2b), 0, -4);
        text("no bicycles", "DejaVu Sans", Font.PLAIN, 16, new Color(0x2b2b2b), 0, 19);
        graphics.setTransform(before);
    }

    /** Evening sun from the upper left. */
    private void light() {
        graphics.setPaint(new RadialGradientPaint(
                260f, 120f, 900f, new float[] {0, 0.45f, 1},
                new Color[] {new Color(255, 236, 190, 46), new Color(120, 90, 60, 16), new Color(8, 10, 30, 150)}));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
    }

    /** A lens's softness and a little grain; steps of 4 keep the file small. */
    private BufferedImage developed() {
        float side = 0.07f;
        float corner = 0.03f;
        float[] weights = {corner, side, corner, side, 1 - 4 * side - 4 * corner, side, corner, side, corner};
        BufferedImage soft = new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(image, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int grain = random.nextInt(8) == 0 ? (int) Math.round(3 * random.nextGaussian()) : 0;
                int rgb = soft.getRGB(x, y);
                soft.setRGB(x, y, step(rgb >> 16, grain) << 16 | step(rgb >> 8, grain) << 8 | step(rgb, grain));
            }
        }
        return soft;
    }

    private static int step(int value, int grain) {
        return Math.min(255, Math.max(0, ((value & 0xff) + grain + 2) / 4 * 4));
    }
}
