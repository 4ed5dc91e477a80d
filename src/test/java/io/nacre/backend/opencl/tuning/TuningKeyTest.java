package io.nacre.backend.opencl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningKeyTest {
    private static String key(Op op, boolean constant, TensorType... inputs) {
        return TuningKey.of(op, List.of(inputs), constant).map(TuningKey::text).orElse("");
    }

    private static Convolution convolution(int kernel, int padding, Epilogue epilogue) {
        Axis axis = new Axis(kernel, 1, 1, padding, padding);
        return new Convolution(Window.of(axis, axis), 1, epilogue);
    }

    private static String convolution(int in, int out, int size) {
        return key(
                convolution(3, 1, Epilogue.NONE),
                true,
                TensorType.f32(1, in, size, size),
                TensorType.f32(out, in, 3, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "64, 64", "65, 128", "2147483647, 2147483648"})
    void extentsAreRoundedUpToPowersOfTwo(int extent, long bucket) {
        assertThat(TuningKey.bucket(extent)).isEqualTo(bucket);
    }

    @Test
    void operationsOfLikeExtentsShareAKey() {
        assertThat(convolution(64, 64, 56))
                .isEqualTo("convolution 1x64x64x64 to 1x64x64x64, window 3x3, stride 1x1, dilation 1x1, groups 1,"
                        + " constant")
                .isEqualTo(convolution(40, 33, 64))
                .isNotEqualTo(convolution(65, 64, 56))
                .isNotEqualTo(convolution(64, 65, 56))
                .isNotEqualTo(convolution(64, 64, 65))
                .isNotEqualTo(convolution(64, 64, 32));
    }

    @Test
    void windowsAndWhatIsConstantCountAndTheEpilogueDoesNot() {
        TensorType x = TensorType.f32(1, 8, 20, 20);
        TensorType w = TensorType.f32(8, 8, 3, 3);
        Epilogue relu = Epilogue.of(new Epilogue.Activate(Activation.relu()));
        String plain = key(convolution(3, 1, Epilogue.NONE), true, x, w);
        assertThat(plain)
                .isEqualTo(key(convolution(3, 1, relu), true, x, w))
                .isNotEqualTo(key(convolution(3, 1, Epilogue.NONE), false, x, w))
                .isNotEqualTo(key(convolution(5, 2, Epilogue.NONE), true, x, TensorType.f32(8, 8, 5, 5)));
    }

    @Test
    void bothOperandsOfAProductCount() {
        MatMul product = new MatMul(Epilogue.NONE);
        assertThat(key(product, false, TensorType.f32(5, 100), TensorType.f32(100, 7)))
                .isEqualTo("matmul 8x128 to 8x8 by 128x8, run-time");
    }

    @Test
    void whatHasNothingToTuneHasNoKey() {
        assertThat(Stream.of(new Unary(Activation.relu())).map(op -> key(op, false, TensorType.f32(4))))
                .containsExactly("");
    }
}
