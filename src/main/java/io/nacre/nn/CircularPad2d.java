package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Pad;

/**
 * Pads 2 spatial axes with the opposite end.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html">PyTorch</a>
 */
public record CircularPad2d(PadArguments arguments) implements PadNd {

    /** One number for all sides, or two an axis, the last axis first. */
    public static CircularPad2d of(int... padding) {
        return new CircularPad2d(PadArguments.of(2, Pad.Mode.CIRCULAR, 0, padding));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        int rank = x.type().shape().rank();
        if (rank != 3 && rank != 4) {
            throw scope.fault("expected 3D or 4D input (got " + rank + "D input)");
        }
        return PadNd.super.lower(scope, x);
    }

    @Override
    public String toString() {
        return "CircularPad2d(" + Words.tuple(arguments.padding()) + ")";
    }
}
