package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                .isEqualTo("FAIL         cpu-scalar  b         -         -  " + folder.resolve("b/test_data_set_0")
                        + ": has 0 outputs, the model 1");
        assertThat(run.outLines().get(2)).startsWith("PASS         cpu-scalar  c");
        assertThat(run.outLines().get(3)).isEqualTo("1 passed, 2 failed, 0 unsupported");
    }

    @Test
    void noCaseIsNoSuccess() {
        CommandLineRun run = run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        "nacre: conformance: no folder with model.onnx and test_data_set_* below [" + folder + "]");
        CommandLineRun absent = CommandLineRun.of("conformance", folder.resolve("absent"));
        assertThat(absent.status()).isEqualTo(2);
        assertThat(absent.errLines()).containsExactly("nacre: " + folder.resolve("absent") + ": there is no such file");
    }
}
