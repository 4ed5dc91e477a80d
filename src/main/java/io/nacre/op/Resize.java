package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resampling by tables, the same for nearest, linear and cubic interpolation in 1 to 3 dimensions. Inputs: x (N, C,
 * spatial…), then for each spatial axis its positions (I32, out × taps) and their weights (F32, out × taps):
 *
 * <p>{@code y[n,c,p] = Σ over one tap t per axis of x[n,c,positions[p,t]…] · Π weights[p,t]}
 *
 * <p>Positions must lie within the input; {@link ResizeTable} computes them.
 */
public record Resize() implements Op {

    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        Operands.floats(this, x);
        int axes = x.shape().rank() - 2;
        Operands.count(this, inputs, 1 + 2 * axes);
        Operands.spatial(this, x.shape(), Math.min(Math.max(axes, 1), 3));
        int[] extents = x.shape().toArray();
        for (int i = 0; i < axes; i++) {
            TensorType positions = inputs.get(1 + 2 * i);
            TensorType weights = inputs.get(2 + 2 * i);
            boolean fits = positions.type() == DataType.I32
                    && weights.type() == DataType.F32
                    && positions.shape().rank() == 2
                    && positions.shape().equals(weights.shape());
            if (!fits) {
                throw new ShapeException("Resize: the table of spatial axis " + i + " has positions " + positions
                        + " and weights " + weights + ", expected i32 and f32 of one shape (out × taps)");
            }
            extents[i + 2] = positions.shape().extent(0);
        }
        return List.of(new TensorType(x.type(), Shape.of(extents)));
    }

    /** Taps of each spatial axis in 3-d form, given the operation's inputs. */
    public static int[] taps(List<TensorType> inputs) {
        int axes = inputs.get(0).shape().rank() - 2;
        int[] taps = {1, 1, 1};
        for (int i = 0; i < axes; i++) {
            taps[3 - axes + i] = inputs.get(1 + 2 * i).shape().extent(1);
        }
        return taps;
    }

    @Override
    public long flops(List<TensorType> inputs) {
        int[] taps = taps(inputs);
        return 2L * taps[0] * taps[1] * taps[2] * outputs(inputs).get(0).elements();
    }

    @Override
    public boolean batchStrided(int input) {
        return input == 0;
    }

    @Override
    public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
        return visitor.resize(this);
    }
}
