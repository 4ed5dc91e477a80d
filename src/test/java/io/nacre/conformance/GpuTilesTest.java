package io.nacre.conformance;

import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.OpenCl;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The algorithms, tiles and work-groups that a GPU gets, on an OpenCL device that is none: wrong ones must not wait for one.
 */
class GpuTilesTest {
    private static final int EVERY = 6;

    private static CheckedBackend backend;

    @AfterAll
    static void close() {
        if (backend != null) {
            backend.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> casesPassWithTilesOfAGpu() {
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

    /** Opens the first OpenCL device as if it were a GPU. */
    private static String open() {
        Candidate.Available device = TestBackends.candidates("opencl").stream()
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .findFirst()
                .orElse(null);
        if (device == null || device.device().kind() != Device.Kind.CPU) {
            String reason = device == null ? "there is no OpenCL device" : "the device is a GPU anyway";
            Assumptions.abort(reason);
        }
        backend = new CheckedBackend(OpenCl.openAs(Device.Kind.GPU));
        return device.name() + " as a GPU (" + device.device().name() + ")";
    }
}
