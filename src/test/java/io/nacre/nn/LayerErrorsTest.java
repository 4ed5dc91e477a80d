package io.nacre.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Illegal layers and inputs are refused in PyTorch's words: a table made from PyTorch by {@code scripts/golden}. */
class LayerErrorsTest {

    private record Illegal(String layer, List<Shape> inputs, String outputSize, String words) {

        static Illegal parse(String line) {
            String[] columns = line.split("\t", -1);
            List<Shape> inputs = Stream.of(columns[1].split(" ", -1))
                    .map(text -> Shape.of(
                            numbers(text).stream().mapToInt(Integer::intValue).toArray()))
                    .toList();
            return new Illegal(columns[0], inputs, columns[2], columns[3]);
        }

        /** {@code [1, 2]}. */
        static List<Integer> numbers(String text) {
            String inner = text.replaceAll("[\\[\\] ]", "");
            return inner.isEmpty()
                    ? List.of()
                    : Arrays.stream(inner.split(",", -1)).map(Integer::valueOf).toList();
        }

        String name() {
            return layer + " on " + inputs + (outputSize.equals("-") ? "" : " to " + outputSize);
        }

        void lower() {
            Layer layer = LayerExpression.parse(this.layer);
            if (!outputSize.equals("-")) {
                layer = ((SizedOutput) layer).outputSize(numbers(outputSize));
            }
            GraphBuilder graph = new GraphBuilder(new Folding());
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                DataType type = layer.inputs().get(i).type();
                values.add(graph.input("x" + i, new TensorType(type, inputs.get(i))));
            }
            if (layer instanceof FractionalMaxPoolNd) {
                values.add(graph.constant("samples", Tensor.of(new float[1], 1)));
            }
            Map<String, Tensor> parameters = StateDict.initial(layer, 1).tensors();
            layer.lower(Scope.of(graph, parameters::get, layer), values);
        }
    }

    @TestFactory
    Stream<DynamicTest> words() throws IOException {
        try (InputStream table = LayerErrorsTest.class.getResourceAsStream("/golden/errors.tsv")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .skip(1)
                    .map(Illegal::parse)
                    .map(illegal -> DynamicTest.dynamicTest(
                            illegal.name(),
                            () -> assertThatThrownBy(illegal::lower)
                                    .isInstanceOf(NacreException.class)
                                    .hasMessageContaining(illegal.words())));
        }
    }
}
