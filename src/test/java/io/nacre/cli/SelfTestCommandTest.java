package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.opencl.OpenCl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestCommandTest {
    @TempDir
    Path folder;

    @Test
    void everyDeviceThereIsComputesRight() {
        CommandLineRun run = CommandLineRun.of("selftest");
        List<String> lines = run.outLines();
        assertThat(lines.get(0)).matches("result +backend +layer +absolute +relative +why");
        assertThat(lines.get(lines.size() - 1)).matches("\\d+ passed, 0 failed");
        assertThat(run.status()).isZero();
        assertThat(run.errLines()).anyMatch(line -> line.startsWith("cpu-scalar: "));
        assertThat(run.out()).containsPattern("PASS +cpu-scalar +Tanh\\(\\) on 1003");
    }

    @Test
    void aDeviceThatComputesWrongIsFound() throws IOException {
        OpenCl.assumePresent();
        OpenCl.copyKernels(folder);
        Path max = folder.resolve("pool/max.cl");
        Files.writeString(max, Files.readString(max).replace("kernel void", "#define int4 short4\nkernel void"));
        Path rows = folder.resolve("normalization/rows.cl");
        String text = Files.readString(rows);
        assertThat(text).contains("1.0f / sqrt(");
        Files.writeString(rows, text.replace("1.0f / sqrt(", "1.001f / sqrt("));
        CommandLineRun run = CommandLineRun.of("selftest", "--backend", "opencl", "--kernels", folder, "--tsv");
        assertThat(run.status()).isEqualTo(1);
        List<String> failed = run.outLines().stream()
                .filter(line -> line.startsWith("FAIL\t"))
                .toList();
        assertThat(failed)
                .anyMatch(line -> line.contains("MaxPool2d(3") && line.contains("kernels/pool/max.cl:"))
                .anyMatch(line -> line.contains("InstanceNorm2d(5)") && line.contains("differs in"))
                .noneMatch(line -> line.contains("Conv2d"));
        assertThat(run.outLines().get(run.outLines().size() - 1)).endsWith(" passed, " + failed.size() + " failed");
    }
}
