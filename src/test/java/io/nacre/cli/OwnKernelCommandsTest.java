package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.TinyModels;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.tensor.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of a user's own on the command line. */
class OwnKernelCommandsTest {
    private static final Path EXAMPLES = Path.of("kernels", "examples");

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() {
        OpenCl.assumePresent();
        LabCommandTest.findClasses();
    }

    private static void refuses(String message, Object... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.errLines().get(0)).startsWith("nacre: " + message);
        assertThat(run.status()).isEqualTo(2);
    }

    /** The kernel triples, which no ReLU does: so it was it that ran. */
    @Test
    void aModelRunsOnIt() throws IOException {
        Path kernel = Files.writeString(
                folder.resolve("triple.cl"),
                Files.readString(EXAMPLES.resolve("unary.cl")).replace("0.0f : x[i]", "0.0f : 3.0f * x[i]"));
        Path model = TinyModels.unary(folder.resolve("model.onnx"), "Relu", 1, 3);
        Path input = TinyModels.tensor(folder.resolve("x.pb"), "x", new float[] {-1, 2, 5}, 1, 3);
        CommandLineRun run = CommandLineRun.of(
                "run", model, "--input", input, "--output", folder.resolve("out"), "--kernel", "unary=" + kernel);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(Npy.read(files.toList().get(0)).toFloats()).containsExactly(0, 6, 15);
        }
    }

    @Test
    void layersAndBenchmarksTakeIt() {
        for (List<Object> command : List.<List<Object>>of(
                List.of("layer", "Conv2d(2, 3, 3)", "--input", "2x2x5x6"),
                List.of("bench", "Conv2d(2, 3, 3)", "--input", "2x2x5x6", "--seconds", "0.01"))) {
            List<Object> arguments = new java.util.ArrayList<>(command);
            arguments.addAll(List.of("--kernel", "convolution=" + EXAMPLES.resolve("convolution.cl")));
            CommandLineRun run = CommandLineRun.of(arguments.toArray());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("opencl:0");
        }
    }

    @Test
    void whatIsWrongIsSaidInALine() {
        Path convolution = EXAMPLES.resolve("convolution.cl");
        Object[] layer = {"layer", "Conv2d(2, 3, 3)", "--input", "1x2x5x6", "--kernel", ""};
        layer[5] = convolution;
        refuses("--kernel " + convolution + ": which operation is it for? OP=FILE, where OP is one of average_pool, ", layer);
        layer[5] = "conv=" + convolution;
        refuses("--kernel conv=" + convolution + ": 'conv' is no operation; there are [average_pool, ", layer);
        layer[5] = "convolution=" + folder.resolve("none.cl");
        refuses(
                "--kernel convolution=" + folder.resolve("none.cl") + ": there is no file " + folder.resolve("none.cl"),
                layer);
        refuses(
                "--kernel: cpu-scalar runs no OpenCL kernels; --backend opencl does",
                "layer",
                "Conv2d(2, 3, 3)",
                "--input",
                "1x2x5x6",
                "--kernel",
                "convolution=" + convolution,
                "--backend",
                "cpu-scalar");
    }

    private static CommandLineRun lab(Object... more) {
        List<Object> arguments = new java.util.ArrayList<>(List.of("lab", "Conv2d(3, 4, 3)", "--input", "1x3x9x11"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray());
    }

    @Test
    void theLabTriesItBesideTheBuiltInOne() {
        Path kernel = EXAMPLES.resolve("convolution.cl");
        CommandLineRun run = lab("--kernel", kernel);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.outLines())
                .contains("  kernel     " + kernel)
                .anyMatch(line -> line.startsWith("  launch     my_convolution 16×7×4 in 16×1×1"))
                .anyMatch(line -> line.startsWith("built in  convolution/"));
        assertThat(run.outLines().stream().filter(line -> line.contains("  right "))).hasSize(2);
    }

    /** Of the combinations one is wrong, one does not compile, and one is ruled out. */
    @Test
    void aSweepRejectsWhatIsWrongAndFindsTheBest() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("convolution.cl"));
        Path kernel = Files.writeString(
                folder.resolve("mine.cl"),
                text.replace("@local  16, 1, 1", "@local  LOCAL, 1, 1")
                        .replace("= sum;", "= LOCAL == 2 ? 0.0f : sum;")
                        .replace("kernel void", """
                                #ifndef LOCAL
                                #define LOCAL 4
                                #endif
                                #if LOCAL > 16
                                #error "LOCAL is at most 16"
                                #endif
                                kernel void"""));
        CommandLineRun run = lab("--kernel", kernel, "--sweep", "LOCAL=1,2,8,16,32", "--where", "LOCAL != 16");
        assertThat(run.status()).isZero();
        assertThat(run.errLines()).hasSize(4).allMatch(line -> line.matches("[1-4] of 4  LOCAL=.*"));
        assertThat(run.outLines())
                .anyMatch(line -> line.matches("LOCAL=1 .* right *"))
                .anyMatch(line -> line.matches("LOCAL=2 +- .* wrong: whole numbers: first at .*"))
                .anyMatch(line -> line.matches("LOCAL=8 .* right *"))
                .anyMatch(line -> line.matches("LOCAL=32 +- .* broken: error: " + kernel + ":\\d+:\\d+: .*LOCAL is at.*"))
                .noneMatch(line -> line.contains("LOCAL=16"));
        assertThat(run.outLines().get(run.outLines().size() - 1))
                .matches("best: LOCAL=[18], [\\d.]+x as fast as it is");

        CommandLineRun unknown = lab("--kernel", kernel, "--sweep", "LOCLA=1");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualToIgnoringNewLines(
                        "nacre: sweep: " + kernel + " has no macro 'LOCLA' to tune; it has [LOCAL]");
    }
}
