package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tiles and work-groups that kernels have on a GPU, on an OpenCL device that is none: wrong ones must not wait for one. */
class GpuTilesTest {
    private static final Path KERNELS = Path.of("kernels");
    private static final int EVERY = 6;

    @TempDir
    private static Path folder;

    private static CheckedBackend backend;

    @AfterAll
    static void close() {
        if (backend != null) {
            backend.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> casesPassWithTilesOfAGpu() throws IOException {
        String label = open();
        List<OpCase> all = Stream.of(
                        ConvolutionCases.all(),
                        ConvolutionTransposeCases.all(),
                        MatMulCases.all(),
                        PoolCases.max(),
                        PoolCases.average(),
                        PointwiseCases.unary(),
                        PointwiseCases.binary(),
                        MovementCases.permute(),
                        MovementCases.slice(),
                        MovementCases.pad(),
                        MovementCases.concat(),
                        ResizeCases.all(),
                        RowCases.reduce(),
                        RowCases.locate(),
                        RowCases.softmax(),
                        RowCases.normalization(),
                        IndexCases.maxUnpool(),
                        IndexCases.gather(),
                        ChoiceCases.comparisons(),
                        ChoiceCases.integers(),
                        ChoiceCases.select(),
                        ChoiceCases.cast())
                .flatMap(List::stream)
                .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(all::get)
                .map(trial -> DynamicTest.dynamicTest(label + " · " + trial.name(), () -> Trial.check(backend, trial)));
    }

    /** Opens the first OpenCL device with kernels whose values for a GPU hold for a CPU. */
    private static String open() throws IOException {
        Candidate.Available device = TestBackends.candidates("opencl").stream()
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .findFirst()
                .orElse(null);
        if (device == null || device.device().kind() != Device.Kind.CPU) {
            String reason = device == null ? "there is no OpenCL device" : "the device is a GPU anyway";
            Assumptions.abort(reason);
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(KERNELS)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        int changed = 0;
        for (Path file : files) {
            Path copy = folder.resolve(KERNELS.relativize(file).toString());
            String text = Files.readString(file);
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, text.replaceAll("(?m)^// @cpu .*$", "//").replace("// @gpu ", "// @cpu "));
            changed += text.contains("// @gpu ") ? 1 : 0;
        }
        assertThat(changed).as("kernels with values for a GPU").isPositive();
        backend = new CheckedBackend(
                device.opener().open(BackendOptions.defaults().withKernels(folder)));
        return device.name() + " as a GPU (" + device.device().name() + ")";
    }
}
