package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Pad;

/**
 * Pads 1 spatial axis with the opposite end.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html">PyTorch</a>
 */
public record CircularPad1d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static CircularPad1d of(int... padding) {
        return new CircularPad1d(PadArguments.of(1, Pad.Mode.CIRCULAR, 0, padding));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        int rank = x.type().shape().rank();
        if (rank != 2 && rank != 3) {
            throw scope.fault("expected 2D or 3D input (got " + rank + "D input)");
        }
        return PadNd.super.lower(scope, x);
    }

    @Override
    public String toString() {
        return "CircularPad1d(" + Words.tuple(arguments.padding()) + ")";
    }
}
