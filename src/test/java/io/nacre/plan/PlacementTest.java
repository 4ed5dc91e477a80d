package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Node;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Reduce;
import io.nacre.op.Slice;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private final GraphBuilder builder = new GraphBuilder(new Folding());

    @Test
    void partsOfOneSampleFollowEachOther() {
        Value a = relu(input(1, 2, 3));
        Value b = relu(input(1, 4, 3));
        Value joined = builder.add("concat", new Concat(1), a, b);
        Placement placement = placement(relu(joined));

        assertThat(placement.nodes()).extracting(Node::name).containsExactly("relu", "relu", "relu");
        assertThat(placement.of(a)).isEqualTo(new Placement.Part(joined, 0, Location.DENSE));
        assertThat(placement.of(b)).isEqualTo(new Placement.Part(joined, 6, Location.DENSE));
    }

    @Test
    void partsOfABatchAreStrided() {
        Value a = relu(input(5, 2, 3));
        Value b = relu(input(5, 4, 3));
        Value joined = builder.add("concat", new Concat(1), a, b);
        Placement placement = placement(relu(joined));

        assertThat(placement.of(a)).isEqualTo(new Placement.Part(joined, 0, 18));
        assertThat(placement.of(b)).isEqualTo(new Placement.Part(joined, 6, 18));
    }

    @Test
    void partsThatOthersReadDenselyAreCopied() {
        Value a = relu(input(5, 2, 3));
        Value joined = builder.add("concat", new Concat(1), a, relu(input(5, 4, 3)));
        Value sum = builder.add("sum", new Reduce(Reduce.Function.SUM, List.of(2), true), a);
        assertThat(names(joined, sum)).contains("concat");

        Value c = relu(input(5, 2, 3));
        Value reshaped = relu(builder.reshape(c, Shape.of(5, 3, 2)));
        assertThat(names(builder.add("concat", new Concat(1), c, relu(input(5, 1, 3))), reshaped))
                .contains("concat");

        Value output = relu(input(5, 2, 3));
        assertThat(names(builder.add("concat", new Concat(1), output, relu(input(5, 1, 3))), output))
                .contains("concat");
    }

    @Test
    void aPartThatIsReadAsWeightsIsCopied() {
        Value a = relu(input(5, 2, 3));
        Value joined = builder.add("concat", new Concat(1), a, relu(input(5, 4, 3)));
        Window window = Window.of(new Axis(3, 1, 1, 0, 0));
        Value product = builder.add("conv", new Convolution(window, 1, Epilogue.NONE), relu(input(1, 2, 3)), a);

        assertThat(names(joined, product)).contains("concat");
    }

    @Test
    void aPartThatIsAddedAsAResidualIsStrided() {
        Value a = relu(input(5, 2, 3));
        Value joined = builder.add("concat", new Concat(1), a, relu(input(5, 4, 3)));
        Window window = Window.of(new Axis(3, 1, 1, 1, 1));
        Convolution add = new Convolution(window, 1, Epilogue.of(new Epilogue.Add()));
        Value sum = builder.add("conv", add, relu(input(5, 1, 3)), relu(input(2, 1, 3)), a);

        assertThat(names(joined, sum)).doesNotContain("concat");
    }

    @Test
    void theSamePartTwiceIsCopied() {
        Value a = relu(input(1, 2, 3));

        assertThat(names(builder.add("concat", new Concat(1), a, a))).containsExactly("relu", "concat");
    }

    @Test
    void joinedTensorsNest() {
        Value a = relu(input(1, 2, 3));
        Value b = relu(input(1, 1, 3));
        Value inner = builder.add("inner", new Concat(1), a, b);
        Value outer = builder.add("outer", new Concat(1), relu(input(1, 4, 3)), inner);
        Placement placement = placement(relu(outer), relu(inner));

        assertThat(placement.of(b)).isEqualTo(new Placement.Part(outer, 18, Location.DENSE));
    }

    @Test
    void aJoinedBatchIsCopiedIntoAnother() {
        Value batched = builder.add("inner", new Concat(1), relu(input(5, 2, 3)), relu(input(5, 1, 3)));
        assertThat(names(builder.add("outer", new Concat(1), batched, relu(input(5, 4, 3)))))
                .as("the inner one has parts, so it cannot be strided itself")
                .containsExactly("relu", "relu", "relu", "outer");
    }

    @Test
    void slicesAreReadWhereTheirSourceLies() {
        Value x = relu(input(1, 6, 3));
        Value tail = slice(x, List.of(0, 2, 0), List.of(1, 4, 3));
        Value batch = relu(input(5, 6, 3));
        Value channels = slice(batch, List.of(0, 1, 0), List.of(5, 2, 3));
        Value columns = slice(batch, List.of(0, 0, 1), List.of(5, 6, 2));
        Placement placement = placement(relu(tail), relu(channels), relu(columns));

        assertThat(placement.of(tail)).isEqualTo(new Placement.Part(x, 6, Location.DENSE));
        assertThat(placement.of(channels)).isEqualTo(new Placement.Part(batch, 3, 18));
        assertThat(placement.nodes()).extracting(Node::name).containsOnlyOnce("slice");
    }

    private Value input(int... extents) {
        return builder.input("x", TensorType.f32(extents));
    }

    private Value relu(Value value) {
        return builder.add("relu", new Unary(Activation.relu()), value);
    }

    private Value slice(Value value, List<Integer> starts, List<Integer> extents) {
        return builder.add("slice", new Slice(starts, List.of(1, 1, 1), extents), value);
    }

    private Placement placement(Value... outputs) {
        return new Placement(builder.build(List.of(outputs)));
    }

    private List<String> names(Value... outputs) {
        Graph graph = builder.build(List.of(outputs));
        return new Placement(graph).nodes().stream().map(Node::name).toList();
    }
}
