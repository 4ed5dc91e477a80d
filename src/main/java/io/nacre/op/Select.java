package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code condition ? a : b} element by element. Inputs: condition (integers, 0 is false), a and b of one type; all broadcast. */
public record Select() implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        Operands.count(this, inputs, 3);
        TensorType condition = inputs.get(0);
        TensorType a = inputs.get(1);
        TensorType b = inputs.get(2);
        if (condition.type().device() != DataType.I32 || a.type() != b.type()) {
            throw new ShapeException(
                    "Select: inputs " + condition + ", " + a + " and " + b + ", expected integers and two of one type");
        }
        Shape both = Broadcast.shape(this, a.shape(), b.shape());
        return List.of(new TensorType(a.type(), Broadcast.shape(this, condition.shape(), both)));
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.select(this);
    }
}
