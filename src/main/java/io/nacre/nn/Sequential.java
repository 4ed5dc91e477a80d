package io.nacre.nn;

import io.nacre.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Layers one after another, each given all results of the one before it: a pool that returns indices may stand before an
 * unpool.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html">PyTorch</a>
 */
public record Sequential(List<Child> children) implements Layer {

    /** A layer and its name, the first part of its parameters' names. */
    public record Child(String name, Layer layer) {
        public Child {
            requireName("Sequential", name);
        }
    }

    static void requireName(String network, String name) {
        Checks.require(
                !name.isEmpty() && !name.contains("."),
                network + ": a layer's name must not be empty or contain \".\", but got \"" + name + "\"");
    }

    public Sequential {
        children = List.copyOf(children);
        Set<String> names = new HashSet<>();
        children.forEach(child ->
                Checks.require(names.add(child.name()), "Sequential: two layers are named '" + child.name() + "'"));
    }

    /** Layers named {@code 0}, {@code 1}, … */
    public static Sequential of(Layer... layers) {
        return new Sequential(Arrays.asList(layers).stream()
                .collect(ArrayList::new, (list, layer) -> list.add(new Child("" + list.size(), layer)), List::addAll));
    }

    /** This one and another layer under a name of its own. */
    public Sequential then(String name, Layer layer) {
        return new Sequential(Stream.concat(children.stream(), Stream.of(new Child(name, layer)))
                .toList());
    }

    @Override
    public List<Input> inputs() {
        return children.isEmpty() ? List.of(Input.X) : children.get(0).layer().inputs();
    }

    @Override
    public List<String> outputs() {
        return children.isEmpty()
                ? List.of("y")
                : children.get(children.size() - 1).layer().outputs();
    }

    @Override
    public List<Parameter> parameters() {
        return children.stream()
                .flatMap(child -> child.layer().parameters().stream().map(parameter -> parameter.of(child.name())))
                .toList();
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> inputs) {
        List<Value> values = inputs;
        for (Child child : children) {
            values = scope.call(child.name(), child.layer(), values);
        }
        return values;
    }

    /** PyTorch's: one line a layer, indented. */
    @Override
    public String toString() {
        if (children.isEmpty()) {
            return "Sequential()";
        }
        StringBuilder text = new StringBuilder("Sequential(\n");
        for (Child child : children) {
            String layer = child.layer().toString().replace("\n", "\n  ");
            text.append("  (").append(child.name()).append("): ").append(layer).append('\n');
        }
        return text.append(')').toString();
    }
}
