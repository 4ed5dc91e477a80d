package io.nacre.backend;

import io.nacre.error.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device's roof: measured when it is first asked for, remembered here, and in a file that all devices and processes share.
 * What was measured on a busy machine stays out of the file.
 * A file that is absent, damaged, of another format or cannot be written only means that it is measured again.
 */
public final class CachedRoof {
    private static final String FILE = "roofs.tsv";
    private static final String FORMAT = "nacre roofs 1";
    private static final int MOST_ENTRIES = 256;

    private final Optional<Path> file;
    private final Supplier<List<String>> key;
    private final Supplier<Measured> measurement;
    private @Nullable Roof known;

    /**
     * What a measurement says.
     *
     * @param steady whether it would say the same again
     */
    public record Measured(Roof roof, boolean steady) {
        public static Measured of(BestRate flops, double flopsEach, BestRate copies, double bytesEach) {
            return new Measured(
                    new Roof(flops.perSecond() * flopsEach, copies.perSecond() * bytesEach),
                    flops.steady() && copies.steady());
        }
    }

    /**
     * A roof that is not measured yet.
     *
     * @param folder where it is remembered; empty for nowhere
     * @param key makes the list of all that it depends on: device, driver, threads, Java, the text of what measures
     * @param measurement measures it, in a second or so
     */
    public CachedRoof(Optional<Path> folder, Supplier<List<String>> key, Supplier<Measured> measurement) {
        this.file = folder.map(path -> path.resolve(FILE));
        this.key = key;
        this.measurement = measurement;
    }

    /** The roof. Others wait while one measures. */
    public synchronized Roof get() {
        Roof roof = known;
        if (roof == null) {
            List<String> words = key.get();
            String hash = hash(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
            Entry entry = read().get(hash);
            if (entry == null) {
                Measured measured = measurement.get();
                entry = new Entry(measured.roof, String.join(", ", words).replaceAll("\\s+", " "));
                if (measured.steady) {
                    write(hash, entry);
                }
            }
            roof = entry.roof;
            known = roof;
        }
        return roof;
    }

    /** A part of a key that stands for a text or a program: its SHA-256. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    private record Entry(Roof roof, String description) {}

    /** What the file holds; nothing where it cannot be read. */
    private Map<String, Entry> read() {
        Map<String, Entry> entries = new TreeMap<>();
        try {
            if (file.isPresent() && Files.isRegularFile(file.get())) {
                List<String> lines = Files.readAllLines(file.get());
                if (!lines.isEmpty() && lines.get(0).equals(FORMAT)) {
                    lines.stream().skip(1).limit(MOST_ENTRIES).forEach(line -> parse(line, entries));
                }
            }
        } catch (IOException | UncheckedIOException | SecurityException e) {
            entries.clear(); // measured again
        }
        return entries;
    }

    private static void parse(String line, Map<String, Entry> entries) {
        String[] cells = line.split("\t", 4);
        if (cells.length == 4 && cells[0].matches("[0-9a-f]{64}")) {
            try {
                Roof roof = new Roof(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
                entries.put(cells[0], new Entry(roof, cells[3]));
            } catch (NumberFormatException | BackendException e) {
                return; // a damaged line is none
            }
        }
    }

    /** Puts a file with one more line in the place of the old one, which others may be reading. */
    private void write(String hash, Entry measured) {
        if (file.isEmpty()) {
            return;
        }
        Map<String, Entry> entries = read();
        entries.put(hash, measured);
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        entries.forEach((name, entry) -> text.append(name)
                .append('\t')
                .append(entry.roof.flops())
                .append('\t')
                .append(entry.roof.bytesPerSecond())
                .append('\t')
                .append(entry.description)
                .append('\n'));
        try {
            WholeFile.replace(file.get(), text.toString());
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return; // measured again next time
        }
    }
}
