package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.tensor.DataType;
import java.util.List;

/**
 * A layer of a network: hyper-parameters only, immutable. {@code toString} is PyTorch's {@code repr}.
 *
 * <p>Hyper-parameters are checked at construction, what depends on the input when the layer is lowered; the words are
 * PyTorch's where it has some.
 */
public interface Layer {

    /**
     * Something a layer is given besides its parameters.
     *
     * @param shaping whether what is computed depends on its values, which therefore must be known when a plan is made
     */
    record Input(String name, DataType type, boolean shaping) {
        static final Input X = floats("x");

        static Input floats(String name) {
            return new Input(name, DataType.F32, false);
        }
    }

    /** Parameters and buffers, with their names in PyTorch's {@code state_dict}, in its order. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What the layer is given, in order. */
    default List<Input> inputs() {
        return List.of(Input.X);
    }

    /** The names of its results, in order. */
    default List<String> outputs() {
        return List.of("y");
    }

    /**
     * Adds the layer's operations to a graph.
     *
     * @param scope the graph, the layer's parameters, and its place in the network
     * @param inputs as many values as {@link #inputs}
     * @return as many values as {@link #outputs}
     * @throws io.nacre.error.ShapeException if the layer does not take such inputs
     */
    List<Value> lower(Scope scope, List<Value> inputs);

    /** The layer's name in PyTorch: {@code Conv2d}. */
    default String kind() {
        return getClass().getSimpleName();
    }
}
