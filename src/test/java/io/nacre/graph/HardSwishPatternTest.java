package io.nacre.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.Binary;
import io.nacre.op.Unary;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardSwishPatternTest {
    private final Folding folding = new Folding();
    private final GraphBuilder builder = new GraphBuilder(folding);
    private final Value x = builder.input("x", TensorType.f32(1, 2, 3, 3));
    private final Value clipped = unary(Activation.clip(0, 6), binary(Binary.Function.ADD, x, builder.scalar(3)));

    @Test
    void aProductDividedBySixIsAHardSwish() {
        Value y = binary(Binary.Function.DIV, binary(Binary.Function.MUL, x, clipped), builder.scalar(6));

        assertThat(simplified(y)).containsExactly(new Unary(new Activation(Function.HARD_SWISH, 1 / 6f, 0.5f)));
    }

    @Test
    void aClipTimesASixthIsAHardSigmoidAndTimesItsInputAHardSwish() {
        Value gate = binary(Binary.Function.MUL, builder.scalar(1 / 6f), clipped);

        assertThat(simplified(gate)).containsExactly(new Unary(new Activation(Function.HARD_SIGMOID, 1 / 6f, 0.5f)));
        assertThat(simplified(binary(Binary.Function.MUL, gate, x)))
                .containsExactly(new Unary(new Activation(Function.HARD_SWISH, 1 / 6f, 0.5f)));
    }

    @Test
    void theClipOfAnotherValueIsLeftAlone() {
        Value other = builder.input("z", TensorType.f32(1, 2, 3, 3));
        Value y = binary(Binary.Function.DIV, binary(Binary.Function.MUL, other, clipped), builder.scalar(6));

        assertThat(simplified(y)).hasSize(4);
    }

    @Test
    void anotherDivisorIsLeftAlone() {
        Value y = binary(Binary.Function.DIV, binary(Binary.Function.MUL, x, clipped), builder.scalar(5));

        assertThat(simplified(y)).hasSize(4);
    }

    private List<Object> simplified(Value output) {
        return Passes.simplify(builder.build(List.of(output)), folding).nodes().stream()
                .<Object>map(Node::op)
                .toList();
    }

    private Value unary(Activation activation, Value operand) {
        return builder.add("unary", new Unary(activation), operand);
    }

    private Value binary(Binary.Function function, Value a, Value b) {
        return builder.add("binary", new Binary(function), a, b);
    }
}
