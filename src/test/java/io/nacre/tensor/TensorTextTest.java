package io.nacre.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Tensors read as PyTorch 2.13 prints them, with the type behind. */
class TensorTextTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void numbersShareAForm() {
        assertThat(Tensor.of(new float[] {3.5f})).hasToString("tensor(3.5000, f32 scalar)");
        assertThat(Tensor.of(new float[] {1, -20, 3, 0}, 2, 2)).hasToString("""
                tensor([[  1., -20.],
                        [  3.,   0.]], f32 2×2)""");
        assertThat(Tensor.of(new float[] {1.5f, -22.25f, 0, INFINITY}, 4))
                .hasToString("tensor([  1.5000, -22.2500,   0.0000,      inf], f32 4)");
        assertThat(Tensor.of(new float[] {Float.NaN, 1, -INFINITY}, 3)).hasToString("tensor([nan, 1., -inf], f32 3)");
        assertThat(Tensor.of(new float[] {1e-5f, 1, 2}, 3))
                .hasToString("tensor([1.0000e-05, 1.0000e+00, 2.0000e+00], f32 3)");
        assertThat(Tensor.of(new float[] {1, 2, 100000}, 3))
                .hasToString("tensor([1.0000e+00, 2.0000e+00, 1.0000e+05], f32 3)");
        assertThat(Tensor.of(new float[] {-0.0f, 0.00125f, 0.5f}, 3))
                .hasToString("tensor([-0.0000, 0.0012, 0.5000], f32 3)");
        assertThat(Tensor.of(new float[0], 0)).hasToString("tensor([], f32 0)");
    }

    @Test
    void integersAndBooleans() {
        assertThat(Tensor.of(new long[] {1, -200, 3, 4}, 2, 2)).hasToString("""
                tensor([[   1, -200],
                        [   3,    4]], i64 2×2)""");
        assertThat(Tensor.ofBooleans(ByteBuffer.wrap(new byte[] {1, 0}), Shape.of(2)))
                .hasToString("tensor([ True, False], bool 2)");
    }

    @Test
    void axesNestAndLinesBreak() {
        assertThat(ramp(1, 2, 3, 2)).hasToString("""
                tensor([[[ 0.,  1.],
                         [ 2.,  3.],
                         [ 4.,  5.]],

                        [[ 6.,  7.],
                         [ 8.,  9.],
                         [10., 11.]]], f32 2×3×2)""");
        assertThat(ramp(4, 30).toString()).startsWith("""
                tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000, 1.2500, 1.5000, 1.7500, 2.0000,
                        2.2500, 2.5000, """);
    }

    @Test
    void largeOnesShowTheirEdges() {
        assertThat(ramp(8, 40, 50)).hasToString("""
                tensor([[0.0000e+00, 1.2500e-01, 2.5000e-01,  ..., 5.8750e+00, 6.0000e+00,
                         6.1250e+00],
                        [6.2500e+00, 6.3750e+00, 6.5000e+00,  ..., 1.2125e+01, 1.2250e+01,
                         1.2375e+01],
                        [1.2500e+01, 1.2625e+01, 1.2750e+01,  ..., 1.8375e+01, 1.8500e+01,
                         1.8625e+01],
                        ...,
                        [2.3125e+02, 2.3138e+02, 2.3150e+02,  ..., 2.3712e+02, 2.3725e+02,
                         2.3738e+02],
                        [2.3750e+02, 2.3762e+02, 2.3775e+02,  ..., 2.4338e+02, 2.4350e+02,
                         2.4362e+02],
                        [2.4375e+02, 2.4388e+02, 2.4400e+02,  ..., 2.4962e+02, 2.4975e+02,
                         2.4988e+02]], f32 40×50)""");
    }

    /** 0, 1, 2, … divided by a number. */
    private static Tensor ramp(int divisor, int... extents) {
        Tensor tensor = Tensor.zeros(TensorType.f32(extents));
        for (int i = 0; i < tensor.type().elements(); i++) {
            tensor.floats().put(i, (float) i / divisor);
        }
        return tensor;
    }
}
