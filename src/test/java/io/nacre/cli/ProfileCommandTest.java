package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    @TempDir
    Path folder;

    @Test
    void showsEachStepAndWritesATimeline() throws IOException {
        Path trace = folder.resolve("trace.json");
        CommandLineRun run = CommandLineRun.of(
                "profile",
                "Sequential(Tanh(), Softmax(1))",
                "--input",
                "10x300",
                "--backend",
                "cpu-scalar",
                "--trace",
                trace,
                "--repeat",
                3);
        assertThat(run.status()).isZero();
        assertThat(run.errLines()).contains("the timeline is in " + trace);
        List<String> lines = run.outLines();
        assertThat(lines.get(0)).startsWith("# nacre profile, ");
        assertThat(lines.get(4)).isEqualTo("Sequential( (0): Tanh() (1): Softmax(dim=1) ), f32 10×300");
        assertThat(lines.get(5))
                .matches("# +step +operation +algorithm +input +output +KiB +us +share +GFLOP/s +GB/s +roof");
        assertThat(lines.get(6)).matches("0 +0 +Unary tanh .*%");
        assertThat(lines.get(7)).matches("1 +1 +Softmax .*%");
        assertThat(lines.get(8)).matches("2 steps on cpu-scalar, .* of the roof");

        assertThat(Files.readAllLines(trace).get(0)).isEqualTo("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    }

    @Test
    void badNumbersAndNamesAreTold() {
        assertThat(CommandLineRun.of("profile", "ReLU()", "--input", "3", "--repeat", "0")
                        .errLines())
                .containsExactly("nacre: profile: --batch and --repeat must be above 0");
        assertThat(CommandLineRun.of("profile", "notes.txt").errLines())
                .containsExactly("nacre: notes.txt: unknown kind of model file, expected a name that ends in .onnx");
    }
}
