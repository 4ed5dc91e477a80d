package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static final Binary ADD = new Binary(Binary.Function.ADD);

    private static Shape shape(Shape a, Shape b) {
        Shape there = Broadcast.shape(ADD, a, b);
        assertThat(Broadcast.shape(ADD, b, a)).isEqualTo(there);
        return there;
    }

    @Test
    void alignsAtTheLastAxes() {
        assertThat(shape(Shape.of(2, 3, 4), Shape.of(4))).isEqualTo(Shape.of(2, 3, 4));
        assertThat(shape(Shape.of(2, 1, 4), Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
        assertThat(shape(Shape.of(), Shape.of(5))).isEqualTo(Shape.of(5));
        assertThat(shape(Shape.of(1), Shape.of(0))).isEqualTo(Shape.of(0));
    }

    @Test
    void repeatedAxesHaveStrideZero() {
        assertThat(Broadcast.strides(Shape.of(3, 1), Shape.of(2, 3, 4))).containsExactly(0, 1, 0);
        assertThat(Broadcast.strides(Shape.of(2, 3, 4), Shape.of(2, 3, 4))).containsExactly(12, 4, 1);
        assertThat(Broadcast.strides(Shape.of(), Shape.of(2, 3))).containsExactly(0, 0);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ADD.outputs(List.of(TensorType.f32(2, 3), TensorType.f32(4, 4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Binary: The size of tensor a (2) must match the size of tensor b (4) at non-singleton"
                        + " dimension 0 (2×3 and 4×4)");
    }
}
