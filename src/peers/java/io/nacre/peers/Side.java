package io.nacre.peers;

import io.nacre.tensor.Tensor;
import java.util.List;

/** A network opened on one runtime, with one set of inputs: one of those that are timed beside each other. */
interface Side extends AutoCloseable {

    /** Runs the network once, from the caller's arrays to results that can be read. */
    void run();

    /** What the last run answered; to be read before the next. */
    List<Tensor> outputs();

    @Override
    void close();
}
