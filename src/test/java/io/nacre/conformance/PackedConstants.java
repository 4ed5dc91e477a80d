package io.nacre.conformance;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Packing;
import io.nacre.backend.Queue;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Constants as a session keeps them: packed and uploaded once, remembering which inputs were asked for. */
final class PackedConstants implements Constants {
    private record Key(int input, Packing packing) {}

    private final Backend backend;
    private final Queue queue;
    private final Handles handles;
    private final List<Tensor> inputs;
    private final Set<Integer> known;
    private final Map<Key, Buffer> buffers = new HashMap<>();
    private final Set<Integer> asked = new HashSet<>();

    /**
     * Constants of one case.
     *
     * @param handles own the packed buffers
     */
    PackedConstants(Backend backend, Queue queue, Handles handles, List<Tensor> inputs, Set<Integer> known) {
        this.backend = backend;
        this.queue = queue;
        this.handles = handles;
        this.inputs = inputs;
        this.known = known;
    }

    /** The inputs that are bound without a view. */
    Set<Integer> asked() {
        return asked;
    }

    @Override
    public boolean has(int input) {
        return known.contains(input);
    }

    @Override
    public Buffer packed(int input, Packing packing) {
        asked.add(input);
        return buffers.computeIfAbsent(new Key(input, packing), key -> upload(inputs.get(input), packing));
    }

    private Buffer upload(Tensor tensor, Packing packing) {
        FloatBuffer host = FloatBuffer.allocate(Math.toIntExact(packing.elements(tensor.type())));
        packing.pack(tensor, host.duplicate());
        Buffer buffer = handles.add(backend.allocate(DataType.F32, Math.max(1, host.capacity())));
        queue.write(host, buffer, 0);
        queue.finish();
        return buffer;
    }
}
