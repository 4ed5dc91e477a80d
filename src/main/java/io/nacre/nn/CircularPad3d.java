package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Pad;

/**
 * Pads 3 spatial axes with the opposite end.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html">PyTorch</a>
 */
public record CircularPad3d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static CircularPad3d of(int... padding) {
        return new CircularPad3d(PadArguments.of(3, Pad.Mode.CIRCULAR, 0, padding));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        int rank = x.type().shape().rank();
        if (rank != 4 && rank != 5) {
            throw scope.fault("expected 4D or 5D input (got " + rank + "D input)");
        }
        return PadNd.super.lower(scope, x);
    }

    @Override
    public String toString() {
        return "CircularPad3d(" + Words.tuple(arguments.padding()) + ")";
    }
}
