package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.CacheFolder;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.backend.opencl.tuning.TuningFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tuner as a whole on the first OpenCL device, each run in a process and with a cache folder of its own. */
class TuneCommandTest {
    private static final String LAYER = "AvgPool2d(3, stride=1)";
    private static final String[] INPUT = {"--input", "1x4x14x20"};

    @TempDir
    Path folder;

    private record Ended(int status, List<String> out, String err) {}

    @BeforeEach
    void findClasses() {
        OpenCl.assumePresent();
        LabCommandTest.findClasses();
    }

    /** Runs a command in a process of its own, whose cache folder is empty at first. */
    private Ended nacre(String command, Object... arguments) throws IOException, InterruptedException {
        List<String> line = ChildProcess.of(command, List.of(command));
        line.remove("--child");
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        line.addAll(List.of(INPUT));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put(CacheFolder.VARIABLE, cache().toString());
        Process process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ends").isTrue();
        return new Ended(
                process.exitValue(),
                Files.readAllLines(out),
                new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    @Test
    void aLayerIsTunedAndLaterRunsTakeWhatWasFound() throws Exception {
        Ended tuned = nacre("tune", LAYER, "--backend", "opencl", "--tsv", "--share", folder.resolve("shared"));
        assertThat(tuned.status).as(tuned.err).isZero();
        assertThat(tuned.out.get(0))
                .isEqualTo("operation\tsteps\tbefore us\tafter us\tratio\tchoice\tbefore\ttried\trejected");
        List<String> row = List.of(tuned.out.get(1).split("\t", -1));
        assertThat(row.get(0)).isEqualTo("average_pool 1x4x16x32 to 1x4x16x32, window 3x3, stride 1x1, dilation 1x1");
        assertThat(Double.parseDouble(row.get(2))).isGreaterThanOrEqualTo(Double.parseDouble(row.get(3)));
        assertThat(tuned.err).contains("[").contains("all steps: before ").contains("stored in ");

        List<TuningEntry> stored = TuningFile.in(cache()).read();
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).algorithm()).isEqualTo("pool/average");
        try (Stream<Path> shared = Files.list(folder.resolve("shared"))) {
            List<Path> files = new ArrayList<>(shared.toList());
            assertThat(files).hasSize(1);
            TuningEntry family =
                    TuningFile.parse(Files.readString(files.get(0))).get(0);
            assertThat(files.get(0).getFileName().toString()).isEqualTo(family.device() + ".json");
            assertThat(family).isEqualTo(stored.get(0).on(family.device()));
        }
        Ended bench = nacre("bench", LAYER, "--backend", "opencl", "--repeat", "1", "--profile");
        assertThat(bench.out).as(bench.err).anyMatch(line -> line.contains(row.get(5)));
    }

    @Test
    void aBrokenKernelIsRejectedHoweverFast() throws Exception {
        Path kernels = folder.resolve("kernels");
        OpenCl.copyKernels(kernels);
        Path kernel = kernels.resolve("pool/average.cl");
        String text = Files.readString(kernel);
        String start = "    const int ow = get_global_id(0) * LANES;";
        assertThat(text).contains(start);
        Files.writeString(kernel, text.replace(start, "#if LANES == 8\n    return;\n#endif\n" + start));
        Ended tuned = nacre("tune", LAYER, "--backend", "opencl", "--kernels", kernels, "--tsv");
        assertThat(tuned.status).as(tuned.err).isZero();
        assertThat(tuned.err).containsPattern("rejected for average_pool .*: pool/average LANES=8 .* wrong: ");
        assertThat(tuned.out.get(1)).endsWith("\t1").contains("pool/average LANES=16");
        assertThat(TuningFile.in(cache()).read())
                .extracting(TuningEntry::macros)
                .allSatisfy(macros -> assertThat(macros).doesNotContainEntry("LANES", 8L));
    }

    @Test
    void thereMustBeAChoice() {
        CommandLineRun run = CommandLineRun.of("tune", LAYER, "--input", "1x4x4x4", "--algorithm", "matmul/direct");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("nacre: tune: it chooses among the built-in kernels");
        assertThat(CommandLineRun.of("tune", LAYER, "--input", "1x4x4x4", "--backend", "cpu")
                        .err())
                .contains("--backend cpu: has no OpenCL kernels");
    }
}
