package io.nacre.backend.cpu;

import io.nacre.backend.Constants;
import io.nacre.backend.Packing;
import java.util.HashMap;
import java.util.Map;

/** The constant inputs of an operation that its algorithm wants in an arrangement of its own. */
final class PackedInputs {
    private final Constants constants;
    private final Map<Integer, CpuBuffer> buffers = new HashMap<>();

    PackedInputs(Constants constants) {
        this.constants = constants;
    }

    /** Asks for an input's packed form, if the input is constant; answers whether it is. */
    boolean ask(int input, Packing packing) {
        if (!constants.has(input)) {
            return false;
        }
        buffers.put(input, (CpuBuffer) constants.packed(input, packing));
        return true;
    }

    boolean has(int input) {
        return buffers.containsKey(input);
    }

    CpuBuffer buffer(int input) {
        CpuBuffer buffer = buffers.get(input);
        if (buffer == null) {
            throw new IllegalStateException("input " + input + " was not packed");
        }
        return buffer;
    }
}
