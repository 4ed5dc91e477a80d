package io.nacre.cli.gallery;

import io.nacre.cli.page.Html;
import io.nacre.tensor.Shape;
import io.nacre.text.Markup;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes a gallery: each picture as PNG, and one page that holds them all and needs nothing else. */
public final class Page {
    private final StringBuilder html = new StringBuilder();

    private Page() {}

    /**
     * Writes {@code index.html} and the pictures.
     *
     * @param subtitle what was shown, and what computed it
     * @return the page
     */
    public static Path write(List<Section> sections, String subtitle, Path folder) throws IOException {
        Files.createDirectories(folder);
        Page page = new Page();
        page.head(sections, subtitle);
        for (int i = 0; i < sections.size(); i++) {
            page.section(i + 1, sections.get(i));
        }
        page.html.append(
                "</main>\n<footer>Made by Nacre, <code>nacre gallery</code>. Greys run from each result's smallest"
                        + " elements to its largest, but for the outermost half per cent.</footer>\n</body>\n</html>\n");
        for (Section section : sections) {
            for (Exhibit exhibit : section.exhibits()) {
                for (Panel panel : exhibit.panels()) {
                    Files.write(folder.resolve(panel.file() + ".png"), png(panel.image()));
                }
            }
        }
        return Files.writeString(folder.resolve("index.html"), page.html, StandardCharsets.UTF_8);
    }

    private void head(List<Section> sections, String subtitle) {
        html.append(Html.head("Layers at work", subtitle, Markup.resource(Page.class, "gallery.css")))
                .append("<nav>");
        for (int i = 0; i < sections.size(); i++) {
            html.append("<a href=\"#s")
                    .append(i + 1)
                    .append("\">")
                    .append(Markup.escaped(sections.get(i).title()))
                    .append("</a>");
        }
        html.append("</nav>\n</header>\n<main>\n");
    }

    private void section(int number, Section section) throws IOException {
        html.append("<section id=\"s").append(number).append("\">\n<h2>").append(Markup.escaped(section.title()));
        html.append("</h2>\n<p>").append(section.text()).append("</p>\n<div class=\"exhibits\">\n");
        for (Exhibit exhibit : section.exhibits()) {
            exhibit(exhibit);
        }
        html.append("</div>\n").append(section.extra()).append("</section>\n");
    }

    private void exhibit(Exhibit exhibit) throws IOException {
        int panels = exhibit.panels().size();
        html.append("<article class=\"panels-").append(panels).append("\">\n<div class=\"panels\">");
        for (Panel panel : exhibit.panels()) {
            html.append("<figure")
                    .append(panel.enlarged() ? " class=\"enlarged\"" : "")
                    .append("><img src=\"")
                    .append(source(panel));
            html.append("\" width=\"")
                    .append(panel.image().getWidth())
                    .append("\" height=\"")
                    .append(panel.image().getHeight());
            html.append("\" alt=\"").append(Markup.escaped(panel.caption())).append("\"><figcaption>");
            html.append(Markup.escaped(panel.caption())).append("</figcaption></figure>");
        }
        html.append("</div>\n");
        if (!exhibit.before().equals(exhibit.after())
                || !exhibit.size().isEmpty()
                || exhibit.layer().endsWith(")")) {
            html.append("<code class=\"layer\">")
                    .append(Markup.escaped(exhibit.layer()))
                    .append("</code>\n<p class=\"shapes\">");
            html.append(shape(exhibit.before()))
                    .append("<span>→</span>")
                    .append(shape(exhibit.after()))
                    .append("</p>\n");
        }
        if (!exhibit.size().isEmpty()) {
            html.append("<p class=\"size\">")
                    .append(Markup.escaped(exhibit.size()))
                    .append("</p>\n");
        }
        html.append("</article>\n");
    }

    private static String shape(Shape shape) {
        return "<b>" + shape.toString().replace("×", "<i>×</i>") + "</b>";
    }

    /** What shows single elements stays exact; of the others there is a PNG beside the page. */
    private static String source(Panel panel) throws IOException {
        boolean exact = panel.enlarged() || panel.image().getWidth() <= 256;
        byte[] bytes = exact ? png(panel.image()) : jpeg(panel.image());
        return "data:image/" + (exact ? "png" : "jpeg") + ";base64,"
                + Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, "png");
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return encoded(image, "jpeg");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalStateException("this Java writes no " + format);
        }
        return bytes.toByteArray();
    }
}
