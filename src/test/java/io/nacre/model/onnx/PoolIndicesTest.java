package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.error.IndexException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.Passes;
import io.nacre.model.Model;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.plan.Session;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Indices of maxima, which ONNX counts through the whole tensor. */
class PoolIndicesTest {
    private static final Backend CPU = Backends.open("cpu-scalar");

    @AfterAll
    static void close() {
        CPU.close();
    }

    private static List<Tensor> run(Written written, Tensor... inputs) {
        try (Session session = Session.open(written.load(), CPU)) {
            return session.run(List.of(inputs));
        }
    }

    /** Zeros, but for a one at each of the given flat positions. */
    private static Tensor ones(int[] extents, int... positions) {
        Tensor tensor = Tensor.zeros(TensorType.f32(extents));
        for (int position : positions) {
            tensor.floats().put(position, 1);
        }
        return tensor;
    }

    private static Written pool(long order, long... extents) {
        long[] kernel = new long[extents.length - 2];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = extents[i + 2];
        }
        return new Written(12)
                .input("x", extents)
                .node(
                        "MaxPool",
                        "x",
                        "y,i",
                        Written.ints("kernel_shape", kernel),
                        Written.integer("storage_order", order))
                .output("y")
                .output("i", Written.INT64);
    }

    @Test
    void indicesCountThroughTheWholeTensor() {
        Tensor x = ones(new int[] {2, 2, 2, 3}, 4, 6 + 2, 12 + 5, 18);
        assertThat(run(pool(0, 2, 2, 2, 3), x).get(1).toLongs()).containsExactly(4, 8, 17, 18);
    }

    @Test
    void columnsFirstIfTheNodeSaysSo() {
        Tensor x = ones(new int[] {2, 2, 2, 3}, 4, 6 + 2, 12 + 5, 18);
        // Row 1, column 1 of 2×3 is element 3 by columns; row 0, column 2 is element 4; row 1, column 2 is element 5.
        assertThat(run(pool(1, 2, 2, 2, 3), x).get(1).toLongs()).containsExactly(3, 6 + 4, 12 + 5, 18);
        Tensor volume = ones(new int[] {1, 1, 2, 3, 4}, 1 * 12 + 2 * 4 + 3 - 1);
        // Depth 1, row 2, column 2 of 2×3×4: 1 + 2·2 + 2·6.
        assertThat(run(pool(1, 1, 1, 2, 3, 4), volume).get(1).toLongs()).containsExactly(17);
    }

    @Test
    void anUnpoolTakesAPoolsIndicesAsTheyWere() {
        Written written = new Written(12)
                .input("x", -1, 2, 4, 4)
                .node("MaxPool", "x", "p,i", window())
                .node("MaxUnpool", "p,i", "y", window())
                .output("y");
        Folding folding = new Folding();
        Graph lowered = written.load().lower(List.of(new Model.Input(TensorType.f32(2, 2, 4, 4), null)), folding);
        assertThat(Passes.simplify(lowered, folding).nodes())
                .extracting(node -> node.op().kind())
                .containsExactly("MaxPool", "MaxUnpool");
        Tensor x = ones(new int[] {2, 2, 4, 4}, 0, 7, 16 + 5, 32 + 15, 48 + 8);
        assertThat(run(written, x).get(0).toFloats()).isEqualTo(x.toFloats());
    }

    private static AttributeProto[] window() {
        return new AttributeProto[] {Written.ints("kernel_shape", 2, 2), Written.ints("strides", 2, 2)};
    }

    private static Written unpool() {
        return new Written(12)
                .input("x", 1, 2, 1, 2)
                .inputOf(Written.INT64, "i", 1, 2, 1, 2)
                .inputOf(Written.INT64, "size", 4)
                .node("MaxUnpool", "x,i,size", "y", window())
                .output("y");
    }

    @Test
    void aStatedSizeIsWhatIndicesCountThrough() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
        Tensor size = Tensor.of(new long[] {1, 2, 3, 5}, 4);
        Tensor y = run(unpool(), x, Tensor.of(new long[] {14, 0, 15, 29}, 1, 2, 1, 2), size)
                .get(0);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 3, 5));
        float[] expected = new float[30];
        expected[14] = 1;
        expected[0] = 2;
        expected[15] = 3;
        expected[29] = 4;
        assertThat(y.toFloats()).isEqualTo(expected);
    }

    @Test
    void anIndexIntoAnotherPlaneIsAFault() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
        Tensor size = Tensor.of(new long[] {1, 2, 3, 5}, 4);
        assertThatThrownBy(() -> run(unpool(), x, Tensor.of(new long[] {14, 0, 15, 30}, 1, 2, 1, 2), size))
                .isInstanceOf(IndexException.class)
                .hasMessage("step 'y' (MaxUnpool): Found an invalid max index: 15 (output volumes are of size 3x5) at"
                        + " position 3 of indices 1×2×1×2");
        Tensor wrong = Tensor.of(new long[] {2, 2, 3, 5}, 4);
        assertThatThrownBy(() -> run(unpool(), x, Tensor.of(new long[4], 1, 2, 1, 2), wrong))
                .hasMessageContaining("output_shape [2, 2, 3, 5] does not fit the input 1×2×1×2");
    }
}
