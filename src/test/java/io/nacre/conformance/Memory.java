package io.nacre.conformance;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Lays out the tensors of a trial, allocates them, and carries them over and back. */
final class Memory {
    private static final int GAP = 3;

    private final OpCase.Layout layout;
    private final List<Region> regions = new ArrayList<>();

    /** Elements that become one buffer. */
    private static final class Region {
        private final DataType type;
        private long elements;
        private Buffer buffer;

        Region(DataType type) {
            this.type = type;
        }
    }

    /** A tensor's place in a region. */
    record Place(TensorType type, Region region, long offset, long batchStride) {
        View view() {
            return new View(region.buffer, offset, batchStride);
        }

        /** Stretches of elements that follow each other: the samples, or the whole tensor where it is dense. */
        private int runs() {
            int samples = type.shape().rank() == 0 ? 1 : type.shape().extent(0);
            return batchStride * samples == type.elements() ? 1 : samples;
        }

        private int run() {
            return Math.toIntExact(type.elements() / runs());
        }
    }

    Memory(OpCase.Layout layout) {
        this.layout = layout;
    }

    /**
     * Finds room for a tensor.
     *
     * @param batched whether its samples may lie apart
     */
    Place reserve(TensorType type, boolean batched) {
        boolean shared = layout == OpCase.Layout.SHARED;
        Region region = shared
                ? regions.stream()
                        .filter(known -> known.type == type.type())
                        .findFirst()
                        .orElseGet(() -> region(type.type()))
                : region(type.type());
        long dense = View.dense(null, 0, type.shape()).batchStride();
        long offset = shared ? region.elements + GAP : 0;
        Place place = new Place(type, region, offset, shared && batched ? dense + GAP : dense);
        region.elements = offset + (place.runs() - 1) * place.batchStride + place.run() + (shared ? GAP : 0);
        return place;
    }

    private Region region(DataType type) {
        Region region = new Region(type);
        regions.add(region);
        return region;
    }

    void allocate(Backend backend, Handles handles) {
        for (Region region : regions) {
            region.buffer = handles.add(backend.allocate(region.type, Math.max(1, region.elements)));
        }
    }

    static void write(Queue queue, Tensor tensor, Place place) {
        for (int i = 0; i < place.runs() && place.run() > 0; i++) {
            java.nio.Buffer part = tensor.buffer().position(i * place.run()).limit((i + 1) * place.run());
            queue.write(part, place.region.buffer, place.offset + i * place.batchStride);
        }
    }

    static Tensor read(Queue queue, Place place) {
        Tensor tensor = Tensor.zeros(place.type);
        for (int i = 0; i < place.runs() && place.run() > 0; i++) {
            java.nio.Buffer part = tensor.buffer().position(i * place.run()).limit((i + 1) * place.run());
            queue.read(place.region.buffer, place.offset + i * place.batchStride, part);
        }
        queue.finish();
        return tensor;
    }
}
