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
 * The edge between the host's integers, of 64 bits or boolean, and those of 32 bits that devices hold. Keeps the memory of
 * the last run, so that one like it allocates nothing.
 */
final class HostIntegers {
    private static final IntBuffer NOTHING = IntBuffer.allocate(0);

    /** One for each place. */
    private final List<IntBuffer> rooms = new ArrayList<>();

    /**
     * A tensor's elements as a queue writes them.
     *
     * @param place a number that no other tensor of the run has
     * @param name the input's, for the error
     */
    Buffer narrow(int place, String name, Tensor tensor) {
        if (tensor.dataType().onDevice()) {
            return tensor.memory();
        }
        IntBuffer room = room(place, tensor);
        for (int i = 0; i < room.capacity(); i++) {
            long number = tensor.integer(i);
            if (number != (int) number) {
                throw new UnsupportedException("input '" + name + "': element " + i + " is " + number
                        + ", beyond the 32 bits of integers at run time");
            }
            room.put(i, (int) number);
        }
        return room;
    }

    /** Where a queue reads a tensor's elements to; {@link #widen} then brings them to the tensor. */
    Buffer target(int place, Tensor tensor) {
        return tensor.dataType().onDevice() ? tensor.memory() : room(place, tensor);
    }

    private IntBuffer room(int place, Tensor tensor) {
        while (rooms.size() <= place) {
            rooms.add(NOTHING);
        }
        int count = (int) tensor.type().elements();
        if (rooms.get(place).capacity() != count) {
            rooms.set(place, IntBuffer.allocate(count));
        }
        return rooms.get(place);
    }

    /** Brings what was read to the tensor, if it is not there already. */
    void widen(int place, Tensor tensor) {
        if (tensor.dataType().onDevice()) {
            return;
        }
        IntBuffer room = room(place, tensor);
        if (tensor.dataType() == DataType.I64) {
            LongBuffer longs = (LongBuffer) tensor.memory();
            for (int i = 0; i < room.capacity(); i++) {
                longs.put(i, room.get(i));
            }
        } else {
            ByteBuffer booleans = (ByteBuffer) tensor.memory();
            for (int i = 0; i < room.capacity(); i++) {
                booleans.put(i, (byte) (room.get(i) == 0 ? 0 : 1));
            }
        }
    }
}
