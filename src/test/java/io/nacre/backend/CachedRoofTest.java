package io.nacre.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedRoofTest {
    @TempDir
    private Path folder;

    private final AtomicInteger measurements = new AtomicInteger();
    private boolean steady = true;

    /** A roof whose FLOP/s are a thousand times the number of the device. */
    private CachedRoof roof(Path where, int device) {
        return new CachedRoof(Optional.of(where), () -> List.of("device", "driver\t1\n2", device + " units"), () -> {
            measurements.incrementAndGet();
            return new CachedRoof.Measured(new Roof(1000.0 * device, 1e9 / 3), steady);
        });
    }

    private void measuresAnew(int device) {
        int before = measurements.get();
        assertThat(roof(folder, device).get()).isEqualTo(new Roof(1000.0 * device, 1e9 / 3));
        assertThat(measurements.get()).as("measurements").isEqualTo(before + 1);
    }

    private void isRemembered(int device) {
        int before = measurements.get();
        assertThat(roof(folder, device).get()).isEqualTo(new Roof(1000.0 * device, 1e9 / 3));
        assertThat(measurements.get()).as("measurements").isEqualTo(before);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void measuresWhenAskedAndOnlyOnce() {
        CachedRoof roof = new CachedRoof(Optional.empty(), () -> List.of("x"), () -> {
            measurements.incrementAndGet();
            return new CachedRoof.Measured(new Roof(1, 2), true);
        });
        assertThat(measurements.get()).isZero();
        assertThat(roof.get()).isSameAs(roof.get());
        assertThat(measurements.get()).isOne();
    }

    @Test
    void othersFindItInTheFile() throws IOException {
        measuresAnew(1);
        isRemembered(1);
        measuresAnew(2);
        isRemembered(1);
        isRemembered(2);
        assertThat(Files.readAllLines(file())).hasSize(3);
    }

    @Test
    void whatABusyMachineSaysIsNotKept() {
        steady = false;
        measuresAnew(1);
        steady = true;
        measuresAnew(1);
        isRemembered(1);
    }

    @Test
    void aDamagedFileIsMeasuredAgainAndMended() throws IOException {
        measuresAnew(1);
        measuresAnew(2);
        Path file = file();
        String good = Files.readString(file);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        measuresAnew(1);
        isRemembered(1);
        for (String bad : List.of(
                "",
                "\n\n",
                good.replace("nacre roofs 1", "nacre roofs 2"),
                good.substring(0, good.indexOf('\n') + 70),
                good.replaceAll("\t1000\\.0\t", "\tNaN\t"),
                good.replaceAll("\t1000\\.0\t", "\t-1000.0\t"),
                good.replaceAll("\t1000\\.0\t", "\tmany\t"),
                good.replaceAll("\t1000\\.0\t", "\t"))) {
            Files.writeString(file, bad);
            measuresAnew(1);
            isRemembered(1);
        }
        isRemembered(2); // the last damage was not to this line
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoError() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        for (Path where : List.of(taken, taken.resolve("below"))) {
            assertThat(roof(where, 3).get().flops()).isEqualTo(3000);
        }
        assertThat(measurements.get()).isEqualTo(2);
        assertThat(taken).hasContent("a file");
    }

    @Test
    void manyMayWriteAtOnce() throws IOException {
        IntStream.range(0, 200).parallel().forEach(i -> {
            int device = i % 8 + 1;
            assertThat(roof(folder, device).get().flops()).isEqualTo(1000.0 * device);
        });
        List<String> lines = Files.readAllLines(file());
        assertThat(lines.get(0)).isEqualTo("nacre roofs 1");
        assertThat(lines.subList(1, lines.size()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.split("\t")).hasSize(4));
    }

    @Test
    void aRoofIsAboveZeroAndFinite() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Roof(bad, 1))
                    .isInstanceOf(BackendException.class)
                    .hasMessageStartingWith("Roof: " + bad + " FLOP/s and 1.0 bytes a second were measured");
            assertThatThrownBy(() -> new Roof(1, bad)).isInstanceOf(BackendException.class);
        }
        Roof roof = new Roof(100, 10);
        assertThat(roof.seconds(300, 20)).isEqualTo(3);
        assertThat(roof.seconds(300, 40)).isEqualTo(4);
    }
}
