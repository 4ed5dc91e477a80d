package io.nacre.plan;

import io.nacre.error.UnsupportedException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The edge between the host's integers, of 64 bits or boolean, and those of 32 bits that devices hold. Its memory grows to
 * the largest run and is used again.
 */
final class HostIntegers {
    private IntBuffer room = IntBuffer.allocate(0);
    private final List<Tensor> targets = new ArrayList<>();

    /**
     * A tensor's elements as a queue writes them; those of the last call are overwritten.
     *
     * @param name the input's, for the error
     */
    Buffer narrow(String name, Tensor tensor) {
        if (tensor.dataType().onDevice()) {
            return tensor.memory();
        }
        int count = (int) tensor.type().elements();
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            long number = tensor.integer(i);
            if (number != (int) number) {
                throw new UnsupportedException("input '" + name + "': element " + i + " is " + number
                        + ", beyond the 32 bits of integers at run time");
            }
            room.put(i, (int) number);
        }
        return room.slice(0, count);
    }

    /** Makes room for all that a run will read. */
    void expect(List<Tensor> outputs) {
        long count = 0;
        for (int i = 0; i < outputs.size(); i++) { // a loop by index makes no object
            Tensor output = outputs.get(i);
            count += output.dataType().onDevice() ? 0 : output.type().elements();
        }
        makeRoom(Math.toIntExact(count));
        room.clear();
        targets.clear();
    }

    private void makeRoom(int count) {
        if (room.capacity() < count) {
            room = IntBuffer.allocate(count);
        }
    }

    /** Where a queue reads a tensor's elements to. */
    Buffer target(Tensor tensor) {
        if (tensor.dataType().onDevice()) {
            return tensor.memory();
        }
        int count = (int) tensor.type().elements();
        IntBuffer part = room.slice(room.position(), count);
        room.position(room.position() + count);
        targets.add(tensor);
        return part;
    }

    /** Brings what was read to the tensors. */
    void widen() {
        room.rewind();
        for (int t = 0; t < targets.size(); t++) {
            Tensor target = targets.get(t);
            int count = (int) target.type().elements();
            if (target.dataType() == DataType.I64) {
                LongBuffer longs = target.longs();
                for (int i = 0; i < count; i++) {
                    longs.put(i, room.get());
                }
            } else {
                ByteBuffer booleans = target.booleans();
                for (int i = 0; i < count; i++) {
                    booleans.put(i, (byte) (room.get() == 0 ? 0 : 1));
                }
            }
        }
        targets.clear();
    }
}
