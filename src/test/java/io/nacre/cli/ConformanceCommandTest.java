package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.TinyModels;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    @TempDir
    Path folder;

    /** A case of {@code relu}, which of (-1, 2.5) makes (0, 2.5). */
    private void relu(String name, float... expected) throws IOException {
        Path home = folder.resolve(name);
        TinyModels.unary(home.resolve("model.onnx"), "Relu", 2);
        dataSet(home.resolve("test_data_set_0"), expected);
    }

    private static void dataSet(Path folder, float... expected) throws IOException {
        TinyModels.tensor(folder.resolve("input_0.pb"), "x", new float[] {-1, 2.5f}, 2);
        TinyModels.tensor(folder.resolve("output_0.pb"), "y", expected, expected.length);
    }

    private CommandLineRun run(Object... more) {
        Object[] arguments = new Object[more.length + 4];
        arguments[0] = "conformance";
        arguments[1] = folder;
        arguments[2] = "--backend";
        arguments[3] = "cpu-scalar";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.of(arguments);
    }

    @Test
    void tellsEachCaseAndTheSum() throws IOException {
        relu("a/good", 0, 2.5f);
        relu("a/wrong", 0, 2);
        relu("long-shape", 0, 2.5f, 0);
        TinyModels.unary(folder.resolve("b/model.onnx"), "NoSuchOperator", 2);
        dataSet(folder.resolve("b/test_data_set_0"), 1, 2);
        TinyModels.unary(folder.resolve("model-alone/model.onnx"), "Relu", 2);
        CommandLineRun run = run();
        assertThat(run.outLines())
                .containsExactly(
                        "PASS         cpu-scalar  a/good             0         0",
                        "FAIL         cpu-scalar  a/wrong      5.0e-01   2.5e-01  'y' differs in 1 of 2, first at [1]: 2.5,"
                                + " expected 2.0",
                        "UNSUPPORTED  cpu-scalar  b                  -         -  model 'model.onnx': 1 operator is not"
                                + " supported: 'the node' NoSuchOperator (opset 13)",
                        "FAIL         cpu-scalar  long-shape  Infinity  Infinity  'y' is f32 2, expected f32 3",
                        "1 passed, 2 failed, 1 unsupported");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void succeedsWhereNothingFailed() throws IOException {
        relu("good", 0, 2.5f);
        CommandLineRun run = run("--tsv");
        assertThat(run.outLines())
                .containsExactly(
                        "result\tbackend\tcase\tabsolute\trelative\twhy",
                        "PASS\tcpu-scalar\tgood\t0\t0\t",
                        "1 passed, 0 failed, 0 unsupported");
        assertThat(run.status()).isZero();
        CommandLineRun direct =
                CommandLineRun.of("conformance", folder.resolve("good"), "--backend", "cpu-scalar,cpu-scalar");
        assertThat(direct.outLines())
                .containsExactly(
                        "PASS         cpu-scalar  good         0         0",
                        "PASS         cpu-scalar  good         0         0",
                        "2 passed, 0 failed, 0 unsupported");
    }

    @Test
    void everyBackendThereIsCanBeAsked() throws IOException {
        relu("good", 0, 2.5f);
        CommandLineRun run = CommandLineRun.of("conformance", folder, "--backend", "all");
        assertThat(run.out()).contains("PASS         cpu-scalar  good");
        assertThat(run.status()).isZero();
    }

    @Test
    void tolerancesCanBeSet() throws IOException {
        relu("near", 0, 2.501f);
        assertThat(run().status()).isZero(); // rtol 1e-3
        assertThat(run("--rtol", "1e-5").status()).isEqualTo(1);
        assertThat(run("--rtol", "0", "--atol", "0.01").status()).isZero();
        assertThat(run("--rtol", "-1").errLines())
                .containsExactly("nacre: conformance: tolerances 1.0E-5 and -1.0 must not be negative");
        assertThat(run("--rtol", "nan").status()).isEqualTo(2);
    }

    @Test
    void everyDataSetCounts() throws IOException {
        relu("two", 0, 2.5f);
        dataSet(folder.resolve("two/test_data_set_1"), 0, 3);
        assertThat(run().outLines())
                .containsExactly(
                        "FAIL         cpu-scalar  two   5.0e-01   1.7e-01  test_data_set_1: 'y' differs in 1 of 2, first at"
                                + " [1]: 2.5, expected 3.0",
                        "0 passed, 1 failed, 0 unsupported");
    }

    @Test
    void damagedFilesFailAndOthersStillRun() throws IOException {
        relu("a", 0, 2.5f);
        Files.write(folder.resolve("a/model.onnx"), new byte[] {1, 2, 3});
        relu("b", 0, 2.5f);
        Files.delete(folder.resolve("b/test_data_set_0/output_0.pb"));
        relu("c", 0, 2.5f);
        CommandLineRun run = run();
        assertThat(run.outLines().get(0))
                .startsWith("FAIL         cpu-scalar  a         -         -  model 'model.onnx':");
        assertThat(run.outLines().get(1))
                .isEqualTo("FAIL         cpu-scalar  b         -         -  the case has 0 outputs, the model 1");
        assertThat(run.outLines().get(2)).startsWith("PASS         cpu-scalar  c");
        assertThat(run.outLines().get(3)).isEqualTo("1 passed, 2 failed, 0 unsupported");
    }

    @Test
    void noCaseIsNoSuccess() {
        CommandLineRun run = run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "nacre: conformance: no folder with model.onnx and test_data_set_*, and no layer's .safetensors,"
                                + " below [" + folder + "]");
        CommandLineRun absent = CommandLineRun.of("conformance", folder.resolve("absent"));
        assertThat(absent.status()).isEqualTo(2);
        assertThat(absent.errLines()).containsExactly("nacre: " + folder.resolve("absent") + ": there is no such file");
    }

    /** A case of {@code Softplus}, ln(1 + e^x), which of 0 makes ln 2. */
    private void layer(String name, String layer, float... expected) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        Files.createDirectories(file.getParent());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", Tensor.of(new float[] {0}, 1));
        tensors.put("y", Tensor.of(expected, expected.length));
        new Safetensors(tensors, Map.of("case", "unused", "layer", layer)).write(file);
    }

    @Test
    void layersWithPyTorchsAnswersAreCasesToo() throws IOException {
        relu("net", 0, 2.5f);
        float right = (float) Math.log(2);
        layer("layers/good", "Softplus(beta=1.0, threshold=20.0)", right);
        layer("layers/far", "Softplus(beta=1.0, threshold=20.0)", right + 1.2e-5f);
        layer("layers/unknown", "Hardplus()", right);
        new Safetensors(Map.of("w", Tensor.of(new float[1], 1)), Map.of()).write(folder.resolve("weights.safetensors"));
        Files.write(folder.resolve("zz.safetensors"), new byte[] {1, 2, 3});
        CommandLineRun run = run();
        assertThat(run.outLines().get(0)).matches("PASS +cpu-scalar +net +0 +0");
        assertThat(run.outLines().get(1))
                .matches("FAIL +cpu-scalar +layers/far +1.2e-05 +1.7e-05 +'y' differs in 1 of 1, .*");
        assertThat(run.outLines().get(2)).startsWith("PASS         cpu-scalar  layers/good");
        assertThat(run.outLines().get(3))
                .startsWith("FAIL         cpu-scalar  layers/unknown  ")
                .endsWith("layer expression, column 1: unknown layer 'Hardplus'");
        assertThat(run.outLines().get(4)).startsWith("FAIL         cpu-scalar  zz  ");
        assertThat(run.outLines().get(5)).isEqualTo("2 passed, 3 failed, 0 unsupported");
        Files.delete(folder.resolve("zz.safetensors"));
        Files.delete(folder.resolve("layers/unknown.safetensors"));
        assertThat(run("--rtol", "1e-3").status()).isZero();
        assertThat(run("--atol", "2e-5").status()).isZero();
    }
}
