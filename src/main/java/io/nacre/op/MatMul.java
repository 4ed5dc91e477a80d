package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product with broadcast batch axes. Inputs: a (…, M, K), b (…, K, N), epilogue operands; per-channel stages run
 * along N. Both inputs have rank 2 at least.
 */
public record MatMul(Epilogue epilogue) implements EpilogueOp {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        if (inputs.size() < 2) {
            Operands.count(this, inputs, 2 + epilogue.operands());
        }
        inputs.forEach(input -> Operands.floats(this, input));
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ShapeException("MatMul: inputs " + a + " and " + b + ", each must have rank 2 at least");
        }
        if (a.extent(-1) != b.extent(-2)) {
            throw new ShapeException("MatMul: mat1 and mat2 shapes cannot be multiplied (" + a + " and " + b + ")");
        }
        Shape batch = Broadcast.shape(this, batch(a), batch(b));
        int[] extents = java.util.Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        extents[batch.rank()] = a.extent(-2);
        extents[batch.rank() + 1] = b.extent(-1);
        TensorType output = new TensorType(inputs.get(0).type(), Shape.of(extents));
        epilogue.check(this, output, inputs);
        return List.of(output);
    }

    /** The axes in front of a matrix. */
    public static Shape batch(Shape shape) {
        return Shape.of(java.util.Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    @Override
    public MatMul withEpilogue(Epilogue replacement) {
        return new MatMul(replacement);
    }

    @Override
    public int channelAxis(int rank) {
        return rank - 1;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        return 2 * outputs(inputs).get(0).elements() * inputs.get(0).shape().extent(-1);
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.matMul(this);
    }
}
