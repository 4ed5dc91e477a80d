package io.nacre.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes: flipped bits, cuts, other lengths, copies of parts, splices of two files. */
final class Damage {
    private static final long[] NUMBERS = {
        0, 1, -1, 2, 127, 128, 255, 256, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 40, Long.MAX_VALUE
    };

    private Damage() {}

    /** One of the files with some faults in it. */
    static byte[] damaged(List<byte[]> files, Random random) {
        byte[] bytes = files.get(random.nextInt(files.size())).clone();
        int faults = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
            bytes = once(bytes, files, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, List<byte[]> files, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = position(bytes, random);
        return switch (random.nextInt(9)) {
            case 0, 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 2, 3 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> number(bytes, at, random);
            case 6 -> spliced(bytes, at, bytes, random);
            case 7 -> spliced(bytes, at, files.get(random.nextInt(files.size())), random);
            default -> cut(bytes, at, random);
        };
    }

    /** Anywhere, but rather at the front, where headers are. */
    private static int position(byte[] bytes, Random random) {
        return random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 200));
    }

    /** A length or an extent that somebody made up. */
    private static byte[] number(byte[] bytes, int at, Random random) {
        int width = 1 << random.nextInt(4);
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer field = ByteBuffer.allocate(8).order(order).putLong(0, number);
        int first = order == ByteOrder.BIG_ENDIAN ? 8 - width : 0;
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = field.get(first + i);
        }
        return bytes;
    }

    /** A part of another file, put in or over. */
    private static byte[] spliced(byte[] bytes, int at, byte[] source, Random random) {
        if (source.length == 0) {
            return bytes;
        }
        int from = random.nextInt(source.length);
        int length = Math.min(source.length - from, 1 + random.nextInt(64));
        if (random.nextBoolean()) {
            byte[] over = bytes.clone();
            System.arraycopy(source, from, over, at, Math.min(length, over.length - at));
            return over;
        }
        return ByteBuffer.allocate(bytes.length + length)
                .put(bytes, 0, at)
                .put(source, from, length)
                .put(bytes, at, bytes.length - at)
                .array();
    }

    private static byte[] cut(byte[] bytes, int at, Random random) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(32));
        return ByteBuffer.allocate(bytes.length - length)
                .put(bytes, 0, at)
                .put(bytes, at + length, bytes.length - at - length)
                .array();
    }
}
