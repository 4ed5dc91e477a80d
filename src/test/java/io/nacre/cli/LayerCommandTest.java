package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCommandTest {
    @TempDir
    Path folder;

    private static void refuses(String message, Object... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.errLines()).containsExactly("nacre: " + message);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    /** 2 x + 3 y + 0.5 of (x, y) = (1, 10) and (2, 20). */
    @Test
    void runsALayerOnFilesWithWeights() throws IOException {
        Path x = folder.resolve("x.npy");
        Npy.write(x, Tensor.of(new float[] {1, 10, 2, 20}, 2, 2));
        Tensor weight = Tensor.of(new float[] {2, 3}, 1, 2);
        Tensor bias = Tensor.of(new float[] {0.5f}, 1);
        for (String prefix : new String[] {"", "param."}) {
            Path weights = folder.resolve("weights.safetensors");
            new Safetensors(Map.of(prefix + "weight", weight, prefix + "bias", bias), Map.of()).write(weights);
            Path y = folder.resolve("new/y.npy");
            CommandLineRun run = CommandLineRun.of(
                    "layer", "Linear(2, 1)", "--input", x, "--weights", weights, "--output", y, "--backend", "cpu");
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(Npy.read(y).toFloats()).containsExactly(32.5f, 64.5f);
            assertThat(run.outLines().get(0)).matches("output +type +minimum +maximum +mean");
            assertThat(run.outLines().get(1)).matches("y +f32 2×1 +32.5000 +64.5000 +48.5000");
            assertThat(run.outLines().get(3))
                    .startsWith(
                            "Linear(in_features=2, out_features=1, bias=True), f32 2×2: 3 parameters, 8 FLOP, on cpu-");
            Files.delete(y);
        }
    }

    @Test
    void shapesAreFilledTheSameEveryTime() throws IOException {
        Path first = folder.resolve("first.npy");
        Path second = folder.resolve("second.npy");
        for (Path file : new Path[] {first, second}) {
            CommandLineRun run = CommandLineRun.of(
                    "layer",
                    "Conv2d(3, 4, 3)",
                    "--input",
                    "2x3x8x8",
                    "--output",
                    file,
                    "--backend",
                    "cpu-scalar",
                    "--tsv");
            assertThat(run.outLines()).hasSize(2);
            assertThat(run.outLines().get(1)).startsWith("y\tf32 2×4×6×6\t");
        }
        assertThat(first).hasSameBinaryContentAs(second);
        float[] values = Npy.read(first).toFloats();
        assertThat(values).hasSize(2 * 4 * 6 * 6).doesNotContain(0).doesNotContain(Float.NaN);
    }

    @Test
    void everyResultGoesToOneSafetensorsFile() throws IOException {
        Path file = folder.resolve("pool.safetensors");
        Path x = folder.resolve("x.npy");
        Npy.write(x, Tensor.of(new float[] {1, 4, 3, 2, 9, 6, 7, 8}, 1, 2, 2, 2));
        String pool = "MaxPool2d(2, return_indices=True)";
        assertThat(CommandLineRun.of("layer", pool, "--input", x, "--output", file)
                        .status())
                .isZero();
        Map<String, Tensor> results = Safetensors.open(file).tensors();
        assertThat(results.get("y").toFloats()).containsExactly(4, 9);
        assertThat(results.get("indices").toLongs()).containsExactly(1, 0);
        refuses(
                "--output pool.npy: expected a name that ends in .safetensors, for there are results [y, indices]",
                "layer",
                pool,
                "--input",
                x,
                "--output",
                "pool.npy");
    }

    @Test
    void whatIsWrongIsOneLine() {
        refuses("layer expression, column 1: unknown layer 'Relu', did you mean ReLU or ReLU6?", "layer", "Relu()");
        refuses(
                "layer: 0 inputs are given, ReLU() takes 1: --input FILE|SHAPE for each of x (f32 of any shape)",
                "layer",
                "ReLU()");
        refuses(
                "--output y.txt: expected a name that ends in .npy or .safetensors",
                "layer",
                "ReLU()",
                "--input",
                "3",
                "--output",
                "y.txt");
        refuses(
                folder.resolve("absent.npy") + ": there is no such file",
                "layer",
                "ReLU()",
                "--input",
                folder.resolve("absent.npy"));
    }
}
