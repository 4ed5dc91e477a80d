package io.nacre.tensor.io;

import io.nacre.error.ModelException;
import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** NumPy's file of one array, {@code .npy}: a magic number, a header that is a Python dictionary, the elements. */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
    private static final Map<String, Elements> TYPES = Map.ofEntries(
            Map.entry("f4", Elements.F32),
            Map.entry("f8", Elements.F64),
            Map.entry("f2", Elements.F16),
            Map.entry("i8", Elements.I64),
            Map.entry("i4", Elements.I32),
            Map.entry("i2", Elements.I16),
            Map.entry("i1", Elements.I8),
            Map.entry("u8", Elements.U64),
            Map.entry("u4", Elements.U32),
            Map.entry("u2", Elements.U16),
            Map.entry("u1", Elements.U8),
            Map.entry("b1", Elements.BOOL));

    private Npy() {}

    /**
     * Reads an array, of either byte order, in C or Fortran order. Doubles and halves become float32, small integers
     * int32, unsigned ones of 32 and 64 bits int64.
     *
     * @throws ModelException if the file is damaged or of another element type
     */
    public static Tensor read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - 8) {
            throw new ModelException(file + ": has " + size + " bytes, at most 2^31 - 9 can be read");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        String header = header(file, bytes);
        Matcher type = match(file, header, TYPE, "descr");
        Elements elements = TYPES.get(type.group(2));
        if (elements == null) {
            throw new ModelException(file + ": holds elements of type '" + type.group(2) + "', which is none of "
                    + TYPES.keySet().stream().sorted().toList());
        }
        boolean fortran = match(file, header, ORDER, "fortran_order").group(1).equals("True");
        Shape shape = shape(file, match(file, header, SHAPE, "shape").group(1));
        if (shape.elements() > bytes.remaining() || shape.elements() * elements.bytes() != bytes.remaining()) {
            throw new ModelException(file + ": " + bytes.remaining() + " bytes of data, its header says " + shape
                    + " of " + elements.bytes() + " bytes each");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer data = bytes.slice().order(order);
        try {
            return elements.tensor(fortran ? rowMajor(data, shape, elements.bytes()) : data, shape);
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage());
        }
    }

    /** The elements with the last axis innermost; in the data the first one is. */
    private static ByteBuffer rowMajor(ByteBuffer data, Shape shape, int bytes) {
        ByteBuffer sorted = ByteBuffer.allocate(data.limit()).order(data.order());
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = stride;
            stride *= shape.extent(axis);
        }
        int[] index = new int[shape.rank()];
        int from = 0;
        while (sorted.hasRemaining()) {
            sorted.put(sorted.position(), data, from * bytes, bytes);
            sorted.position(sorted.position() + bytes);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < shape.extent(axis)) {
                    break;
                }
                from -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
        return sorted.flip();
    }

    private static String header(Path file, ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        if (bytes.remaining() >= 10) {
            bytes.get(magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new ModelException(file + ": is no .npy file: it does not begin with \\x93NUMPY");
        }
        int version = bytes.get();
        bytes.get();
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        long length = -1;
        if (version == 1) {
            length = Short.toUnsignedInt(bytes.getShort());
        } else if ((version == 2 || version == 3) && bytes.remaining() >= 4) {
            length = Integer.toUnsignedLong(bytes.getInt());
        }
        if (length < 0 || length > bytes.remaining()) {
            throw new ModelException(file + ": is truncated or of an unknown version: version " + version
                    + ", header of " + length + " bytes, " + bytes.remaining() + " bytes left");
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static Matcher match(Path file, String header, Pattern pattern, String key) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new ModelException(file + ": no legible '" + key + "' in the header " + header.strip());
        }
        return matcher;
    }

    private static Shape shape(Path file, String list) {
        try {
            return Shape.of(Stream.of(list.split(","))
                    .map(String::strip)
                    .filter(extent -> !extent.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray());
        } catch (NumberFormatException | ShapeException e) {
            throw new ModelException(file + ": shape (" + list + ") is not one: " + e.getMessage());
        }
    }

    /** Writes an array in NumPy's format 1.0, replacing the file if there is one. */
    public static void write(Path file, Tensor tensor) throws IOException {
        String type = switch (tensor.dataType()) {
            case F32 -> "<f4";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case BOOL -> "|b1";
        };
        String extents = Arrays.stream(tensor.shape().toArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        String shape = tensor.shape().rank() == 1 ? extents + "," : extents;
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int fixed = MAGIC.length + 4;
        int length = (fixed + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - fixed;
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.toIntExact(fixed + length + tensor.type().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.put((header + " ".repeat(length - 1 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        Elements.put(tensor, bytes);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
