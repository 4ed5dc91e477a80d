package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.TinyModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectAndBenchTest {
    @TempDir
    Path folder;

    @Test
    void inspectShowsStepsAndSums() throws IOException {
        Path model = TinyModels.weightedSum(folder.resolve("sum.onnx"), new float[] {1, 2, 3}, 4, 5);
        CommandLineRun run = CommandLineRun.of("inspect", model);
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .containsExactly(
                        "sum.onnx",
                        "input  x: f32 1×3×4×5, here f32 1×3×4×5",
                        "output y: f32 1×1×4×5",
                        "",
                        "#  step  operation    output       parameters  MFLOP     MB",
                        "0  sum   Convolution  f32 1×1×4×5           3  0.000  0.000",
                        "",
                        "1 steps, 3 parameters, 0.000 GFLOP, 0.0 MB moved, 0.0 MB for what lies between");
        assertThat(run.status()).isZero();
        assertThat(CommandLineRun.of("inspect", model, "--tsv").outLines())
                .containsExactly(
                        "#\tstep\toperation\toutput\tparameters\tMFLOP\tMB",
                        "0\tsum\tConvolution\tf32 1×1×4×5\t3\t0.000\t0.000");
    }

    @Test
    void freeSizesAreTakenAndTold() throws IOException {
        Path model = TinyModels.unary(folder.resolve("relu.onnx"), "Relu", -1, 3, -1);
        CommandLineRun run = CommandLineRun.of("inspect", model);
        assertThat(run.errLines())
                .containsExactly("input 'x' is f32 N×3×N, taken as 1×3×224; --input-shape sets another");
        assertThat(run.out()).contains("output y: f32 1×3×224");
        CommandLineRun asked = CommandLineRun.of("inspect", model, "--input-shape", "x=2x3x7");
        assertThat(asked.err()).isEmpty();
        assertThat(asked.out()).contains("output y: f32 2×3×7");
        assertThat(CommandLineRun.of("inspect", model, "--input-shape", "2x3x9").out())
                .contains("output y: f32 2×3×9");
    }

    @Test
    void testDataBesideTheModelGivesTheSizes() throws IOException {
        Path model = TinyModels.unary(folder.resolve("model.onnx"), "Relu", -1, -1);
        TinyModels.tensor(folder.resolve("test_data_set_0/input_0.pb"), "x", new float[10], 5, 2);
        CommandLineRun run = CommandLineRun.of("inspect", model);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("output y: f32 5×2");
    }

    @Test
    void badShapesAreTold() throws IOException {
        Path model = TinyModels.unary(folder.resolve("relu.onnx"), "Relu", -1, 3);
        refuses("--input-shape 2by3: expected sizes joined by x, as in 1x3x320x320", model, "2by3");
        refuses(
                "--input-shape z=2x3: names no input of the model, or one twice; its inputs are x (f32 N×3)",
                model,
                "z=2x3");
        refuses("model 'relu.onnx': input 'x': is f32 2×4, the model expects f32 N×3", model, "2x4");
    }

    private static void refuses(String message, Path model, String shape) {
        CommandLineRun run = CommandLineRun.of("inspect", model, "--input-shape", shape);
        assertThat(run.errLines()).containsExactly("nacre: " + message);
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void benchTimesModelsAndSteps() throws IOException {
        Path model = TinyModels.unary(folder.resolve("relu.onnx"), "Relu", -1, 1000);
        CommandLineRun run = CommandLineRun.of(
                "bench", model, "--backend", "cpu-scalar", "--batch", 4, "--repeat", 20, "--profile", "--tsv");
        assertThat(run.errLines()).contains("relu.onnx on cpu-scalar: f32 4×1000");
        assertThat(run.status()).isZero();
        assertThat(run.outLines().get(0))
                .isEqualTo("model\tbackend\tbatch\tms\tp10\tp90\truns\tsamples/s\tGFLOP\tGFLOP/s\tGB/s\troof");
        String[] cells = run.outLines().get(1).split("\t");
        assertThat(cells).startsWith("relu.onnx", "cpu-scalar", "4").hasSize(12);
        double median = Double.parseDouble(cells[3]);
        assertThat(median).isPositive().isBetween(Double.parseDouble(cells[4]), Double.parseDouble(cells[5]));
        assertThat(cells[6]).isEqualTo("20");
        assertThat(run.outLines().get(3))
                .isEqualTo("#\tstep\toperation\talgorithm\tinput\toutput\tKiB\tus\tshare\tGFLOP/s\tGB/s\troof");
        assertThat(run.outLines().get(4))
                .startsWith("0\tthe node\tUnary relu\t")
                .contains("\tf32 4×1000\tf32 4×1000\t")
                .endsWith("%");
        assertThat(run.errLines())
                .anyMatch(line -> line.startsWith("# nacre bench, "))
                .anyMatch(line -> line.startsWith("# cpu-scalar on ") && line.contains("GFLOP/s by multiply-adds, "))
                .anyMatch(line -> line.startsWith("# after 1.5 s unmeasured, 20 runs each: median, "));
    }

    @Test
    void benchTakesLayersToo() {
        CommandLineRun run = CommandLineRun.of(
                "bench",
                "Conv2d(2, 3, 3)",
                "ReLU()",
                "--input",
                "4x2x8x8",
                "--backend",
                "cpu-scalar",
                "--repeat",
                3,
                "--profile");
        assertThat(run.status()).isZero();
        List<String> lines = run.outLines();
        assertThat(lines.get(0)).startsWith("# nacre bench, ");
        assertThat(lines.get(3)).startsWith("model").endsWith("roof");
        assertThat(lines.get(4))
                .matches("Conv2d\\(2, 3, kernel_size=\\(3, 3\\), stride=\\(1, 1\\)\\) +cpu-scalar +4 .*%");
        assertThat(lines.get(5)).matches("ReLU\\(\\) +cpu-scalar +4 .*%");
        assertThat(lines.get(7)).isEqualTo("Conv2d(2, 3, kernel_size=(3, 3), stride=(1, 1))");
        assertThat(lines.get(10)).matches("1 steps on cpu-scalar, .* of the roof");
        assertThat(CommandLineRun.of("bench", "Conv2d(2, 3, 3)", "--backend", "cpu-scalar")
                        .errLines())
                .containsExactly("nacre: input 'x': the model does not say its shape; --input-shape does");
        assertThat(CommandLineRun.of("bench", "Conv9d(2)", "--input", "1").errLines())
                .containsExactly("nacre: layer expression, column 1: unknown layer 'Conv9d'");
    }

    @Test
    void benchWantsSensibleNumbers() throws IOException {
        Path model = TinyModels.unary(folder.resolve("relu.onnx"), "Relu", 2);
        assertThat(CommandLineRun.of("bench", model, "--seconds", "0").errLines())
                .containsExactly("nacre: bench: --batch, --repeat and --seconds must be above 0");
    }
}
