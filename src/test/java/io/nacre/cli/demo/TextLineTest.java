package io.nacre.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines found in maps whose rectangles are known. */
class TextLineTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 120;
    private final float[] values = new float[WIDTH * HEIGHT];

    private void paint(RotatedBox box, float probability) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if (box.contains(x + 0.5, y + 0.5)) {
                    values[y * WIDTH + x] = probability;
                }
            }
        }
    }

    private static RotatedBox box(double x, double y, double width, double height, double degrees) {
        return new RotatedBox(new Point(x, y), width, height, Math.toRadians(degrees));
    }

    private List<TextLine> find() {
        return TextLine.find(new ProbabilityMap(WIDTH, HEIGHT, values));
    }

    @Test
    void growsAnUprightCoreByItsAreaOverItsCircumference() {
        paint(box(100, 60, 80, 20, 0), 0.9f);
        List<TextLine> lines = find();
        assertThat(lines).hasSize(1);
        double distance = 80 * 20 * 1.5 / (2 * (80 + 20)); // 12
        assertCorners(lines.get(0), box(100, 60, 80 + 2 * distance, 20 + 2 * distance, 0), 1e-6);
        assertThat(lines.get(0).score()).isCloseTo(0.9, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"7, 90, 16", "-12, 70, 22", "30, 60, 18", "-40, 80, 14"})
    void findsTurnedCoresWithinAPixel(double degrees, double width, double height) {
        paint(box(101.3, 58.7, width, height, degrees), 1);
        List<TextLine> lines = find();
        assertThat(lines).hasSize(1);
        double distance = width * height * 1.5 / (2 * (width + height));
        assertCorners(lines.get(0), box(101.3, 58.7, width + 2 * distance, height + 2 * distance, degrees), 1.5);
        assertThat(lines.get(0).score()).isGreaterThan(0.9);
    }

    private static void assertCorners(TextLine line, RotatedBox expected, double tolerance) {
        for (int i = 0; i < 4; i++) {
            Point corner = expected.corners().get(i);
            assertThat(line.corners().get(i).x()).isCloseTo(corner.x(), within(tolerance));
            assertThat(line.corners().get(i).y()).isCloseTo(corner.y(), within(tolerance));
        }
    }

    @Test
    void leavesOutWhatIsFaintTinyOrUnlikely() {
        paint(box(40, 20, 40, 10, 0), 0.29f); // below the threshold
        paint(box(40, 50, 40, 10, 0), 0.55f); // above it, but the score is too low
        paint(box(40, 80, 40, 2, 0), 1); // too thin
        paint(box(140, 80, 40, 10, 0), 0.61f);
        assertThat(find()).hasSize(1);
        assertThat(find().get(0).score()).isCloseTo(0.61, within(1e-6));
    }

    @Test
    void pixelsThatTouchAtCornersAreOneLine() {
        paint(box(40, 20, 40, 10, 0), 1); // from (20, 15) to (60, 25)
        paint(box(80, 30, 40, 10, 0), 1); // from (60, 25) to (100, 35)
        assertThat(new ProbabilityMap(WIDTH, HEIGHT, values).areasAbove(0.3f)).hasSize(1);
        paint(box(150, 30, 40, 10, 0), 1);
        assertThat(new ProbabilityMap(WIDTH, HEIGHT, values).areasAbove(0.3f)).hasSize(2);
    }

    @Test
    void ordersLinesAsTheyAreRead() {
        paint(box(150, 33, 40, 8, 0), 0.7f); // a little above its left neighbour
        paint(box(50, 36, 40, 8, 0), 0.8f);
        paint(box(50, 90, 40, 8, 0), 0.9f);
        paint(box(150, 8, 40, 8, 0), 0.65f);
        assertThat(find().stream().map(line -> Math.round(line.score() * 100)).toList())
                .containsExactly(65L, 80L, 70L, 90L);
    }

    @Test
    void anEmptyMapHasNoLinesAndAFullOneHasOne() {
        assertThat(find()).isEmpty();
        paint(box(100, 60, 300, 300, 0), 1);
        assertThat(find()).hasSize(1);
    }

    @Test
    void scalesWithThePicture() {
        TextLine line = new TextLine(List.of(new Point(1, 2), new Point(3, 4)), 0.5);
        assertThat(line.scaled(2, 10).corners()).containsExactly(new Point(2, 20), new Point(6, 40));
    }

    @Test
    void aMapIsOnePlane() {
        ProbabilityMap map = ProbabilityMap.of(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3));
        assertThat(map.width()).isEqualTo(3);
        assertThat(map.at(2, 1)).isEqualTo(6);
        assertThatThrownBy(() -> ProbabilityMap.of(Tensor.of(new float[4], 1, 2, 1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("probability map: is f32 1×2×1×2, expected f32 1×1×H×W");
    }
}
