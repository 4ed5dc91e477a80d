package io.nacre.model;

import io.nacre.error.ShapeException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.nn.Layer;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights, whatever it was made from. Immutable and thread-safe; knows no backend.
 *
 * @param name what people call it: a file's name
 * @param inputs what a run is given, in order
 * @param outputs the names of what a run returns, in order
 * @param parameters how many numbers its weights hold together
 * @param body how it becomes a graph
 */
public record Model(String name, List<Port> inputs, List<String> outputs, long parameters, Body body) {

    /** Lowers a model to operations, given the types, and where known the elements, of its inputs. */
    public interface Body {

        /**
         * Adds the model's operations to a graph.
         *
         * @param inputs one value an input; those that are {@link Port#shaping} are constants
         * @return one value an output
         * @throws io.nacre.error.NacreException if the model does not take inputs of these types
         */
        List<Value> lower(GraphBuilder builder, List<Value> inputs);
    }

    public Model {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * A layer, most often a {@link io.nacre.nn.Sequential}, with its parameters.
     *
     * @throws io.nacre.error.ModelException if the parameters are not those of the layer; then all faults are named
     */
    public static Model of(Layer layer, StateDict parameters) {
        return new LayerModel(layer, parameters).model();
    }

    /**
     * The model's graph for given inputs.
     *
     * @param given one tensor an input; only their types matter, unless the input is {@link Port#shaping}
     * @param folding remembers what follows from the weights alone; one for all graphs of a session
     */
    public Graph lower(List<Input> given, Folding folding) {
        if (given.size() != inputs.size()) {
            throw new ShapeException("model '" + name + "': " + given.size() + " inputs, expected " + inputs.size()
                    + ": " + inputs.stream().map(Port::name).toList());
        }
        GraphBuilder builder = new GraphBuilder(folding);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Port port = inputs.get(i);
            Input input = given.get(i);
            port.check(input.type());
            Tensor elements = input.elements();
            values.add(
                    port.shaping() && elements != null
                            ? builder.constant(port.name(), elements)
                            : builder.input(port.name(), input.type()));
        }
        try {
            return builder.build(body.lower(builder, values));
        } catch (ArithmeticException e) {
            throw new ShapeException("model '" + name + "': sizes beyond 32 bits follow from inputs " + types(given));
        } catch (OutOfMemoryError e) {
            throw new ShapeException(
                    "model '" + name + "': tables and constants for inputs " + types(given) + " need more than the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB that the JVM has; -Xmx gives it more");
        }
    }

    private static List<TensorType> types(List<Input> given) {
        return given.stream().map(Input::type).toList();
    }

    /** What is known of an input when a graph is made: its type, and its elements if shapes follow from them. */
    public record Input(TensorType type, @Nullable Tensor elements) {}
}
