package io.nacre.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatedBoxTest {

    @ParameterizedTest
    @ValueSource(doubles = {-44, -30, -7.5, 0, 3, 20, 44})
    void findsTheRectangleThatPointsFill(double degrees) {
        RotatedBox box = new RotatedBox(new Point(70, 50), 80, 25, Math.toRadians(degrees));
        Random random = new Random(5);
        List<Point> points = new ArrayList<>(box.corners());
        while (points.size() < 200) {
            Point point = new Point(140 * random.nextDouble(), 100 * random.nextDouble());
            if (box.contains(point.x(), point.y())) {
                points.add(point);
            }
        }
        RotatedBox found = RotatedBox.around(points);
        assertThat(found.centre().x()).isCloseTo(70, within(1e-9));
        assertThat(found.centre().y()).isCloseTo(50, within(1e-9));
        assertThat(found.width()).isCloseTo(80, within(1e-9));
        assertThat(found.height()).isCloseTo(25, within(1e-9));
        assertThat(Math.toDegrees(found.angle())).isCloseTo(degrees, within(1e-9));
    }

    @Test
    void knowsItsCorners() {
        double right = Math.sqrt(0.5);
        RotatedBox box = new RotatedBox(new Point(0, 0), 4, 2, Math.PI / 4);
        double[][] expected = {{-1, -3}, {3, 1}, {1, 3}, {-3, -1}};
        for (int i = 0; i < 4; i++) {
            assertThat(box.corners().get(i).x()).isCloseTo(expected[i][0] * right, within(1e-9));
            assertThat(box.corners().get(i).y()).isCloseTo(expected[i][1] * right, within(1e-9));
        }
        assertThat(box.contains(2 * right, 2 * right)).isTrue();
        assertThat(box.contains(2 * right, -2 * right)).isFalse();
        assertThat(box.grownBy(1)).isEqualTo(new RotatedBox(new Point(0, 0), 6, 4, Math.PI / 4));
    }

    @Test
    void onePointAndPointsInLineAreBoxesToo() {
        assertThat(RotatedBox.around(List.of(new Point(3, 4)))).isEqualTo(new RotatedBox(new Point(3, 4), 0, 0, 0));
        RotatedBox line = RotatedBox.around(List.of(new Point(0, 0), new Point(4, 3), new Point(8, 6)));
        assertThat(line.width()).isCloseTo(10, within(1e-9));
        assertThat(line.height()).isCloseTo(0, within(1e-9));
    }
}
