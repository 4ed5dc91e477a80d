package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObituaryTest {
    @Test
    void aJvmThatNativeCodeBroughtDown() {
        List<String> words = List.of(
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#",
                "#  SIGSEGV (0xb) at pc=0x00007f1, pid=1, tid=2",
                "#",
                "# Problematic frame:",
                "# C  [direct.so+0x10]  _pocl_kernel_direct_workgroup+0x20");
        assertThat(Obituary.of(134, words))
                .isEqualTo("SIGSEGV in native code (C [direct.so+0x10] _pocl_kernel_direct_workgroup+0x20)");
    }

    @Test
    void aProcessThatASignalEnded() {
        assertThat(Obituary.of(134, List.of("pocl: assertion failed", "")))
                .isEqualTo("the process ended with signal 6 (aborted); its last words: pocl: assertion failed");
        assertThat(Obituary.of(137, List.of())).isEqualTo("the process ended with signal 9 (killed)");
    }

    @Test
    void aProcessThatEndedItself() {
        assertThat(Obituary.of(2, List.of("nacre: no such file")))
                .isEqualTo("the process ended with exit code 2; its last words: nacre: no such file");
    }
}
