package io.nacre.backend;

import io.nacre.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Constants as a kernel sees them while it is prepared; remembers what it asked for. */
final class CheckedConstants implements Constants {
    private final CheckedBackend backend;
    private final String place;
    private final List<TensorType> inputs;
    private final Constants given;
    private final Map<Integer, CheckedBuffer.Packed> asked = new LinkedHashMap<>();
    private boolean sealed;

    CheckedConstants(CheckedBackend backend, String place, List<TensorType> inputs, Constants given) {
        this.backend = backend;
        this.place = place;
        this.inputs = inputs;
        this.given = given;
    }

    @Override
    public boolean has(int input) {
        return given.has(input);
    }

    @Override
    public Buffer packed(int input, Packing packing) {
        if (sealed || !given.has(input)) {
            throw CheckedBackend.fault(
                    place,
                    "asks for input " + input + (sealed ? " packed after it was prepared" : ", which is not constant"));
        }
        if (!packing.getClass().isRecord()) {
            throw CheckedBackend.fault(
                    place, "packs by " + packing.getClass().getSimpleName() + ", which is not a record");
        }
        CheckedBuffer buffer = backend.own(given.packed(input, packing), place);
        long elements = packing.elements(inputs.get(input));
        if (buffer.elements() < elements) {
            throw CheckedBackend.fault(place, "is given a " + buffer + " for input " + input + ", packed " + elements);
        }
        CheckedBuffer.Packed packed = buffer.packed();
        asked.put(input, packed);
        return packed.buffer();
    }

    /** What was asked for, by input; nothing more may be. */
    Map<Integer, CheckedBuffer.Packed> seal() {
        sealed = true;
        return asked;
    }
}
