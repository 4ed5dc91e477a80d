package io.nacre.nn;

import io.nacre.error.ShapeException;
import io.nacre.op.Pad;
import java.util.Locale;

/** What a convolution reads outside its input. */
public enum PaddingMode {
    ZEROS(Pad.Mode.CONSTANT),
    /** Mirrored, without repeating the edge. */
    REFLECT(Pad.Mode.REFLECT),
    /** The nearest edge. */
    REPLICATE(Pad.Mode.REPLICATE),
    /** The opposite end. */
    CIRCULAR(Pad.Mode.CIRCULAR);

    private final Pad.Mode mode;

    PaddingMode(Pad.Mode mode) {
        this.mode = mode;
    }

    Pad.Mode mode() {
        return mode;
    }

    /** The mode of PyTorch's name. */
    public static PaddingMode of(String name) {
        for (PaddingMode mode : values()) {
            if (mode.toString().equals(name)) {
                return mode;
            }
        }
        throw new ShapeException("padding_mode must be one of {'replicate', 'reflect', 'zeros', 'circular'}, but got"
                + " padding_mode='" + name + "'");
    }

    /** PyTorch's name: {@code zeros}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
