package io.nacre.backend.opencl.program;

import io.nacre.backend.WholeFile;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled programs of one device in a folder, a file each. Processes may share it: who reads sees whole files, or none. What
 * cannot be read, or is not what was written, is not there; what cannot be written is left out.
 */
final class ProgramCache {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramCache.class);
    private static final String ENDING = ".program";
    /** Of a file; raised whenever anything in it changes. */
    private static final long FORMAT = 0x4e61637265000001L;

    private static final int HEAD = Long.BYTES + Integer.BYTES + 32;
    private static final int LARGEST = 65 << 20;
    /** A folder with more than this loses the files that were not read for longest. */
    static final long LARGEST_FOLDER = 256L << 20;

    private final Path folder;
    private final List<String> device;

    /**
     * The programs in a folder.
     *
     * @param folder need not exist
     * @param device all that tells the device, its driver and its platform from others
     */
    ProgramCache(Path folder, List<String> device) {
        this.folder = folder;
        this.device = device;
    }

    /** The name that a program has here: a hash of all that its binary depends on. */
    String key(String source, String options) {
        MessageDigest hash = sha256();
        Stream.concat(device.stream(), Stream.of(options, source)).forEach(part -> {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8)); // ab, c is not a, bc
            hash.update(bytes);
        });
        return HexFormat.of().formatHex(hash.digest());
    }

    /** A stored program, each byte as it was written; empty if there is none. */
    Optional<byte[]> read(String key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            Optional<byte[]> program = read(file, key);
            if (program.isPresent()) {
                touch(file);
            } else {
                drop(key);
            }
            return program;
        } catch (IOException | SecurityException e) {
            LOG.debug("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Reads by a plain stream: a channel would be closed by an interrupt of the caller. */
    private static Optional<byte[]> read(Path file, String key) throws IOException {
        long size = Files.size(file);
        if (size <= HEAD || size > LARGEST) {
            return Optional.empty();
        }
        try (InputStream stream = new FileInputStream(file.toFile());
                DataInputStream in = new DataInputStream(stream)) {
            boolean known = in.readLong() == FORMAT;
            int length = in.readInt();
            byte[] checksum = in.readNBytes(32);
            if (!known || length != size - HEAD) {
                return Optional.empty();
            }
            byte[] program = in.readNBytes(length);
            return MessageDigest.isEqual(checksum, checksum(key, program)) ? Optional.of(program) : Optional.empty();
        }
    }

    /** Programs that are used stay longest. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.trace("{} keeps its time: {}", file, e.toString());
        }
    }

    /** Forgets a program that is of no use. */
    void drop(String key) {
        LOG.debug("{} is damaged or of no use, and is deleted", file(key));
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException | SecurityException e) {
            LOG.debug("{} cannot be deleted: {}", file(key), e.toString());
        }
    }

    /**
     * Stores a program, unless it is there.
     *
     * @param program asked for only if there is a place to write it to
     * @return whether there is such a place
     */
    boolean write(String key, Supplier<Optional<byte[]>> program) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file)) {
                WholeFile.replace(
                        file,
                        () -> program.get()
                                .filter(bytes -> bytes.length <= LARGEST - HEAD)
                                .map(bytes -> content(key, bytes)));
            }
            return true;
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            LOG.debug("{} cannot be written: {}", file, e.toString());
            return false;
        }
    }

    private static byte[] content(String key, byte[] program) {
        return ByteBuffer.allocate(HEAD + program.length)
                .putLong(FORMAT)
                .putInt(program.length)
                .put(checksum(key, program))
                .put(program)
                .array();
    }

    /** Deletes the files that were not used for longest, until the rest fits, and those that a killed process left unfinished. */
    void trim(long mostBytes) {
        Instant recently = Instant.now().minusSeconds(3600);
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(ProgramCache::time).reversed())
                    .toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
                boolean left = file.toString().endsWith(WholeFile.UNFINISHED)
                        && time(file).isBefore(recently);
                if (bytes > mostBytes || left) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException | SecurityException e) {
            LOG.debug("{} cannot be tidied: {}", folder, e.toString()); // another process may be at it
        }
    }

    private static Instant time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ENDING);
    }

    /** Of the name as well: a file renamed is another program. */
    private static byte[] checksum(String key, byte[] program) {
        MessageDigest hash = sha256();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return hash.digest(program);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
