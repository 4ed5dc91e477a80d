package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each row less its mean, over its standard deviation: {@code (x - mean) / √(variance + epsilon)} with the biased variance;
 * a row are the elements from an axis on. Inputs: x, or x, weight and bias (one axis each, as many numbers): the result then is
 * {@code …·weight[k] + bias[k]} with {@code k = i / span mod count} for the i-th element of x, row-major.
 *
 * @param axis from 0
 * @param epsilon added to the variance
 * @param span how many elements that follow each other share a weight: 1 for a weight an element, a plane for one a channel
 */
public record Normalization(int axis, float epsilon, int span) implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        if (inputs.size() != 1) {
            Operands.count(this, inputs, 3);
        }
        inputs.forEach(input -> Operands.floats(this, input));
        Shape x = inputs.get(0).shape();
        x.axis(axis, "Normalization");
        if (inputs.size() == 3) {
            Shape weight = inputs.get(1).shape();
            boolean fits = weight.rank() == 1
                    && weight.equals(inputs.get(2).shape())
                    && span > 0
                    && (weight.elements() == 0 || x.elements() % (span * weight.elements()) == 0);
            if (!fits) {
                throw new ShapeException("Normalization: weight " + weight + " and bias "
                        + inputs.get(2).shape() + ", each number for " + span + " elements, do not fit input " + x);
            }
        }
        return List.of(inputs.get(0));
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return 7 * inputs.get(0).elements();
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.normalization(this);
    }
}
