package io.nacre.nn;

import java.util.List;
import java.util.stream.IntStream;

/** A function of several values that PyTorch has as an operator, not as a layer. It has no parameters. */
public sealed interface Join extends Layer permits Add, Multiply, Concat, MatMul {

    /** How many values it takes. */
    int count();

    @Override
    default List<Input> inputs() {
        return IntStream.rangeClosed(1, count())
                .mapToObj(i -> Input.floats("x" + i))
                .toList();
    }
}
