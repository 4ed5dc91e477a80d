package io.nacre.conformance;

import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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

        private int samples() {
            return type.shape().rank() == 0 ? 1 : type.shape().extent(0);
        }

        private int sample() {
            return samples() == 0 ? 0 : (int) (type.elements() / samples());
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
        long sample = new Place(type, region, 0, 0).sample();
        long dense = View.dense(null, 0, type.shape()).batchStride();
        long offset = shared ? region.elements + GAP : 0;
        long stride = shared && batched ? sample + GAP : dense;
        Place place = new Place(type, region, offset, stride);
        region.elements =
                offset + (place.samples() == 0 ? 0 : (place.samples() - 1) * stride + sample) + (shared ? GAP : 0);
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
        int sample = place.sample();
        for (int n = 0; n < place.samples() && sample > 0; n++) {
            java.nio.Buffer part = tensor.buffer().position(n * sample).limit((n + 1) * sample);
            queue.write(part, place.region.buffer, place.offset + n * place.batchStride);
        }
    }

    static Tensor read(Queue queue, Place place) {
        Tensor tensor = Tensor.zeros(place.type);
        int sample = place.sample();
        for (int n = 0; n < place.samples() && sample > 0; n++) {
            java.nio.Buffer part = tensor.buffer() instanceof FloatBuffer floats
                    ? floats.slice(n * sample, sample)
                    : ((IntBuffer) tensor.buffer()).slice(n * sample, sample);
            queue.read(place.region.buffer, place.offset + n * place.batchStride, part);
        }
        queue.finish();
        return tensor;
    }
}
