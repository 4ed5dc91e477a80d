package io.nacre.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A reader of files that strangers made. */
interface Target {

    /** What became of an input that was not refused. */
    enum Outcome {
        /** It was read, and everything that follows from it computed. */
        RAN,
        /** It was read and is legal, but computing it would take longer than one input is given. */
        LARGE
    }

    String name();

    /** A damaged file; the same for the same generator. */
    byte[] input(Random random);

    /**
     * Reads the file and computes what follows from it.
     *
     * @param folder the file may be written here
     * @throws io.nacre.error.NacreException if it is refused, which is an answer like any other
     */
    Outcome consume(byte[] input, Path folder, Random random) throws IOException;
}
