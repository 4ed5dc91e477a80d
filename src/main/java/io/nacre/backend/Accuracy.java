package io.nacre.backend;

/** Which algorithms a backend may choose from. */
public enum Accuracy {
    /** Only those within PyTorch's own float32 tolerance. The default for single layers. */
    STRICT,
    /** Also those that trade a few bits for speed, such as Winograd's F(4×4, 3×3). The default for models. */
    FAST;

    /** Whether an algorithm with such a {@link Kernel#errorFactor} may be taken. */
    public boolean allows(double errorFactor) {
        return this == FAST || errorFactor <= 1;
    }
}
