package io.nacre.model;

import io.nacre.error.ShapeException;
import io.nacre.graph.Folding;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.nn.Layer;
import io.nacre.nn.Parameter;
import io.nacre.nn.Scope;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import io.nacre.text.TextTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a network is made of, for given inputs: a row a layer, with what it answers, how many parameters it has and how
 * many floating-point operations it takes (a multiply-add counts two). {@code toString} is a table for people, as
 * torchinfo draws it.
 *
 * @param rows the whole network first, then its layers in the order of their calls, each before those it holds
 */
public record Summary(List<Row> rows) {

    /**
     * A call of a layer.
     *
     * @param depth 0 for the whole network
     * @param name what its parent calls it
     * @param parameters its own and those of the layers it holds; 0 if an earlier call has them
     * @param flops its own and those of the layers it holds, before anything is fused or folded
     */
    public record Row(
            int depth,
            String name,
            String kind,
            List<TensorType> outputs,
            long parameters,
            long flops,
            boolean again) {}

    /** A summary for inputs of float32. */
    public static Summary of(Layer layer, Shape... inputs) {
        return new Walk(layer).summary(inputs);
    }

    public long parameters() {
        return rows.get(0).parameters();
    }

    public long flops() {
        return rows.get(0).flops();
    }

    @Override
    public String toString() {
        TextTable table = new TextTable("layer", "output", ">parameters", ">MFLOP");
        for (Row row : rows) {
            table.row(
                    "  ".repeat(row.depth())
                            + (row.depth() == 0 ? row.kind() : row.name() + ": " + row.kind())
                            + (row.again() ? " (again)" : ""),
                    row.outputs().stream().map(type -> type.shape().toString()).collect(Collectors.joining(", ")),
                    row.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", row.parameters()),
                    row.flops() == 0 ? "" : TextTable.decimal(row.flops() / 1e6, 3));
        }
        return table.toString();
    }

    /** Lowers a layer and writes down what is met. */
    private static final class Walk implements Scope.Observer {
        private final Layer root;
        private final GraphBuilder graph = new GraphBuilder(new Folding());
        private final List<Row> rows = new ArrayList<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private final Set<String> seen = new HashSet<>();

        /** A layer that is being lowered. */
        private record Open(int row, String path, String name, Layer layer, long flops) {}

        Walk(Layer root) {
            this.root = root;
        }

        Summary summary(Shape... inputs) {
            if (inputs.length != root.inputs().size()) {
                throw new ShapeException("Summary: " + root.kind() + " has "
                        + root.inputs().size() + " inputs, got " + inputs.length + " shapes");
            }
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                Layer.Input input = root.inputs().get(i);
                values.add(graph.input(input.name(), new TensorType(input.type(), inputs[i])));
            }
            Map<String, Tensor> zeros = new HashMap<>();
            root.parameters().forEach(parameter -> zeros.put(parameter.name(), Tensor.zeros(parameter.type())));
            enter("", root);
            leave(root.lower(
                    Scope.of(graph, name -> Objects.requireNonNull(zeros.get(name), name), root, this), values));
            return new Summary(List.copyOf(rows));
        }

        @Override
        public void enter(String name, Layer layer) {
            String path = open.isEmpty() ? "" : open.peek().path() + "/" + name;
            open.push(new Open(rows.size(), path, name, layer, graph.flops()));
            rows.add(new Row(open.size() - 1, name, layer.kind(), List.of(), 0, 0, false));
        }

        @Override
        public void leave(List<Value> results) {
            Open call = open.pop();
            boolean again = !seen.add(call.path());
            long parameters = again
                    ? 0
                    : call.layer().parameters().stream()
                            .filter(parameter -> !parameter.buffer())
                            .map(Parameter::shape)
                            .mapToLong(Shape::elements)
                            .sum();
            List<TensorType> types = results.stream().map(Value::type).toList();
            long flops = graph.flops() - call.flops();
            rows.set(
                    call.row(),
                    new Row(open.size(), call.name(), call.layer().kind(), types, parameters, flops, again));
        }
    }
}
