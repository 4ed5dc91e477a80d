package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The size that a transposed convolution was told to make, as padding behind the smallest one it can make. */
record OutputSize(Scope scope, ConvTransposeArguments arguments) {

    /** Extents of the result without output padding. */
    static int[] smallest(ConvArguments convolution, int[] in) {
        int[] out = new int[in.length];
        for (int axis = 0; axis < out.length; axis++) {
            int span = convolution.span(axis);
            out[axis] = (in[axis] - 1) * convolution.stride(axis)
                    - convolution.padding().before(axis, span)
                    - convolution.padding().after(axis, span)
                    + span;
        }
        return out;
    }

    List<Integer> padding(Shape x) {
        ConvArguments convolution = arguments.convolution();
        int axes = convolution.axes();
        List<Integer> given = arguments.outputSize();
        if (given.size() != axes && given.size() != x.rank()) {
            throw scope.fault("ConvTranspose" + axes + "D: for " + x.rank() + "D input, output_size must have " + axes
                    + " or " + x.rank() + " elements (got " + given.size() + ")");
        }
        List<Integer> size = given.subList(given.size() - axes, given.size());
        int[] least = smallest(convolution, Shapes.last(x, axes));
        int[] most = least.clone();
        Arrays.setAll(most, axis -> least[axis] + convolution.stride(axis) - 1);
        List<Integer> padding = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            if (size.get(axis) < least[axis] || size.get(axis) > most[axis]) {
                throw scope.fault("requested an output size of " + size + ", but valid sizes range from "
                        + Words.list(least) + " to " + Words.list(most) + " (for an input of torch.Size("
                        + Words.list(Arrays.copyOfRange(x.toArray(), Math.min(2, x.rank()), x.rank())) + "))");
            }
            padding.add(size.get(axis) - least[axis]);
        }
        return padding;
    }
}
