package io.nacre.nn;

import io.nacre.error.ShapeException;
import io.nacre.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers wired as a graph: skip connections, several inputs and results, layers that are called more than once. What
 * PyTorch writes as a module with a {@code forward} of its own:
 *
 * <pre>{@code
 * Network.Builder net = Network.builder("Residual");
 * Wire x = net.input("x");
 * Wire y = net.layer("conv", Conv2d.of(8, 8, 3).padding(1), x);
 * Network residual = net.build(net.layer("relu", new ReLU(), net.sum(x, y)));
 * }</pre>
 *
 * @param kind the network's name, first in its {@code toString}
 * @param calls in the order in which they are made
 * @param results what a run returns
 */
public record Network(String kind, List<Input> inputs, List<Call> calls, List<Result> results) implements Layer {

    /**
     * A layer given some values.
     *
     * @param name the layer's: the first part of its parameters' names. Calls of one name share their parameters
     */
    public record Call(String name, Layer layer, List<Source> operands) {
        public Call {
            operands = List.copyOf(operands);
        }
    }

    /**
     * Where a value comes from: an input of the network, or a result of a call.
     *
     * @param step the inputs count first, then the calls
     * @param result which of a call's results; 0 for an input
     */
    public record Source(int step, int result) {}

    /** A value that the network returns. */
    public record Result(String name, Source source) {}

    public Network {
        inputs = List.copyOf(inputs);
        calls = List.copyOf(calls);
        results = List.copyOf(results);
        Checks.require(!results.isEmpty(), kind + ": a network needs at least one result");
    }

    /** An empty network of that name. */
    public static Builder builder(String kind) {
        return new Builder(kind);
    }

    @Override
    public List<String> outputs() {
        return results.stream().map(Result::name).toList();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        layers().forEach((name, layer) -> layer.parameters().forEach(parameter -> parameters.add(parameter.of(name))));
        return parameters;
    }

    /** The layers by name; each once, however often it is called. */
    private Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        calls.forEach(call -> layers.put(call.name(), call.layer()));
        return layers;
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> values) {
        scope.expect(values);
        List<List<Value>> steps = new ArrayList<>();
        values.forEach(value -> steps.add(List.of(value)));
        for (Call call : calls) {
            List<Value> operands =
                    call.operands().stream().map(source -> value(steps, source)).toList();
            steps.add(scope.call(call.name(), call.layer(), operands));
        }
        return results.stream().map(result -> value(steps, result.source())).toList();
    }

    private static Value value(List<List<Value>> steps, Source source) {
        return steps.get(source.step()).get(source.result());
    }

    /** PyTorch's: one line a layer, indented; sums and the like are no layers there. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind).append("(\n");
        layers().forEach((name, layer) -> {
            if (!(layer instanceof Join)) {
                String lines = layer.toString().replace("\n", "\n  ");
                text.append("  (").append(name).append("): ").append(lines).append('\n');
            }
        });
        return text.append(')').toString();
    }

    /** A network under construction. Used by one thread. */
    public static final class Builder {
        private final String kind;
        private final List<Input> inputs = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Result> results = new ArrayList<>();

        private Builder(String kind) {
            this.kind = kind;
        }

        /** Another input, of float32 elements. All inputs come before the first layer. */
        public Wire input(String name) {
            Checks.require(calls.isEmpty(), kind + ": input '" + name + "' comes after the first layer");
            Checks.require(
                    inputs.stream().noneMatch(input -> input.name().equals(name)),
                    kind + ": two inputs are named '" + name + "'");
            inputs.add(Input.floats(name));
            return wire(inputs.size() - 1);
        }

        /**
         * Adds a layer.
         *
         * @param name the first part of its parameters' names
         * @param operands as many as the layer has inputs
         * @return its first result
         */
        public Wire layer(String name, Layer layer, Wire... operands) {
            Sequential.requireName(kind, name);
            Checks.require(find(name) == null, kind + ": two layers are named '" + name + "'; again() calls one twice");
            return call(name, layer, operands);
        }

        /** Calls a layer once more, with the parameters that it has. */
        public Wire again(String name, Wire... operands) {
            Layer layer = find(name);
            if (layer == null) {
                throw new ShapeException(kind + ": no layer is named '" + name + "'");
            }
            return call(name, layer, operands);
        }

        /** The element-wise sum of two or more values, broadcast against each other. */
        public Wire sum(Wire... operands) {
            return join("sum", new Add(operands.length), operands);
        }

        /** The element-wise product of two or more values, broadcast against each other. */
        public Wire product(Wire... operands) {
            return join("product", new Multiply(operands.length), operands);
        }

        /** Values joined along an axis, as {@code torch.cat} does. */
        public Wire concat(int dim, Wire... operands) {
            return join("concat", new Concat(dim, operands.length), operands);
        }

        /** Its name holds a dot, as no layer's does. */
        private Wire join(String verb, Join join, Wire... operands) {
            return call(verb + "." + calls.size(), join, operands);
        }

        private @Nullable Layer find(String name) {
            return calls.stream()
                    .filter(call -> call.name().equals(name))
                    .map(Call::layer)
                    .findFirst()
                    .orElse(null);
        }

        private Wire call(String name, Layer layer, Wire... operands) {
            int expected = layer.inputs().size();
            Checks.require(
                    operands.length == expected,
                    kind + ": " + layer.kind() + " '" + name + "' takes " + Words.count(expected, "input") + ", got "
                            + operands.length);
            List<Source> sources = new ArrayList<>();
            for (Wire operand : operands) {
                sources.add(own(name, operand));
            }
            calls.add(new Call(name, layer, sources));
            return wire(inputs.size() + calls.size() - 1);
        }

        private Source own(String name, Wire wire) {
            Checks.require(wire.isOf(this), kind + ": '" + name + "' is given a wire that belongs to another network");
            return wire.source();
        }

        private Wire wire(int step) {
            return new Wire(this, new Source(step, 0));
        }

        /** How many results a step has. */
        int results(int step) {
            return step < inputs.size()
                    ? 1
                    : calls.get(step - inputs.size()).layer().outputs().size();
        }

        /** Names a value that the network returns, behind those named before. */
        public Builder output(String name, Wire wire) {
            Checks.require(
                    results.stream().noneMatch(result -> result.name().equals(name)),
                    kind + ": two outputs are named '" + name + "'");
            results.add(new Result(name, own(name, wire)));
            return this;
        }

        /** The network that returns the named outputs. */
        public Network build() {
            return new Network(kind, inputs, calls, results);
        }

        /** The network that returns one value, named {@code y}. */
        public Network build(Wire result) {
            return output("y", result).build();
        }
    }
}
