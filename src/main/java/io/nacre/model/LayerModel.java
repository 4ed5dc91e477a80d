package io.nacre.model;

import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.nn.Layer;
import io.nacre.nn.Parameter;
import io.nacre.nn.Scope;
import java.util.List;
import java.util.Objects;

/** A layer with its parameters as a model. */
record LayerModel(Layer layer, StateDict parameters) implements Model.Body {
    LayerModel {
        parameters.check(layer);
    }

    Model model() {
        List<Port> inputs = layer.inputs().stream()
                .map(input -> new Port(input.name(), input.type(), null, input.shaping()))
                .toList();
        long learned = layer.parameters().stream()
                .filter(parameter -> !parameter.buffer())
                .mapToLong(LayerModel::elements)
                .sum();
        return new Model(layer.kind(), inputs, layer.outputs(), learned, this);
    }

    private static long elements(Parameter parameter) {
        return parameter.shape().elements();
    }

    @Override
    public List<Value> lower(GraphBuilder builder, List<Value> inputs) {
        Scope scope = Scope.of(
                builder, name -> Objects.requireNonNull(parameters.tensors().get(name), name), layer);
        return layer.lower(scope, inputs);
    }
}
