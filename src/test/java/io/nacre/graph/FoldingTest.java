package io.nacre.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Permute;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final Binary ADD = new Binary(Binary.Function.ADD);
    private final Folding folding = new Folding();
    private final Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    private Tensor transposed(GraphBuilder builder) {
        Value w = builder.weight("w", weight);
        return builder.add("t", new Permute(List.of(1, 0)), w).constant();
    }

    @Test
    void whatFollowsFromWeightsIsComputedOnce() {
        Tensor once = transposed(new GraphBuilder(folding));
        assertThat(transposed(new GraphBuilder(folding))).isSameAs(once);
        assertThat(once.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(folding.isLasting(once)).isTrue();
        assertThat(transposed(new GraphBuilder(new Folding()))).isNotSameAs(once);
    }

    @Test
    void whatFollowsFromOtherConstantsIsForgotten() {
        GraphBuilder builder = new GraphBuilder(folding);
        Value shaping = builder.integers("shape", 1, 2);
        Value w = builder.weight("w", Tensor.of(new long[] {10, 20}, 2));
        Tensor first = builder.add("sum", ADD, shaping, w).constant();
        Tensor second = builder.add("sum", ADD, shaping, w).constant();
        assertThat(second).isNotSameAs(first);
        assertThat(second.toLongs()).containsExactly(11, 22);
        assertThat(folding.isLasting(second)).isFalse();
    }

    @Test
    void whatNobodyHoldsIsForgotten() {
        Value w = new GraphBuilder(folding).weight("w", weight);
        Tensor held = folding.reshape(weight, Shape.of(6));
        for (int size = 1; size <= 2000; size++) {
            assertThat(folding.scalar(size).floats().get(0)).isEqualTo(size);
            if (size % 200 == 0) {
                System.gc();
            }
        }
        assertThat(folding.size()).isLessThan(1000);
        assertThat(folding.reshape(w.constant(), Shape.of(6))).isSameAs(held);
    }

    @Test
    void operandsAreComparedByIdentity() {
        GraphBuilder builder = new GraphBuilder(folding);
        Value one = builder.weight("a", Tensor.of(new float[] {1}, 1));
        Value two = builder.weight("b", Tensor.of(new float[] {1}, 1));
        Unary negate = new Unary(Activation.of(Activation.Function.NEG));
        assertThat(builder.add("n", negate, one).constant())
                .isSameAs(builder.add("n", negate, one).constant())
                .isNotSameAs(builder.add("n", negate, two).constant());
    }

    @Test
    void reshapesAndScalarsAreSharedToo() {
        GraphBuilder builder = new GraphBuilder(folding);
        Value w = builder.weight("w", weight);
        assertThat(builder.reshape(w, Shape.of(6)).constant())
                .isSameAs(builder.reshape(w, Shape.of(6)).constant());
        assertThat(builder.scalar(0.5f).constant())
                .isSameAs(builder.scalar(0.5f).constant())
                .isNotSameAs(builder.scalar(-0.5f).constant());
        assertThat(builder.reshape(w, Shape.of(2, 3))).isSameAs(w);
    }

    @Test
    void runTimeValuesBecomeNodes() {
        GraphBuilder builder = new GraphBuilder(folding);
        Value x = builder.input("x", TensorType.f32(2, 3));
        Value flat = builder.reshape(x, Shape.of(6));
        Value y = builder.add("sum", ADD, flat, builder.scalar(1));
        Graph graph = builder.build(List.of(y));
        assertThat(flat.isAlias()).isTrue();
        assertThat(flat.root()).isSameAs(x);
        assertThat(graph.nodes()).hasSize(1);
        assertThat(graph.nodes().get(0).inputs().get(0)).isSameAs(flat);
        assertThat(y.type()).isEqualTo(TensorType.f32(6));
    }

    @Test
    void integerArithmeticIsThatOfShapes() {
        assertThat(integers(Binary.Function.DIV, 7, -7, 5)).containsExactly(3, -3, 2); // by 2, towards zero
        assertThat(integers(Binary.Function.POW, 3, -3, 0)).containsExactly(9, 9, 0);
        assertThat(integers(Binary.Function.MIN, 1, 2, 3)).containsExactly(1, 2, 2);
        assertThat(integers(Binary.Function.MAX, 1, 2, 1L << 60)).containsExactly(2, 2, 1L << 60);
    }

    private long[] integers(Binary.Function function, long... left) {
        GraphBuilder builder = new GraphBuilder(folding);
        Value result = builder.add("c", new Binary(function), builder.integers("a", left), builder.integers("b", 2));
        return result.constant().toLongs();
    }

    @Test
    void saysWhatIsWrong() {
        GraphBuilder builder = new GraphBuilder(folding);
        Value x = builder.input("x", TensorType.f32(2, 3));
        Value w = builder.weight("w", weight);
        assertThatThrownBy(() -> builder.add("sum", ADD, x, builder.weight("v", Tensor.of(new float[2], 2))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("'sum' Binary: The size of tensor a (3) must match the size of tensor b (2) at"
                        + " non-singleton dimension 1 (2×3 and 2)");
        assertThatThrownBy(() -> builder.reshape(w, Shape.of(5)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("'w' Reshape: 2×3 has 6 elements, 5 has 5");
        Value counts = builder.input("counts", new TensorType(DataType.I64, Shape.of(2)));
        assertThatThrownBy(() -> builder.add("sum", ADD, counts, counts))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith(
                        "'sum' Binary: computes with 'counts' i64 2 at run time; devices hold integers");
    }
}
