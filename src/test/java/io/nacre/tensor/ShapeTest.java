package io.nacre.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private final Shape shape = Shape.of(2, 3, 4, 5);

    @Test
    void countsElements() {
        assertThat(shape.elements()).isEqualTo(120);
        assertThat(shape.elements(1, 3)).isEqualTo(12);
        assertThat(shape.elements(2, 2)).isOne();
        assertThat(Shape.of().elements()).isOne();
        assertThat(Shape.of(3, 0, 5).elements()).isZero();
        assertThat(Shape.of(1 << 30, 1 << 30).elements()).isEqualTo(1L << 60);
    }

    @Test
    void stridesAreRowMajor() {
        assertThat(shape.strides()).containsExactly(60, 20, 5, 1);
        assertThat(Shape.of().strides()).isEmpty();
    }

    @Test
    void axesCountFromBothEnds() {
        assertThat(shape.extent(-1)).isEqualTo(5);
        assertThat(shape.extent(0)).isEqualTo(2);
        assertThat(shape.axis(-4, "Softmax")).isZero();
        assertThat(shape.axis(3, "Softmax")).isEqualTo(3);
        assertThat(shape.with(-2, 9)).isEqualTo(Shape.of(2, 3, 9, 5));
    }

    @Test
    void isAValue() {
        int[] extents = {2, 3};
        Shape made = Shape.of(extents);
        extents[0] = 7;
        made.toArray()[1] = 7;
        assertThat(made).isEqualTo(Shape.of(List.of(2, 3))).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(made).isNotEqualTo(Shape.of(2, 3, 1));
    }

    @Test
    void readsWell() {
        assertThat(shape).hasToString("2×3×4×5");
        assertThat(Shape.of()).hasToString("scalar");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Shape 2×-1: extent -1 is negative");
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30))
                .hasMessage("Shape 1073741824×1073741824×1073741824: more than 2^63 elements");
        assertThatThrownBy(() -> shape.axis(4, "Softmax"))
                .hasMessage("Softmax: Dimension out of range (expected to be in range of [-4, 3], but got 4) for shape"
                        + " 2×3×4×5");
    }
}
