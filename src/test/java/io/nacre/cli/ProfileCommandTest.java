package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    private static final Pattern EVENT = Pattern.compile(
            "\\{\"name\":\"([^\"]*)\",\"cat\":\"([^\"]*)\",\"ph\":\"X\",\"pid\":0,\"tid\":0,\"ts\":([0-9.]+),\"dur\":([0-9.]+),"
                    + "\"args\":\\{\"operation\":\"[^\"]*\",\"algorithm\":\"[^\"]+\",\"input\":\"f32 10×300\",\"output\":\"f32"
                    + " 10×300\",\"flops\":\\d+,\"bytes\":24000}},?");

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
                .matches("# +step +operation +algorithm +input +output +us +share +GFLOP/s +GB/s +roof");
        assertThat(lines.get(6)).matches("0 +0 +Unary tanh .*%");
        assertThat(lines.get(7)).matches("1 +1 +Softmax .*%");
        assertThat(lines.get(8)).matches("2 steps on cpu-scalar, .* of the roof");

        List<String> json = Files.readAllLines(trace);
        assertThat(json.get(0)).isEqualTo("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
        assertThat(json.get(1))
                .startsWith("{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":0,\"args\":{\"name\":\"cpu-scalar: ");
        assertThat(json.get(json.size() - 1)).isEqualTo("]}");
        List<String> names = new ArrayList<>();
        double end = 0;
        for (String line : json.subList(2, json.size() - 1)) {
            Matcher event = EVENT.matcher(line);
            assertThat(event.matches()).as(line).isTrue();
            names.add(event.group(1) + " " + event.group(2));
            assertThat(Double.parseDouble(event.group(3))).isEqualTo(end);
            end = Math.round(1e3 * (end + Double.parseDouble(event.group(4)))) / 1e3;
        }
        assertThat(names).containsExactly("0 Unary", "1 Softmax");
    }

    @Test
    void textIsQuoted() {
        assertThat(Trace.quoted("a \"b\" \\ \n é")).isEqualTo("\"a \\\"b\\\" \\\\ \\u000a é\"");
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
