package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.backend.opencl.tuning.TuningFile;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans on a device for which results of the tuner lie beside the kernels. */
class TunedPlanTest {
    private static final Conv2d LAYER = Conv2d.of(9, 10, 3).padding(1);
    private static final Model MODEL = Model.of(LAYER, StateDict.initial(LAYER, 1));
    private static final Tensor X = Tensor.of(values(9 * 12 * 13), 1, 9, 12, 13);
    private static final String KEY =
            "convolution 1x16x16x16 to 1x16x16x16, window 3x3, stride 1x1, dilation 1x1, groups 1, constant";

    @TempDir
    private Path folder;

    private BackendOptions options;
    private TuningEntry direct;

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 7 % 11 - 5;
        }
        return values;
    }

    @BeforeEach
    void copyKernels() throws IOException {
        OpenCl.assumePresent();
        OpenCl.copyKernels(folder);
        try (Stream<Path> results = Files.walk(folder)) {
            for (Path file :
                    results.filter(path -> path.toString().endsWith(".json")).toList()) {
                Files.delete(file);
            }
        }
        options = BackendOptions.defaults().withKernels(folder).withTuning(true);
        try (OpenClBackend backend = OpenCl.open(options)) {
            direct = new TuningEntry(
                    backend.family(),
                    backend.device().driver(),
                    KEY,
                    "convolution/direct",
                    new TreeMap<>(Map.of("TILE_C", 4L)),
                    backend.programs().source("convolution/direct.cl").hash(),
                    1,
                    20_000,
                    10_000);
        }
    }

    private void store(UnaryOperator<TuningEntry> change) throws IOException {
        try (OpenClBackend backend = OpenCl.open(options)) {
            TuningFile.of(backend.family(), folder.resolve("tuning"), folder).add(List.of(change.apply(direct)));
        }
    }

    private String described(BackendOptions with, Accuracy accuracy) {
        try (OpenClBackend backend = OpenCl.open(with);
                Session session =
                        Session.open(MODEL, backend, SessionOptions.defaults().withAccuracy(accuracy))) {
            assertThat(session.run(X).toFloats()).hasSize(10 * 12 * 13).doesNotContain(Float.NaN);
            return session.plan(List.of(X)).describe();
        }
    }

    @Test
    void aPlanTakesWhatTheTunerFoundAndSaysSo() throws IOException {
        store(UnaryOperator.identity());
        assertThat(described(options, Accuracy.STRICT))
                .contains("convolution/direct LOCAL_C=1 LOCAL_W=1 TILE_C=4 TILE_W=")
                .contains(
                        "tuned: 10.0 us, untuned 20.0 us; not convolution/depthwise: groups have several input channels,")
                .contains("; not convolution/padded: slower when tuned");
        assertThat(described(options.withTuning(false), Accuracy.STRICT)).doesNotContain("tuned:");
    }

    @Test
    void withoutResultsTheReasonNamesTheOthers() {
        assertThat(described(options, Accuracy.STRICT))
                .doesNotContain("tuned:")
                .contains("not convolution/pointwise: ")
                .contains("not convolution/winograd: ");
    }

    @Test
    void aStaleSourceAnotherDriverAndValuesOutsideOfTheSpaceAreIgnored() throws IOException {
        List<UnaryOperator<TuningEntry>> changes = List.of(
                e -> new TuningEntry(
                        e.device(), e.driver(), e.key(), e.algorithm(), e.macros(), "0" + e.source(), 1, 20, 10),
                e -> new TuningEntry(
                        e.device(), e.driver() + "1", e.key(), e.algorithm(), e.macros(), e.source(), 1, 20, 10),
                e -> new TuningEntry(
                        e.device(),
                        e.driver(),
                        e.key(),
                        e.algorithm(),
                        new TreeMap<>(Map.of("TILE_C", 5L)),
                        e.source(),
                        1,
                        20,
                        10),
                e -> new TuningEntry(
                        e.device(), e.driver(), e.key(), "convolution/gone", e.macros(), e.source(), 1, 20, 10));
        for (UnaryOperator<TuningEntry> change : changes) {
            Files.deleteIfExists(folder.resolve("tuning").resolve(direct.device() + ".json"));
            store(change);
            assertThat(described(options, Accuracy.STRICT)).doesNotContain("tuned:");
        }
    }

    @Test
    void anEditOfTheKernelMakesItsResultsStale() throws IOException {
        store(UnaryOperator.identity());
        Path kernel = folder.resolve("convolution/direct.cl");
        Files.writeString(kernel, Files.readString(kernel) + "// edited\n");
        assertThat(described(options, Accuracy.STRICT)).doesNotContain("tuned:");
    }

    @Test
    void valuesThatTheUserGivesGoBefore() throws IOException {
        store(UnaryOperator.identity());
        BackendOptions given = options.withMacros("convolution/direct.cl", Map.of("TILE_C", 8L));
        assertThat(described(given, Accuracy.STRICT)).contains("TILE_C=8");
    }

    /** What is rough but fast is not for those who want it exact. */
    @Test
    void anErrorThatIsTooLargeIsNotTaken() throws IOException {
        store(e -> new TuningEntry(e.device(), e.driver(), e.key(), e.algorithm(), e.macros(), e.source(), 8, 20, 10));
        assertThat(described(options, Accuracy.STRICT)).doesNotContain("tuned:");
        assertThat(described(options, Accuracy.FAST)).contains("tuned:");
    }

    /** Results that come with the kernels must be about kernels, and within what these allow. */
    @Test
    void committedResultsAreWithinTheSpacesOfTheirKernels() throws IOException {
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Stream<Path> files = Files.list(Path.of("kernels/tuning"))) {
            for (Path file : files.toList()) {
                List<TuningEntry> entries = TuningFile.parse(Files.readString(file));
                assertThat(entries).as(file.toString()).isNotEmpty();
                for (TuningEntry entry : entries) {
                    assertThat(entry.device() + ".json")
                            .isEqualTo(file.getFileName().toString());
                    assertThat(backend.programs()
                                    .source(entry.file())
                                    .head()
                                    .space()
                                    .axes()
                                    .keySet())
                            .as(entry.toString())
                            .containsAll(entry.macros().keySet());
                }
            }
        }
    }
}
