package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage, errors and exit codes. */
class MainTest {
    @TempDir
    Path folder;

    private static void refuses(String line, Object... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.errLines()).containsExactly(line);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void badUsageIsOneLine() {
        refuses("nacre: no command given (nacre --help shows its usage)");
        refuses("nacre: Unmatched argument at index 0: 'paint' (nacre --help shows its usage)", "paint");
        refuses("nacre devices: Unknown option: '--fast' (nacre devices --help shows its usage)", "devices", "--fast");
        refuses("nacre run: Missing required parameter: 'MODEL.onnx' (nacre run --help shows its usage)", "run");
        refuses(
                "nacre bench: Invalid value for option '--batch': 'two' is not an int (nacre bench --help shows its"
                        + " usage)",
                "bench",
                "--batch",
                "two",
                "x.onnx");
        refuses(
                "nacre run: Invalid value for option '--accuracy': expected one of [STRICT, FAST]"
                        + " (case-insensitive) but was 'good' (nacre run --help shows its usage)",
                "run",
                "--accuracy",
                "good",
                "x.onnx");
    }

    @Test
    void helpIsAResult() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("demo", "devices", "run", "inspect", "conformance", "layer", "selftest", "bench", "profile");
        for (String command : new String[] {
            "demo", "devices", "run", "inspect", "conformance", "layer", "selftest", "bench", "profile"
        }) {
            CommandLineRun help = CommandLineRun.of(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).startsWith("Usage: nacre " + command);
        }
    }

    @Test
    void badInputIsOneLine() throws IOException {
        Path absent = folder.resolve("absent.onnx");
        refuses("nacre: model 'absent.onnx': cannot be read: there is no such file", "run", absent);
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        refuses("nacre: " + text + ": unknown kind of model file, expected a name that ends in .onnx", "inspect", text);
        Path model = TinyModels.unary(folder.resolve("relu.onnx"), "Relu", 2);
        refuses(
                "nacre: backend 'cuda': there is none of that name, only " + names(),
                "bench",
                model,
                "--backend",
                "cuda");
        refuses(
                "nacre: Backend: 0 threads, at least 1 is needed",
                "bench",
                model,
                "--threads",
                "0",
                "--backend",
                "cpu");
        Path kernels = folder.resolve("kernels");
        refuses(
                "nacre: --kernels " + kernels + ": there is no such folder",
                "bench",
                model,
                "--kernels",
                kernels,
                "--backend",
                "cpu");
    }

    private static String names() {
        CommandLineRun devices = CommandLineRun.of("devices", "--tsv");
        return "[auto, cpu, opencl"
                + devices.outLines().stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .filter(name -> !name.equals("opencl"))
                        .reduce("", (list, name) -> list + ", " + name)
                + "]";
    }

    @Test
    void stacktraceShowsWhereAnErrorComesFrom() {
        CommandLineRun run = CommandLineRun.of("inspect", folder.resolve("absent.onnx"), "--stacktrace");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines().get(0)).startsWith("nacre: model 'absent.onnx': cannot be read");
        assertThat(run.err()).contains("\tat io.nacre.");
        assertThat(CommandLineRun.of("--stacktrace", "inspect", folder.resolve("absent.onnx"))
                        .err())
                .contains("\tat io.nacre.");
    }

    @Test
    void devicesNamesEveryDeviceAndTheChoice() {
        CommandLineRun run = CommandLineRun.of("devices");
        assertThat(run.status()).isZero();
        assertThat(run.outLines().get(0)).matches("backend +kind +device +driver +memory");
        assertThat(run.out()).containsPattern("(?m)^cpu-scalar +CPU .* GiB$").containsPattern("(?m)^auto takes ");
        CommandLineRun table = CommandLineRun.of("devices", "--tsv");
        assertThat(table.outLines().get(0)).isEqualTo("backend\tkind\tdevice\tdriver\tmemory");
        assertThat(table.out()).doesNotContain("auto takes");
    }
}
