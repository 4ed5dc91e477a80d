package io.nacre.backend;

/**
 * A tensor that a launch reads or writes.
 *
 * @param name for errors: {@code output 0}
 */
record Operand(String name, CheckedBuffer buffer, Extent extent) {

    void poison(Image image) {
        for (int run = 0; run < extent.runs(); run++) {
            image.poison(CheckedBuffer.GUARD + extent.start(run), extent.run());
        }
    }

    /** Accepts what a launch wrote here. */
    void take(Image before, Image after) {
        for (int run = 0; run < extent.runs(); run++) {
            before.take(after, CheckedBuffer.GUARD + extent.start(run), extent.run());
        }
    }

    void requireWritten(Image image, String place) {
        for (int run = 0; run < extent.runs(); run++) {
            for (long i = 0; i < extent.run(); i++) {
                if (image.bits(CheckedBuffer.GUARD + extent.start(run) + i) == Image.POISON) {
                    throw CheckedBackend.fault(
                            place,
                            name + " of " + extent.shape() + ": element " + extent.position(run, i)
                                    + " was never written, or follows from memory that never was");
                }
            }
        }
    }
}
