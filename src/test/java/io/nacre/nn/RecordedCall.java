package io.nacre.nn;

import io.nacre.error.NacreException;
import io.nacre.graph.Folding;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.model.StateDict;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A call of a layer, and what PyTorch answered.
 *
 * @param outputSize the result's size as it was asked for, empty if it was not
 * @param answer {@code = } and the result's shape, or the words with which the call was refused
 */
public record RecordedCall(String layer, List<Shape> inputs, List<Integer> outputSize, String answer) {

    public static RecordedCall parse(String line) {
        String[] columns = line.split("\t", -1);
        List<Shape> inputs = Stream.of(columns[1].split(" ", -1))
                .map(text -> Shape.of(numbers(text)))
                .toList();
        return new RecordedCall(
                columns[0], inputs, columns[2].equals("-") ? List.of() : numbers(columns[2]), columns[3]);
    }

    /** {@code [1, 2]}. */
    private static List<Integer> numbers(String text) {
        String inner = text.replaceAll("[\\[\\] ]", "");
        return inner.isEmpty()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(Integer::valueOf).toList();
    }

    public String name() {
        return layer + " on " + inputs + (outputSize.isEmpty() ? "" : " to " + outputSize);
    }

    /** What Nacre answers, in the same form. */
    String ours() {
        try {
            return "= " + Arrays.toString(result().toArray()).replace(" ", "");
        } catch (NacreException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A fractional pool's samples: one for each plane and axis, as far as the input has that rank. */
    public static Tensor samples(Shape x, int axes) {
        boolean batched = x.rank() == axes + 2;
        Shape shape = x.rank() == axes + 1 || batched
                ? Shape.of(batched ? x.extent(0) : 1, x.extent(batched ? 1 : 0), axes)
                : Shape.of();
        return Tensor.zeros(new TensorType(DataType.F32, shape));
    }

    /** Whether PyTorch made a result. */
    public boolean isLegal() {
        return answer.startsWith("= ");
    }

    /** The result's shape, if there is one. */
    public Shape shape() {
        return Shape.of(numbers(answer.substring(2)));
    }

    /** The layer, with the size that its result was asked to have. */
    public Layer made() {
        Layer parsed = LayerExpression.parse(layer);
        return outputSize.isEmpty() ? parsed : ((SizedOutput) parsed).outputSize(outputSize);
    }

    private Shape result() {
        Layer made = made();
        GraphBuilder graph = new GraphBuilder(new Folding());
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            DataType type = made.inputs().get(i).type();
            values.add(graph.input("x" + i, new TensorType(type, inputs.get(i))));
        }
        if (made instanceof FractionalMaxPoolNd pool) {
            values.add(graph.constant(
                    "samples", samples(inputs.get(0), pool.arguments().axes())));
        }
        Map<String, Tensor> parameters = StateDict.initial(made, 1).tensors();
        Scope scope = Scope.of(graph, parameters::get, made);
        return made.lower(scope, values).get(0).type().shape();
    }
}
