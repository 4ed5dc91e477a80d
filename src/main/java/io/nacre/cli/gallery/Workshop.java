package io.nacre.cli.gallery;

import io.nacre.backend.Backend;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.plan.BoundLayer;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where layers are put to work. */
record Workshop(Backend backend) {

    /** What came of a layer. */
    record Work(Layer layer, Shape before, List<Tensor> results) {
        Tensor result() {
            return results.get(0);
        }

        Exhibit shown(String size, Panel... panels) {
            int after = result().shape().extent(-1);
            if (!size.isEmpty() && !size.endsWith("= " + after)) {
                throw new IllegalStateException(layer + ": the formula says " + size + ", the layer " + after);
            }
            return new Exhibit(layer.toString(), before, result().shape(), size, List.of(panels));
        }
    }

    /** A layer with the weights that a seed gives it. */
    Work seeded(String expression, long seed, Tensor... inputs) {
        Layer layer = LayerExpression.parse(expression);
        return run(layer, StateDict.initial(layer, seed), inputs);
    }

    /** A layer all of whose weights are one number, and biases 0. */
    Work uniform(String expression, float weight, Tensor... inputs) {
        Layer layer = LayerExpression.parse(expression);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        layer.parameters().forEach(parameter -> {
            FloatBuffer numbers = FloatBuffer.allocate((int) parameter.shape().elements());
            while (!parameter.name().equals("bias") && numbers.hasRemaining()) {
                numbers.put(weight);
            }
            parameters.put(parameter.name(), Tensor.of(numbers.clear(), parameter.shape()));
        });
        return run(layer, new StateDict(parameters), inputs);
    }

    Work run(Layer layer, StateDict parameters, Tensor... inputs) {
        try (BoundLayer bound = BoundLayer.of(layer, parameters, backend)) {
            return new Work(layer, inputs[0].shape(), bound.results(inputs));
        }
    }
}
