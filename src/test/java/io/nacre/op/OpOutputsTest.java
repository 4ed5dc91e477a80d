package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The types of results, and the texts of what does not fit. */
class OpOutputsTest {
    private static final Window THREE = Window.of(new Axis(3, 2, 1, 1, 1), new Axis(3, 1, 1, 0, 0));
    private static final Convolution CONVOLUTION = new Convolution(THREE, 1, Epilogue.NONE);

    private static TensorType f32(int... extents) {
        return TensorType.f32(extents);
    }

    private static void gives(TensorType expected, Op op, TensorType... inputs) {
        assertThat(op.outputs(List.of(inputs)).get(0)).isEqualTo(expected);
    }

    private static void refuses(String message, Op op, TensorType... inputs) {
        assertThatThrownBy(() -> op.outputs(Arrays.asList(inputs)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    @Test
    void convolution() {
        gives(f32(2, 5, 4, 5), CONVOLUTION, f32(2, 3, 8, 7), f32(5, 3, 3, 3));
        gives(f32(0, 5, 4, 5), CONVOLUTION, f32(0, 3, 8, 7), f32(5, 3, 3, 3));
        refuses("Convolution: 1 inputs, expected 2", CONVOLUTION, f32(1, 3, 8, 7));
        refuses(
                "Convolution: input has 4 channels, weight 5×3×3×3 in 1 group expects 3 (input 1×4×8×7)",
                CONVOLUTION,
                f32(1, 4, 8, 7),
                f32(5, 3, 3, 3));
        refuses(
                "Convolution: weight 5×3×3×1 does not hold a kernel of 3×3 (input 1×3×8×7)",
                CONVOLUTION,
                f32(1, 3, 8, 7),
                f32(5, 3, 3, 1));
        refuses(
                "Convolution: weight 5×2×3×3 has 5 output channels, not divisible by 2 groups",
                new Convolution(THREE, 2, Epilogue.NONE),
                f32(1, 4, 8, 7),
                f32(5, 2, 3, 3));
        refuses(
                "Convolution: weight 5×3×3 has rank 3, input 1×3×8×7 expects a weight of rank 4",
                CONVOLUTION,
                f32(1, 3, 8, 7),
                f32(5, 3, 3));
        refuses(
                "Convolution: input is i32 5×3×3×3, expected float32",
                CONVOLUTION,
                f32(1, 3, 8, 7),
                new TensorType(DataType.I32, Shape.of(5, 3, 3, 3)));
        assertThatThrownBy(() -> new Convolution(THREE, 0, Epilogue.NONE))
                .hasMessage("Convolution: groups must be a positive integer, but got 0");
    }

    @Test
    void convolutionInBlocks() {
        Convolution op = new Convolution(THREE, 1, Epilogue.of(new Epilogue.Bias(), new Epilogue.Add()), 16);
        TensorType result = new Convolution(THREE, 1, Epilogue.NONE, 16)
                .outputs(List.of(f32(2, 2, 8, 7, 16), f32(20, 17, 3, 3)))
                .get(0);
        assertThat(result.shape().rank()).isEqualTo(5);
        assertThat(result.shape().extent(1)).isEqualTo(2);
        gives(result, op, f32(2, 2, 8, 7, 16), f32(20, 17, 3, 3), f32(20), result);
        gives(result, op, f32(2, 3, 8, 7), f32(20, 3, 3, 3), f32(20), result);
        refuses(
                "Convolution: input 2×3×8×7×16 in blocks, weight 20×17×3×3 in 1 groups expects 2×2×8×7×16",
                op,
                f32(2, 3, 8, 7, 16),
                f32(20, 17, 3, 3),
                f32(20),
                result);
        assertThatThrownBy(() -> new Convolution(Window.of(Axis.UNIT), 1, Epilogue.NONE, 16))
                .hasMessage(
                        "Convolution: channels in blocks of 16, and a window of 1 axes; blocks of more than 1 want 2 axes");
    }

    @Test
    void convolutionTranspose() {
        ConvolutionTranspose op = new ConvolutionTranspose(THREE, List.of(1, 0), 2, Epilogue.NONE);
        gives(f32(2, 6, 16, 9), op, f32(2, 4, 8, 7), f32(4, 3, 3, 3));
        refuses(
                "ConvolutionTranspose: input has 4 channels, weight 6×3×3×3 expects 6 in 2 groups (input 2×4×8×7)",
                op,
                f32(2, 4, 8, 7),
                f32(6, 3, 3, 3));
        Window narrow = Window.of(new Axis(1, 1, 1, 3, 3));
        refuses(
                "ConvolutionTranspose: spatial axis 0 of input 1×1×4 would become -2 elements long",
                new ConvolutionTranspose(narrow, List.of(0), 1, Epilogue.NONE),
                f32(1, 1, 4),
                f32(1, 1, 1));
        assertThatThrownBy(() -> new ConvolutionTranspose(THREE, List.of(1), 1, Epilogue.NONE))
                .hasMessage("ConvolutionTranspose: output padding [1] for a window of 2 axes");
    }

    @Test
    void epilogues() {
        Convolution op = CONVOLUTION.withEpilogue(Epilogue.of(new Epilogue.Bias(), new Epilogue.Add()));
        gives(f32(2, 5, 4, 5), op, f32(2, 3, 8, 7), f32(5, 3, 3, 3), f32(5), f32(2, 5, 4, 5));
        refuses(
                "Convolution: epilogue stage Bias has an operand of type f32 3, expected f32 5",
                op,
                f32(2, 3, 8, 7),
                f32(5, 3, 3, 3),
                f32(3),
                f32(2, 5, 4, 5));
        refuses("Convolution: 3 inputs, expected 4", op, f32(2, 3, 8, 7), f32(5, 3, 3, 3), f32(5));
        Epilogue full = new Epilogue(
                List.of(new Epilogue.Bias(), new Epilogue.Scale(), new Epilogue.Slope(), new Epilogue.Add()));
        assertThat(full.isFull()).isTrue();
        assertThat(full.operands()).isEqualTo(4);
        assertThatThrownBy(() -> full.then(new Epilogue.Bias()))
                .hasMessageStartingWith("Epilogue: 5 stages, at most 4 are possible: [Bias[], Scale[]");
    }

    @Test
    void matMul() {
        MatMul op = new MatMul(Epilogue.NONE);
        gives(f32(5, 6, 2, 4), op, f32(5, 1, 2, 3), f32(6, 3, 4));
        gives(f32(2, 4), op, f32(2, 0), f32(0, 4));
        refuses("MatMul: mat1 and mat2 shapes cannot be multiplied (8×5 and 3×2)", op, f32(8, 5), f32(3, 2));
        refuses("MatMul: inputs 3 and 3×2, each must have rank 2 at least", op, f32(3), f32(3, 2));
    }

    @Test
    void pools() {
        MaxPool pool = new MaxPool(THREE, true, true);
        assertThat(pool.outputs(List.of(f32(2, 3, 8, 7))))
                .containsExactly(f32(2, 3, 5, 5), new TensorType(DataType.I32, Shape.of(2, 3, 5, 5)));
        refuses("MaxPool: 2 inputs, expected 1", pool, f32(2, 3, 8, 7), f32(1));
    }

    @Test
    void resize() {
        TensorType positions = new TensorType(DataType.I32, Shape.of(9, 2));
        gives(f32(2, 3, 9), new Resize(), f32(2, 3, 5), positions, f32(9, 2));
        assertThat(Resize.taps(List.of(f32(2, 3, 5), positions, f32(9, 2)))).containsExactly(1, 1, 2);
        refuses(
                "Resize: the table of spatial axis 0 has positions i32 9×2 and weights f32 9×1, expected i32 and f32 of"
                        + " one shape (out × taps)",
                new Resize(),
                f32(2, 3, 5),
                positions,
                f32(9, 1));
    }

    @Test
    void reduceAndSoftmax() {
        Reduce op = new Reduce(Reduce.Function.SUM, List.of(2, 0), false);
        assertThat(op.axes()).containsExactly(0, 2);
        gives(f32(3), op, f32(2, 3, 4));
        gives(f32(1, 3, 1), new Reduce(Reduce.Function.SUM, List.of(0, 2), true), f32(2, 3, 4));
        gives(f32(2, 3), new Softmax(1, true), f32(2, 3));
        refuses(
                "Softmax: Dimension out of range (expected to be in range of [-2, 1], but got 5) for shape 2×3",
                new Softmax(5, false),
                f32(2, 3));
    }

    @Test
    void movements() {
        gives(f32(4, 2, 3), new Permute(List.of(2, 0, 1)), f32(2, 3, 4));
        refuses("Permute: order [0, 0] does not name each axis of 2×3 once", new Permute(List.of(0, 0)), f32(2, 3));
        gives(f32(2, 2), new Slice(List.of(0, 2), List.of(1, -2), List.of(2, 2)), f32(2, 3));
        gives(f32(0, 3), new Slice(List.of(2, 0), List.of(1, 1), List.of(0, 3)), f32(2, 3));
        refuses(
                "Slice: elements 1 to 3 of axis 1 are not all within input 2×3",
                new Slice(List.of(0, 1), List.of(1, 1), List.of(2, 3)),
                f32(2, 3));
        refuses(
                "Slice: starts [0], steps [1], extents [2] for input 2×3 of rank 2",
                new Slice(List.of(0), List.of(1), List.of(2)),
                f32(2, 3));
        gives(f32(2, 7), new Concat(1), f32(2, 3), f32(2, 0), f32(2, 4));
        refuses("Concat: no inputs, at least one is needed", new Concat(1));
        refuses(
                "Concat: Sizes of tensors must match except in dimension 1: input 0 is f32 2×3, input 1 is f32 3×3",
                new Concat(1),
                f32(2, 3),
                f32(3, 3));
    }

    @Test
    void pad() {
        gives(f32(5, 1), new Pad(List.of(1, -1), List.of(2, -1), Pad.Mode.CONSTANT, 0), f32(2, 3));
        gives(f32(2, 8), new Pad(List.of(0, 3), List.of(0, 2), Pad.Mode.CIRCULAR, 0), f32(2, 3));
        refuses(
                "Pad: padding 3 and 0 of axis 1 does not fit input 2×3 in mode REFLECT",
                new Pad(List.of(0, 3), List.of(0, 0), Pad.Mode.REFLECT, 0),
                f32(2, 3));
        refuses(
                "Pad: padding -2 and -2 of axis 1 does not fit input 2×3 in mode CONSTANT",
                new Pad(List.of(0, -2), List.of(0, -2), Pad.Mode.CONSTANT, 0),
                f32(2, 3));
        refuses(
                "Pad: 1 and 1 numbers for input 2×3 of rank 2",
                new Pad(List.of(0), List.of(0), Pad.Mode.CONSTANT, 0),
                f32(2, 3));
    }

    @Test
    void pointwise() {
        gives(f32(2, 3), new Unary(Activation.relu()), f32(2, 3));
        refuses(
                "Binary: inputs f32 2 and i32 2 must be of one type",
                new Binary(Binary.Function.ADD),
                f32(2),
                new TensorType(DataType.I32, Shape.of(2)));
        assertThat(Activation.clip(0, 6)).hasToString("clip(0.0, 6.0)");
        assertThat(Activation.relu()).hasToString("relu");
    }
}
