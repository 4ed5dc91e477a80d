package io.nacre.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

    @Test
    void sharesItsElements() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Tensor tensor = Tensor.of(values, 2, 3);
        values[4] = 50;
        tensor.floats().put(5, 60);
        assertThat(tensor.reshape(Shape.of(3, 2)).toFloats()).containsExactly(1, 2, 3, 4, 50, 60);
        assertThat(values[5]).isEqualTo(60);
    }

    @Test
    void takesTheRemainingElementsOfABuffer() {
        FloatBuffer buffer =
                FloatBuffer.wrap(new float[] {0, 1, 2, 3}).position(1).limit(3);
        Tensor tensor = Tensor.of(buffer, Shape.of(2));
        assertThat(tensor.toFloats()).containsExactly(1, 2);
        assertThat(tensor.floats().get()).isEqualTo(1);
        assertThat(tensor.floats().position())
                .as("each buffer has a position of its own")
                .isZero();
        assertThat(buffer.position()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void zerosAreOfAnyType(DataType type) {
        Tensor zeros = Tensor.zeros(new TensorType(type, Shape.of(2, 2)));
        assertThat(zeros.buffer().remaining()).isEqualTo(4);
        assertThat(zeros.type().bytes()).isEqualTo(4L * type.bytes());
        assertThat(Tensor.zeros(new TensorType(type, Shape.of(3, 0))).buffer().remaining())
                .isZero();
    }

    @Test
    void integersAreReadAsLongs() {
        assertThat(Tensor.of(new long[] {1L << 40, -1}, 2).toLongs()).containsExactly(1L << 40, -1);
        assertThat(Tensor.of(new int[] {7, -7}, 2).toLongs()).containsExactly(7, -7);
        Tensor booleans = Tensor.ofBooleans(ByteBuffer.wrap(new byte[] {0, 1}), Shape.of(2));
        assertThat(booleans.toLongs()).containsExactly(0, 1);
        assertThat(booleans.integer(1)).isOne();
    }

    @Test
    void equalityIsIdentity() {
        float[] values = {1};
        assertThat(Tensor.of(values, 1)).isNotEqualTo(Tensor.of(values, 1));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Tensor: shape 2×3 has 6 elements, the data 5");
        Tensor tensor = Tensor.of(new float[6], 2, 3);
        assertThatThrownBy(tensor::longs).hasMessage("Tensor: f32 2×3 was asked for elements of type I64");
        assertThatThrownBy(() -> tensor.integer(0)).hasMessage("Tensor: f32 2×3 holds floats, integers were asked for");
        assertThatThrownBy(() -> Tensor.zeros(TensorType.f32(1 << 20, 1 << 20)))
                .hasMessageStartingWith("Tensor: f32 1048576×1048576 has 1099511627776 elements, a Java array");
        assertThatThrownBy(() -> tensor.reshape(Shape.of(7))).hasMessage("Tensor: shape 7 has 7 elements, the data 6");
    }

    @Test
    void readsWell() {
        assertThat(Arrays.stream(DataType.values()).filter(DataType::onDevice))
                .containsExactly(DataType.F32, DataType.I32);
    }
}
