package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.model.onnx.schema.StringStringEntryProto;
import io.nacre.model.onnx.schema.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tensors' bytes in files beside the model.
 *
 * @param folder the model's folder, which such files may not leave; null if the model came from no file
 */
record ExternalData(@Nullable Path folder) {
    private static final int SMALLEST_MAPPED = 1 << 16;

    /** Where a tensor's bytes lie. */
    private record Place(String location, long offset, long length) {
        static Place of(TensorProto proto, long bytes) {
            String location = "";
            long offset = 0;
            long length = bytes;
            for (StringStringEntryProto entry : proto.getExternalDataList()) {
                switch (entry.getKey()) {
                    case "location" -> location = entry.getValue();
                    case "offset" -> offset = number(entry);
                    case "length" -> length = number(entry);
                    default -> {} // checksums are optional
                }
            }
            return new Place(location, offset, length);
        }

        private static long number(StringStringEntryProto entry) {
            try {
                return Long.parseLong(entry.getValue());
            } catch (NumberFormatException e) {
                throw new ModelException(
                        "external data: " + entry.getKey() + " '" + entry.getValue() + "' is no number", e);
            }
        }
    }

    /**
     * A tensor's bytes.
     *
     * @param bytes how many there must be
     */
    ByteBuffer read(TensorProto proto, long bytes) {
        Place place = Place.of(proto, bytes);
        if (place.length != bytes) {
            throw new ModelException("external data '" + place.location + "': has " + place.length
                    + " bytes, the tensor's type and extents need " + bytes);
        }
        Path file = file(place.location);
        try (FileChannel channel = FileChannel.open(file)) {
            if (place.offset < 0 || place.offset > channel.size() - bytes) {
                throw new ModelException("external data '" + place.location + "': bytes " + place.offset + " to "
                        + (place.offset + bytes) + " are not all within the file of " + channel.size() + " bytes");
            }
            if (bytes >= SMALLEST_MAPPED) {
                return channel.map(FileChannel.MapMode.READ_ONLY, place.offset, bytes);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
            while (buffer.hasRemaining() && channel.read(buffer, place.offset + buffer.position()) >= 0) {}
            return buffer.flip();
        } catch (IOException e) {
            throw new ModelException("external data '" + place.location + "': cannot be read: " + e.getMessage(), e);
        }
    }

    private Path file(String location) {
        if (folder == null) {
            throw new ModelException("external data '" + location + "': the model was not read from a file, so there is"
                    + " no folder to look in");
        }
        try {
            Path home = folder.toRealPath();
            Path file = home.resolve(location).normalize();
            if (!file.startsWith(home)) { // said first: what lies out there is not even looked for
                throw outside(location);
            }
            if (location.isEmpty() || !Files.isRegularFile(file)) {
                throw new ModelException("external data '" + location + "': there is no such file beside the model");
            }
            if (!file.toRealPath().startsWith(home)) {
                throw outside(location);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new ModelException("external data '" + location + "': cannot be found: " + e.getMessage(), e);
        }
    }

    private static ModelException outside(String location) {
        return new ModelException("external data '" + location + "': lies outside the model's folder");
    }
}
