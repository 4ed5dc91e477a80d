package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs as drivers write them; that the lab's own come out so, on PoCL, is tested with the command. */
class CompilerLogTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.createDirectories(folder.resolve("pool")).resolve("max.cl");
        Files.writeString(file, "kernel void f(\n\tglobal float *y) { y[0] = oops; }\n");
    }

    @Test
    void showsTheRealFileAndItsLine() {
        List<String> expected = List.of(
                file + ":2:29: error: use of undeclared identifier 'oops'",
                "    \tglobal float *y) { y[0] = oops; }",
                "    \t                           ^");
        String clang =
                "kernels/pool/max.cl:2:29: error: use of undeclared identifier 'oops'\n y[0] = oops;\n ^\n1 error generated.";
        String pocl = "1 error generated.\nerror: kernels/pool/max.cl:2:29: use of undeclared identifier 'oops'\n";
        assertThat(CompilerLog.lines(clang, folder)).isEqualTo(expected);
        assertThat(CompilerLog.lines(pocl, folder)).isEqualTo(expected);
    }

    @Test
    void warningsStayWarningsAndFilesThatAreGoneHaveNoLine() {
        assertThat(CompilerLog.lines("kernels/a.cl:7: warning: unused\nkernels/a.cl:7: warning: unused", folder))
                .containsExactly(folder.resolve("a.cl") + ":7: warning: unused");
    }

    @Test
    void anUnknownFormIsShownAsItIs() {
        assertThat(CompilerLog.lines("ptxas fatal\n\n  : out of registers\n", folder))
                .containsExactly("ptxas fatal", "  : out of registers");
    }
}
