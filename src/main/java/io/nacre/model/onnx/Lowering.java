package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checked graph of ONNX as the body of a model.
 *
 * @param place the model for people, for faults
 */
record Lowering(String place, OnnxGraph graph) implements Model.Body {

    @Override
    public List<Value> lower(GraphBuilder builder, List<Value> inputs) {
        Map<String, Value> values = new HashMap<>();
        graph.constants().forEach((name, tensor) -> values.put(name, builder.weight(name, tensor)));
        List<Port> ports = graph.inputs();
        for (int i = 0; i < ports.size(); i++) {
            values.put(ports.get(i).name(), inputs.get(i));
        }
        PoolIndices poolIndices = new PoolIndices();
        for (OnnxNode node : graph.nodes()) {
            List<@Nullable Value> given = new ArrayList<>();
            node.inputs().forEach(name -> given.add(values.get(name)));
            List<Value> results = lower(new Call(node, builder, poolIndices, given));
            for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
                values.put(node.outputs().get(i), results.get(i));
            }
        }
        return graph.outputs().stream()
                .map(name -> Objects.requireNonNull(values.get(name), name))
                .toList();
    }

    private List<Value> lower(Call call) {
        OnnxNode node = call.node();
        Operator operator = Objects.requireNonNull(Operators.find(node));
        try {
            return operator.lowering().lower(call);
        } catch (ArithmeticException e) {
            throw new ModelException(place + ": " + node.place() + ": its sizes are beyond 32 bits", e);
        } catch (NacreException e) {
            boolean named = String.valueOf(e.getMessage()).startsWith("'" + node.name() + "'");
            throw Faults.at(named ? place : place + ": " + node.place(), e);
        }
    }
}
