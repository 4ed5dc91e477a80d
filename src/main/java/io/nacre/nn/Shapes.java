package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Shapes made from shapes. */
final class Shapes {
    private Shapes() {}

    static Shape prepend(int extent, Shape shape) {
        return Shape.of(IntStream.concat(IntStream.of(extent), Arrays.stream(shape.toArray()))
                .toArray());
    }

    /** Without the first axis. */
    static Shape rest(Shape shape) {
        return Shape.of(Arrays.copyOfRange(shape.toArray(), 1, shape.rank()));
    }

    /** The last axes. */
    static int[] last(Shape shape, int axes) {
        return Arrays.copyOfRange(shape.toArray(), shape.rank() - axes, shape.rank());
    }

    /** One extent, then ones: how a number a channel is broadcast over some axes behind the channel. */
    static Shape channel(int channels, int axesBehind) {
        int[] extents = new int[axesBehind + 1];
        Arrays.fill(extents, 1);
        extents[0] = channels;
        return Shape.of(extents);
    }

    /** The axes with a range of them replaced by others. */
    static int[] splice(Shape shape, int from, int to, int... replacement) {
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(shape.toArray(), 0, from), IntStream.of(replacement)),
                        Arrays.stream(shape.toArray(), to, shape.rank()))
                .toArray();
    }
}
