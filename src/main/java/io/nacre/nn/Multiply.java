package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import java.util.List;

/**
 * The element-wise product of its inputs, broadcast against each other: {@code x1 * x2 * …}
 *
 * @param count how many inputs, at least 2
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.mul.html">PyTorch</a>
 */
public record Multiply(int count) implements Join {
    public Multiply {
        Checks.require(count >= 2, "Multiply: takes at least 2 inputs, got " + count);
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> inputs) {
        return List.of(scope.fold(Binary.Function.MUL, inputs));
    }
}
