package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.Arrays;

/** What pools demand of their input, in PyTorch's words. */
record PoolChecks(Scope scope, PoolWindow window, boolean ceil) {

    /** A pool's result must have at least one element along each spatial axis. */
    void result(Shape x) {
        int[] in = Shapes.last(x, window.axes());
        int[] out = window.windows(in, ceil);
        if (Arrays.stream(out).anyMatch(extent -> extent < 1)) {
            int channels = x.extent(-1 - in.length);
            throw scope.fault("Given input size: (" + channels + "x" + Words.joined("x", ConvChecks.planar(in))
                    + "). Calculated output size: (" + channels + "x" + Words.joined("x", ConvChecks.planar(out))
                    + "). Output size is too small");
        }
    }

    boolean ranked(Shape x) {
        return x.rank() == window.axes() + 1 || x.rank() == window.axes() + 2;
    }

    /** The first axis that is empty, the batch's excepted; -1 if there is none. */
    int empty(Shape x) {
        for (int axis = x.rank() - window.axes() - 1; axis < x.rank(); axis++) {
            if (x.extent(axis) == 0) {
                return axis;
            }
        }
        return -1;
    }

    /** {@code 3D or 4D}. */
    String ranks() {
        return (window.axes() + 1) + "D or " + (window.axes() + 2) + "D";
    }

    void notEmptyVolume(Shape x, String place) {
        if (!ranked(x)) {
            throw scope.fault(
                    "non-empty " + ranks() + " (batch mode) tensor expected for input, but got: " + Words.list(x));
        }
        if (window.axes() == 3 && empty(x) >= 0) {
            throw scope.fault(place + ": Expected input's non-batch dimensions to have positive length, but input has a"
                    + " shape of " + Words.list(x) + " and non-batch dimension 0 has length zero!");
        }
    }

    void notEmptyPlane(Shape x) {
        if (!ranked(x) || empty(x) >= 0) {
            throw scope.fault("Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but"
                    + " got:"
                    + Words.list(
                            window.axes() > 1 || x.rank() < 2
                                    ? x.toArray()
                                    : Shapes.splice(x, x.rank() - 1, x.rank() - 1, 1)));
        }
    }
}
