package io.nacre.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.error.NacreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final int BYTES = 64 << 20;

    /** An array that was written to was resident, and lay on the heap. */
    @Test
    void countsWhatWasInUse() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "only Linux tells a process its peak");
        byte[] array = new byte[BYTES];
        for (int i = 0; i < BYTES; i += 1024) {
            array[i] = 1;
        }
        Memory memory = Memory.ofThisProcess();
        assertThat(array[1024]).isOne(); // alive until here
        assertThat(memory.heap()).isGreaterThan(BYTES);
        assertThat(memory.peak()).isGreaterThanOrEqualTo(memory.heap());
        assertThat(memory.other()).isEqualTo(memory.peak() - memory.heap());
    }

    @Test
    void passesFromOneProcessToAnother() {
        assertThat(Memory.parse(new Memory(12, 5).toLine() + "\n")).isEqualTo(new Memory(12, 5));
        assertThatThrownBy(() -> Memory.parse("ended"))
                .isInstanceOf(NacreException.class)
                .hasMessage("peak memory: a process answers 'ended', expected two numbers");
    }
}
