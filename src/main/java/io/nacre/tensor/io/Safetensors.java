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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .safetensors} file: named tensors and named texts. The tensors lie in mapped memory and are paged in as they are
 * read; the file must not change meanwhile.
 *
 * @param tensors by name, in the order of the file's header
 * @param metadata texts by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final int MAX_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** One tensor as the header has it; begin and end count from the end of the header. */
    private record Entry(String name, Elements elements, Shape shape, long begin, long end) {}

    /**
     * Reads the header and maps the tensors.
     *
     * @throws ModelException if the file is damaged or contradicts itself
     */
    public static Safetensors open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Map<?, ?> header = header(file, channel);
            long start = channel.position();
            Map<String, String> metadata = new LinkedHashMap<>();
            List<Entry> entries = new ArrayList<>();
            for (Map.Entry<?, ?> entry : header.entrySet()) {
                String name = (String) entry.getKey();
                if (name.equals(METADATA)) {
                    fields(file, name, entry.getValue())
                            .forEach((key, text) -> metadata.put((String) key, String.valueOf(text)));
                } else {
                    entries.add(entry(file, name, fields(file, name, entry.getValue())));
                }
            }
            checkCoverage(file, entries, channel.size() - start);
            Map<Entry, Tensor> mapped = tensors(file, channel, start, entries);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            entries.forEach(entry -> tensors.put(entry.name, mapped.get(entry)));
            return new Safetensors(tensors, metadata);
        }
    }

    /** Maps as few pieces as there can be: systems bound their number. */
    private static Map<Entry, Tensor> tensors(Path file, FileChannel channel, long start, List<Entry> entries)
            throws IOException {
        Map<Entry, Tensor> tensors = new HashMap<>();
        List<Entry> left = inOrder(entries);
        while (!left.isEmpty()) {
            long begin = left.get(0).begin;
            int count = 1;
            while (count < left.size() && left.get(count).end - begin <= Integer.MAX_VALUE) {
                count++;
            }
            long size = left.get(count - 1).end - begin;
            ByteBuffer piece = channel.map(FileChannel.MapMode.READ_ONLY, start + begin, size);
            for (Entry entry : left.subList(0, count)) {
                ByteBuffer data = piece.slice((int) (entry.begin - begin), (int) (entry.end - entry.begin));
                tensors.put(entry, tensor(file, entry, data.order(ByteOrder.LITTLE_ENDIAN)));
            }
            left = left.subList(count, left.size());
        }
        return tensors;
    }

    private static Tensor tensor(Path file, Entry entry, ByteBuffer data) {
        try {
            return entry.elements.tensor(data, entry.shape);
        } catch (ModelException e) {
            throw new ModelException(file + ": tensor '" + entry.name + "': " + e.getMessage());
        }
    }

    private static Map<?, ?> header(Path file, FileChannel channel) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, channel, prefix);
        long length = prefix.getLong(0);
        if (length < 2 || length > MAX_HEADER || length > channel.size() - 8) {
            throw new ModelException(file + ": a header of " + Long.toUnsignedString(length) + " bytes in a file of "
                    + channel.size() + " is not a .safetensors file's");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        readFully(file, channel, text);
        try {
            if (Json.parse(new String(text.array(), StandardCharsets.UTF_8)) instanceof Map<?, ?> header) {
                return header;
            }
            throw new ModelException(file + ": the header is no JSON object");
        } catch (Json.SyntaxException e) {
            throw new ModelException(file + ": the header is not JSON: " + e.getMessage(), e);
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new ModelException(file + ": is truncated at " + channel.size() + " bytes");
            }
        }
    }

    private static Map<?, ?> fields(Path file, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new ModelException(file + ": '" + name + "' in the header is no JSON object");
    }

    private static Entry entry(Path file, String name, Map<?, ?> fields) {
        String place = file + ": tensor '" + name + "': ";
        Elements elements;
        try {
            elements = Elements.valueOf(String.valueOf(fields.get("dtype")));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    place + "elements of type " + fields.get("dtype") + " are none of " + List.of(Elements.values()));
        }
        List<Long> extents = numbers(place, "shape", fields);
        List<Long> offsets = numbers(place, "data_offsets", fields);
        try {
            Shape shape = Shape.of(extents.stream().mapToInt(Math::toIntExact).toArray());
            long bytes = Math.multiplyExact(shape.elements(), elements.bytes());
            if (offsets.size() != 2 || Math.subtractExact(offsets.get(1), offsets.get(0)) != bytes) {
                throw new ModelException(
                        place + shape + " of " + elements + " is " + bytes + " bytes, data_offsets are " + offsets);
            }
            if (bytes > Integer.MAX_VALUE) {
                throw new ModelException(place + bytes + " bytes, at most 2^31 - 1 can be read");
            }
            return new Entry(name, elements, shape, offsets.get(0), offsets.get(1));
        } catch (ShapeException | ArithmeticException e) {
            throw new ModelException(place + "shape " + extents + " is not one: " + e.getMessage(), e);
        }
    }

    private static List<Long> numbers(String place, String key, Map<?, ?> fields) {
        List<Long> numbers = new ArrayList<>();
        if (fields.get(key) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Long number && number >= 0) {
                    numbers.add(number);
                }
            }
            if (numbers.size() == list.size()) {
                return numbers;
            }
        }
        throw new ModelException(place + key + " is " + fields.get(key) + ", expected a list of whole numbers");
    }

    /** The format's rule against hidden and shared bytes: the tensors fill the rest of the file, one after another. */
    private static void checkCoverage(Path file, List<Entry> entries, long size) {
        long end = 0;
        for (Entry entry : inOrder(entries)) {
            if (entry.begin != end) {
                throw new ModelException(file + ": tensor '" + entry.name + "' begins at byte " + entry.begin
                        + ", the one before it ends at " + end);
            }
            end = entry.end;
        }
        if (end != size) {
            throw new ModelException(file + ": the tensors need " + end + " bytes, the file has " + size);
        }
    }

    private static List<Entry> inOrder(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
    }

    /** Writes the file, replacing it if there is one. */
    public void write(Path file) throws IOException {
        List<String> fields = new ArrayList<>();
        if (!metadata.isEmpty()) {
            List<String> texts = metadata.entrySet().stream()
                    .map(text -> Json.quote(text.getKey()) + ":" + Json.quote(text.getValue()))
                    .toList();
            fields.add("\"" + METADATA + "\":{" + String.join(",", texts) + "}");
        }
        long end = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            long begin = end;
            end += tensor.getValue().type().bytes();
            List<String> extents = Arrays.stream(tensor.getValue().shape().toArray())
                    .mapToObj(Integer::toString)
                    .toList();
            fields.add(Json.quote(tensor.getKey()) + ":{\"dtype\":\"" + Elements.of(tensor.getValue())
                    + "\",\"shape\":[" + String.join(",", extents) + "],\"data_offsets\":[" + begin + "," + end + "]}");
        }
        byte[] header = ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
        int padded = (header.length + 7) / 8 * 8;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(8 + padded + end)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(header).put(" ".repeat(padded - header.length).getBytes(StandardCharsets.US_ASCII));
        tensors.values().forEach(tensor -> Elements.put(tensor, bytes));
        Files.write(file, bytes.array());
    }
}
