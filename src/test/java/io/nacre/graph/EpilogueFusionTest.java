package io.nacre.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpilogueFusionTest {
    private static final Window ONE = Window.of(Axis.UNIT, Axis.UNIT);
    private static final Convolution CONVOLUTION = new Convolution(ONE, 1, Epilogue.NONE);

    private Folding folding = new Folding();
    private GraphBuilder builder = new GraphBuilder(folding);
    private Value x = builder.input("x", TensorType.f32(1, 2, 3, 3));

    @BeforeEach
    void newGraph() {
        folding = new Folding();
        builder = new GraphBuilder(folding);
        x = builder.input("x", TensorType.f32(1, 2, 3, 3));
    }

    @Test
    void batchNormalizationGoesIntoWeightsAndBias() {
        Value y = convolution(weight("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        y = binary(Binary.Function.ADD, y, weight("b", new float[] {10, 20}, 2, 1, 1));
        y = binary(Binary.Function.MUL, y, weight("scale", new float[] {2, 3}, 2, 1, 1));
        y = binary(Binary.Function.ADD, y, weight("shift", new float[] {1, -1}, 2, 1, 1));
        y = builder.add("relu", new Unary(Activation.relu()), y);

        Node fused = only(y);

        assertThat(fused.op())
                .isEqualTo(CONVOLUTION.withEpilogue(
                        Epilogue.of(new Epilogue.Bias(), new Epilogue.Activate(Activation.relu()))));
        assertThat(elements(fused, 1)).containsExactly(2, 4, 9, 12);
        assertThat(elements(fused, 2)).containsExactly(21, 59);
        assertThat(folding.isLasting(
                        Objects.requireNonNull(fused.inputs().get(1).constant())))
                .as("folded weights are shared by all plans")
                .isTrue();
    }

    @Test
    void aFactorOfATransposedConvolutionScalesTheSecondWeightAxis() {
        Value w = weight("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
        Value y = builder.add("up", new ConvolutionTranspose(ONE, List.of(0, 0), 1, Epilogue.NONE), x, w);
        y = binary(Binary.Function.MUL, y, weight("scale", new float[] {10, 100}, 1, 2, 1, 1));

        assertThat(elements(only(y), 1)).containsExactly(10, 200, 30, 400);
    }

    @Test
    void aFactorBehindAnActivationStaysAStage() {
        Value y = convolution(weight("w", new float[4], 2, 2, 1, 1));
        y = builder.add("relu", new Unary(Activation.relu()), y);
        y = binary(Binary.Function.MUL, y, weight("scale", new float[] {2, 3}, 2, 1, 1));

        assertThat(epilogue(only(y)))
                .isEqualTo(Epilogue.of(new Epilogue.Activate(Activation.relu()), new Epilogue.Scale()));
    }

    @Test
    void aResidualMovesTheConvolutionBehindItsOtherOperand() {
        Value y = convolution(weight("w", new float[4], 2, 2, 1, 1));
        Value other = builder.add("other", new Unary(Activation.of(Activation.Function.EXP)), x);
        Value sum = binary(Binary.Function.ADD, y, other);

        List<Node> nodes = Passes.simplify(builder.build(List.of(sum)), folding).nodes();

        assertThat(nodes).extracting(Node::name).containsExactly("other", "conv");
        assertThat(epilogue(nodes.get(1))).isEqualTo(Epilogue.of(new Epilogue.Add()));
        assertThat(nodes.get(1).inputs().get(2)).isSameAs(other);
    }

    @Test
    void aResultThatIsReadTwiceIsNotFused() {
        Value y = convolution(weight("w", new float[4], 2, 2, 1, 1));
        Value relu = builder.add("relu", new Unary(Activation.relu()), y);

        assertThat(Passes.simplify(builder.build(List.of(relu, y)), folding).nodes())
                .hasSize(2);
    }

    @Test
    void aFifthStageStaysANodeOfItsOwn() {
        Value y = convolution(weight("w", new float[4], 2, 2, 1, 1));
        for (int i = 0; i < 5; i++) {
            y = builder.add("exp" + i, new Unary(Activation.of(Activation.Function.EXP)), y);
        }

        assertThat(Passes.simplify(builder.build(List.of(y)), folding).nodes()).hasSize(2);
    }

    @Test
    void constantsThatVaryOverPixelsOrBroadcastTheResultAreNotPerChannel() {
        Value y = convolution(weight("w", new float[4], 2, 2, 1, 1));
        Value pixels = binary(Binary.Function.ADD, y, weight("p", new float[9], 3, 3));
        Value batches = binary(Binary.Function.ADD, pixels, weight("n", new float[2], 2, 1, 1, 1));

        assertThat(Passes.simplify(builder.build(List.of(batches)), folding).nodes())
                .hasSize(3);
    }

    @Test
    void aScalarIsRepeatedAndDividingByAConstantMultiplies() {
        Value y = convolution(weight("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        y = binary(Binary.Function.SUB, y, builder.scalar(5));
        y = binary(Binary.Function.DIV, y, builder.scalar(2));

        Node fused = only(y);

        assertThat(elements(fused, 1)).containsExactly(0.5f, 1, 1.5f, 2);
        assertThat(elements(fused, 2)).containsExactly(-2.5f, -2.5f);
    }

    @Test
    void matrixProductsTakeChannelsFromTheLastAxis() {
        Value a = builder.input("a", TensorType.f32(3, 2));
        Value y = builder.add("mm", new MatMul(Epilogue.NONE), a, weight("b", new float[] {1, 2, 3, 4}, 2, 2));
        y = binary(Binary.Function.MUL, y, weight("scale", new float[] {10, 100}, 2));
        y = binary(Binary.Function.ADD, y, weight("bias", new float[] {7, 8}, 1, 2));

        Node fused = only(y);

        assertThat(elements(fused, 1)).containsExactly(10, 200, 30, 400);
        assertThat(elements(fused, 2)).containsExactly(7, 8);
    }

    private Value convolution(Value weight) {
        return builder.add("conv", CONVOLUTION, x, weight);
    }

    private Value binary(Binary.Function function, Value a, Value b) {
        return builder.add(function.name(), new Binary(function), a, b);
    }

    private Value weight(String name, float[] values, int... extents) {
        return builder.weight(name, Tensor.of(values, extents));
    }

    private Node only(Value output) {
        List<Node> nodes =
                Passes.simplify(builder.build(List.of(output)), folding).nodes();
        assertThat(nodes).hasSize(1);
        assertThat(nodes.get(0).outputs()).containsExactly(output);
        return nodes.get(0);
    }

    private static Epilogue epilogue(Node node) {
        return ((Convolution) node.op()).epilogue();
    }

    private static float[] elements(Node node, int input) {
        float[] elements =
                Objects.requireNonNull(node.inputs().get(input).constant()).toFloats();
        return Arrays.copyOf(elements, elements.length);
    }
}
