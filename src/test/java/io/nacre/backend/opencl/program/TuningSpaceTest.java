package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Device.Kind;
import io.nacre.error.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TuningSpaceTest {
    private static final String HEAD = "// @kernel k\n// @global n\n// @local LOCAL\n";
    private static final String MACROS =
            "#ifndef TILE\n#define TILE 4\n#endif\n#ifndef LOCAL\n#define LOCAL 1\n#endif\nkernel void k() {}\n";

    private static TuningSpace space(String tags) {
        return KernelHead.parse("k.cl", HEAD + tags + MACROS).space();
    }

    @Test
    void headsStateValuesAndWhatMustHold() {
        TuningSpace space = space("// @tune   TILE=2,4,8,4 LOCAL=1,64\n// @where  gpu || LOCAL == 1 && TILE >= 4\n");
        Map<String, Long> usual = Map.of("TILE", 4L, "LOCAL", 1L);
        assertThat(space.axes()).isEqualTo(Map.of("TILE", List.of(2L, 4L, 8L), "LOCAL", List.of(1L, 64L)));
        assertThat(space.allows(Map.of(), usual, Kind.CPU)).isTrue();
        assertThat(space.allows(Map.of("TILE", 8L), usual, Kind.CPU)).isTrue();
        assertThat(space.allows(Map.of("TILE", 2L), usual, Kind.CPU))
                .as("against @where")
                .isFalse();
        assertThat(space.allows(Map.of("TILE", 2L), usual, Kind.GPU)).isTrue();
        assertThat(space.allows(Map.of("LOCAL", 64L, "TILE", 4L), usual, Kind.CPU))
                .isFalse();
        assertThat(space.allows(Map.of("TILE", 16L), usual, Kind.GPU))
                .as("not among the values")
                .isFalse();
        assertThat(space.allows(Map.of("WIDTH", 4L), usual, Kind.GPU))
                .as("no such macro")
                .isFalse();
    }

    @Test
    void withoutTagsThereIsNothingToTune() {
        assertThat(space("").axes()).isEmpty();
        assertThat(space("").allows(Map.of(), Map.of(), Kind.GPU)).isTrue();
        assertThat(space("").allows(Map.of("TILE", 4L), Map.of(), Kind.GPU)).isFalse();
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> space("// @tune TILES=1,2\n"))
                .isInstanceOf(BackendException.class)
                .hasMessage(
                        "k.cl:4: @tune 'TILES=1,2' does not give one of the file's macros [LOCAL, TILE] values, as in"
                                + " TILE=4,8,16");
        assertThatThrownBy(() -> space("// @tune TILE=1,x\n")).hasMessageStartingWith("k.cl:4: @tune 'TILE=1,x'");
        assertThatThrownBy(() -> space("// @tune TILE=1 TILE=2\n")).hasMessage("k.cl:4: @tune gives TILE values twice");
        assertThatThrownBy(() -> space("// @tune TILE=1\n// @where TILE < WIDTH\n"))
                .hasMessageStartingWith("k.cl:5: 'WIDTH' in 'TILE < WIDTH' is not among [LOCAL, TILE, ");
    }

    /** A space without the values that a kernel has by itself would let the tuner end up slower than it began. */
    @TestFactory
    Stream<DynamicTest> everyKernelsOwnValuesAreInItsSpace() throws IOException {
        Path root = Path.of("kernels");
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".cl")).toList();
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(root.relativize(file).toString(), () -> {
                    KernelHead head = KernelHead.parse(file.toString(), Files.readString(file));
                    for (Kind kind : List.of(Kind.CPU, Kind.GPU)) {
                        Map<String, Long> own = new HashMap<>(head.usual(kind));
                        own.keySet().retainAll(head.space().axes().keySet());
                        assertThat(head.space().allows(own, head.usual(kind), kind))
                                .as(kind + " " + own)
                                .isTrue();
                    }
                }));
    }
}
