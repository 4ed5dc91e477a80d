package io.nacre.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the few opcodes of Python's pickle format (protocol 2) that a TorchScript archive needs. */
final class Pickle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        bytes.write(0x80); // PROTO
        bytes.write(2);
    }

    /** A class or function by its name. */
    Pickle global(String module, String name) {
        bytes.write('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickle text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return operation('X').int32(encoded.length).raw(encoded);
    }

    Pickle integer(int number) {
        return operation('J').int32(number);
    }

    Pickle truth(boolean truth) {
        return operation(truth ? 0x88 : 0x89);
    }

    Pickle integers(List<Integer> numbers) {
        mark();
        numbers.forEach(this::integer);
        return tuple();
    }

    /** Begins a tuple, or the entries of a dictionary. */
    Pickle mark() {
        return operation('(');
    }

    /** Everything since the mark. */
    Pickle tuple() {
        return operation('t');
    }

    Pickle emptyTuple() {
        return operation(')');
    }

    Pickle emptyDictionary() {
        return operation('}');
    }

    /** Puts names and values since the mark into the dictionary before it. */
    Pickle setItems() {
        return operation('u');
    }

    /** Calls a function with a tuple of arguments. */
    Pickle reduce() {
        return operation('R');
    }

    /** Makes an object of a class. */
    Pickle newObject() {
        return operation(0x81);
    }

    /** Gives an object its state. */
    Pickle build() {
        return operation('b');
    }

    /** Replaces a tuple by what lies outside the pickle under that name. */
    Pickle persistent() {
        return operation('Q');
    }

    byte[] finish() {
        operation('.');
        return bytes.toByteArray();
    }

    private Pickle operation(int code) {
        bytes.write(code);
        return this;
    }

    private Pickle int32(int number) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
    }

    private Pickle raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }
}
