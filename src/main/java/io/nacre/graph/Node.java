package io.nacre.graph;

import io.nacre.op.Op;
import io.nacre.tensor.TensorType;
import java.util.List;

/**
 * An operation applied to values.
 *
 * @param name where it comes from, for errors and tables: the name in the model
 */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public List<TensorType> inputTypes() {
        return Value.types(inputs);
    }

    public long flops() {
        return op.flops(inputTypes());
    }
}
