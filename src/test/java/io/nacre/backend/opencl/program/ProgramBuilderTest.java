package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Queue;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.backend.opencl.cl.ClArgument;
import io.nacre.backend.opencl.cl.ClBuffer;
import io.nacre.backend.opencl.cl.ClContext;
import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClProgram;
import io.nacre.backend.opencl.cl.ClQueue;
import io.nacre.tensor.DataType;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs out of files that are whole, and yet may not be what the driver takes. */
class ProgramBuilderTest {
    private static final String OPTIONS = "-cl-std=CL1.2 -cl-kernel-arg-info";
    private static final String SOURCE =
            "kernel void set(global float *y, const float to) { y[get_global_id(0)] = to; }";

    @TempDir
    Path folder;

    private ClContext context;

    @BeforeEach
    void open() {
        context = ClContext.open(OpenCl.device(), 1, 1 << 20);
    }

    @AfterEach
    void close() {
        if (context != null) {
            assertThat(context.handles().intValue()).isZero();
            context.close();
        }
    }

    /** Builds and runs the program, and answers whether it was compiled. */
    private boolean compiles(boolean launch) {
        ProgramBuilder builder = new ProgramBuilder(context, Optional.of(folder));
        try (ClProgram program = builder.build("set", SOURCE, OPTIONS);
                ClQueue queue = context.newQueue(Queue.Mode.PLAIN);
                ClBuffer y = context.allocate(DataType.F32, 4)) {
            assertThat(program.parameterNames("set")).containsExactly("y", "to");
            Map<String, ClArgument> arguments = Map.of("y", ClArgument.memory(y), "to", ClArgument.ofFloat(3));
            try (ClLaunch bound =
                    ClLaunch.bind(program, "set", arguments, new long[] {4}, new long[] {2}, name -> "set")) {
                if (launch) {
                    queue.enqueue(new ClLaunch[] {bound});
                    FloatBuffer result = FloatBuffer.allocate(4);
                    queue.read(y, 0, result);
                    assertThat(result.array()).containsExactly(3, 3, 3, 3);
                }
            }
            builder.store();
            return builder.compiled() == 1;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Puts a file that is whole in the place of the one there is. */
    private void replace(byte[] program) throws IOException {
        Path file = files().get(0);
        Files.delete(file);
        String key = file.getFileName().toString().replace(".program", "");
        assertThat(new ProgramCache(folder, List.of()).write(key, () -> Optional.of(program)))
                .isTrue();
    }

    @Test
    void aProgramIsCompiledOnce() throws IOException {
        assertThat(compiles(true)).isTrue();
        assertThat(files()).hasSize(1);
        assertThat(compiles(true)).isFalse();
    }

    @Test
    void aProgramThatNeverRanIsNotStored() throws IOException {
        assertThat(compiles(false)).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatTheDriverRefusesIsCompiledAndStoredAgain() throws IOException {
        compiles(true);
        byte[] noKernels = new byte[200];
        byte[] endless = {0, 0, 0, 1, 0, 1, 'k', 127, 0, 0, 0};
        for (byte[] program : List.of(noKernels, endless, new byte[] {1})) {
            replace(program);
            assertThat(compiles(true)).isTrue();
            assertThat(files()).hasSize(1);
            assertThat(compiles(true)).isFalse();
        }
    }
}
