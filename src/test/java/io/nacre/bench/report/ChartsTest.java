package io.nacre.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.bench.report.BarChart.Bar;
import io.nacre.bench.report.BarChart.Group;
import io.nacre.bench.report.Scaling.Cost;
import io.nacre.bench.report.Scaling.Row;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts are read back as the XML that they must be. */
class ChartsTest {
    private static final Memory LITTLE = new Memory(100 << 20, 20 << 20);

    /** Two pictures cost 10 % more a pixel than one, four half more; the peer has no cliff. */
    private static final Scaling SCALING = new Scaling(
            List.of("cpu", "ort"),
            List.of(
                    new Row("net, batch", 1, 1, 1000, Map.of("cpu", new Cost(1, LITTLE), "ort", new Cost(2, LITTLE))),
                    new Row("net, batch", 2, 2, 2000, Map.of("cpu", new Cost(2.2, LITTLE))),
                    new Row("net, batch", 4, 4, 4000, Map.of("cpu", new Cost(6, LITTLE), "ort", new Cost(8, LITTLE)))));

    @Test
    void aBarIsAsLongAsItsNumber() throws Exception {
        BarChart chart = new BarChart(
                "Speed of <a> & \"b\"",
                List.of("a note"),
                List.of("ours", "theirs", "others"),
                "theirs",
                List.of(new Group("net", Arrays.asList(new Bar(1.5, "1.50×, 2 ms"), new Bar(1, "1.00×"), null))));
        Document svg = parsed(chart.toSvg());
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("Speed of <a> & \"b\"");
        assertThat(texts(svg)).contains("Speed of <a> & \"b\"", "a note", "net", "1.50×, 2 ms", "does not run it");
        List<Element> bars = elements(svg, "rect").stream()
                .filter(rectangle -> rectangle.getElementsByTagName("title").getLength() == 1)
                .toList();
        assertThat(bars).hasSize(2);
        assertThat(length(bars.get(0)) / length(bars.get(1))).isCloseTo(1.5, within(0.001));
    }

    /** A file that is shown as a picture gets no style from elsewhere, and may load nothing. */
    @Test
    void aFileIsLightOrDarkByItself() {
        String svg = SCALING.chart("Cost", List.of()).toSvg();
        assertThat(svg).contains("@media (prefers-color-scheme: dark)").doesNotContain("url(", "<script", "href");
    }

    @Test
    void aLineHasAPointForEachSizeThatWasMeasured() throws Exception {
        Document svg = parsed(SCALING.chart("Cost", List.of()).toSvg());
        List<Element> points = elements(svg, "circle");
        assertThat(points).hasSize(2 * (3 + 2));
        assertThat(points.get(0).getTextContent()).isEqualTo("Nacre cpu, 1: 1000 ns");
        assertThat(height(points.get(2))).as("1500 stands above 1000").isLessThan(height(points.get(0)));
    }

    @Test
    void aTableTellsCostsPerPictureAndPixel() {
        assertThat(SCALING.table().toTsv().lines())
                .containsExactly(
                        "series\tsize\tcpu ms/picture\tns/pixel\tof best\tMiB peak\tort ms/picture\tns/pixel\tof best\tMiB peak",
                        "net, batch\t1\t1.000\t1000.00\t1.00\t100\t2.000\t2000.00\t1.00\t100",
                        "net, batch\t2\t1.100\t1100.00\t1.10\t100\t-\t-\t-\t-",
                        "net, batch\t4\t1.500\t1500.00\t1.50\t100\t2.000\t2000.00\t1.00\t100");
    }

    @Test
    void aCliffIsAPixelThatCostsAQuarterMore() {
        assertThat(SCALING.verdicts())
                .containsExactly(
                        "net, batch, cpu: a cliff, a pixel costs at most 1.50 times the best (at 4)",
                        "net, batch, ort: no cliff, a pixel costs at most 1.00 times the best (at 1)");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.2", "1.96, 0.5", "3, 0.5", "8, 1", "130, 20", "0.07, 0.01"})
    void ticksStandAtRoundNumbers(double range, double step) {
        assertThat(BarChart.step(range)).isCloseTo(step, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.5", "1, 1", "100, 100", "1.256, 1.26"})
    void numbersEndInNoZeros(double value, String text) {
        assertThat(BarChart.number(value)).isEqualTo(text);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document document) {
        return elements(document, "text").stream().map(Element::getTextContent).toList();
    }

    private static double length(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    private static double height(Element point) {
        return Double.parseDouble(point.getAttribute("cy"));
    }
}
