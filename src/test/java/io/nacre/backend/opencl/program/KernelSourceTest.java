package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Device.Kind;
import io.nacre.error.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSourceTest {
    private static final String HEAD = "// @kernel k\n// @global n\n// @local 1\n";

    @TempDir
    private Path folder;

    private KernelSource read(String kernel) throws IOException {
        Files.writeString(folder.resolve("k.cl"), kernel);
        return KernelSource.read(new KernelSources(Optional.of(folder)), "k.cl");
    }

    @Test
    void includesAreReplacedOnceAndLinesKeepTheirPlaces() throws IOException {
        Files.writeString(folder.resolve("a.clh"), "first\n#include \"b.clh\"\nthird\n");
        Files.writeString(folder.resolve("b.clh"), "inner\n");

        KernelSource source = read(HEAD + "#include \"a.clh\"\n  #  include \"b.clh\" // again\nlast\n");

        assertThat(source.text())
                .isEqualTo("#line 1 \"kernels/k.cl\"\n" + HEAD
                        + "#line 1 \"kernels/a.clh\"\nfirst\n"
                        + "#line 1 \"kernels/b.clh\"\ninner\n"
                        + "#line 3 \"kernels/a.clh\"\nthird\n"
                        + "#line 5 \"kernels/k.cl\"\n"
                        + "\n"
                        + "last\n");
    }

    @Test
    void whatCannotBeIncludedIsNamedWithItsLine() {
        assertThatThrownBy(() -> read(HEAD + "#include \"none.clh\"\n"))
                .isInstanceOf(BackendException.class)
                .hasMessageStartingWith("kernels/k.cl:4: includes a file that is missing: kernels/none.clh");
        assertThatThrownBy(() -> read(HEAD + "#include \"../secret.clh\"\n"))
                .isInstanceOf(BackendException.class)
                .hasMessageStartingWith("kernels/k.cl:4: '../secret.clh' must be named from the root of all kernels");
    }

    @Test
    void aMissingFileAndAMissingFolderAreErrors() {
        KernelSources sources = new KernelSources(Optional.of(folder));
        assertThatThrownBy(() -> KernelSource.read(sources, "none.cl"))
                .isInstanceOf(BackendException.class)
                .hasMessage("kernels/none.cl: there is no such file in " + folder);
        assertThatThrownBy(() -> KernelSource.read(new KernelSources(Optional.empty()), "none.cl"))
                .isInstanceOf(BackendException.class)
                .hasMessage("kernels/none.cl: there is no such file in the built-in kernels");
        assertThatThrownBy(() -> new KernelSources(Optional.of(folder.resolve("none"))))
                .isInstanceOf(BackendException.class)
                .hasMessage("Kernels: " + folder.resolve("none") + " is not a folder");
    }

    @Test
    void theHeadGivesEntrySizesAndMacros() throws IOException {
        KernelHead head = read("""
                // Does things.
                //
                // @kernel things
                // @global ceil(w, TILE), min(h, 4)
                // @local  LOCAL, 1
                // @gpu    TILE=1 LOCAL=64

                #ifndef TILE // pixels
                #define TILE 16 // of a row
                #endif
                #ifndef LOCAL
                #define LOCAL 8
                #endif
                #define FIXED 3
                """).head();

        assertThat(head.kernel()).isEqualTo("things");
        assertThat(head.defaults()).isEqualTo(Map.of("TILE", 16L, "LOCAL", 8L));
        assertThat(head.overrides().get(Kind.GPU)).isEqualTo(Map.of("TILE", 1L, "LOCAL", 64L));
        assertThat(head.overrides().get(Kind.CPU)).isEmpty();
        assertThat(head.evaluate(head.global(), Map.of("w", 33L, "h", 9L, "TILE", 16L)))
                .containsExactly(3, 4);
    }

    @Test
    void aFileOfOnesOwnIncludesFromItsFolderFirstAndThenBuiltInFiles() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("mine.clh"), "mine\n");
        Files.createDirectory(folder.resolve("common"));
        Files.writeString(folder.resolve("mine.clh"), "theirs\n");
        Files.writeString(folder.resolve("common/both.clh"), "built in\n");
        Path file = own.resolve("k.cl");
        Files.writeString(file, HEAD + "#include \"mine.clh\"\n#include \"common/both.clh\"\n");

        KernelSource source = KernelSource.read(new KernelSources(Optional.of(folder)).besides(file), "k.cl");

        assertThat(source.name()).isEqualTo(file.toString());
        assertThat(source.text())
                .isEqualTo("#line 1 \"" + file + "\"\n" + HEAD
                        + "#line 1 \"" + own.resolve("mine.clh") + "\"\nmine\n"
                        + "#line 5 \"" + file + "\"\n"
                        + "#line 1 \"kernels/common/both.clh\"\nbuilt in\n"
                        + "#line 6 \"" + file + "\"\n");
    }

    @Test
    void whatIsWrongWithAHeadIsSaid() {
        assertThatThrownBy(() -> read("// @global n\n// @local 1\n"))
                .hasMessage("kernels/k.cl: its head has no line '// @kernel …'");
        assertThatThrownBy(() -> read(HEAD + "// @grid n\n"))
                .hasMessageStartingWith("kernels/k.cl:4: '@grid' is unknown; there are @kernel, @global");
        assertThatThrownBy(() -> read(HEAD + "// @local 2\n")).hasMessage("kernels/k.cl:4: a second '@local'");
        assertThatThrownBy(() -> read("// @kernel k\n// @global a, b\n// @local 1\n"))
                .hasMessage("kernels/k.cl: @global [a, b] and @local [1] must both have one to three dimensions");
        assertThatThrownBy(() -> read(HEAD + "// @requires n = 1\n"))
                .hasMessage("kernels/k.cl:4: 'n = 1' is not an expression: expected the end at '= 1'");
        assertThatThrownBy(() -> read(HEAD + "// @gpu TILE=4\n"))
                .hasMessage("kernels/k.cl:4: 'TILE=4' does not set one of the file's macros [] to a whole number");
    }
}
