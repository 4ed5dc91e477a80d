package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.error.BackendException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every algorithm of every backend, asked for by name, on all cases that it fits and is not the backend's own choice for. */
@ExtendWith(OnEveryBackend.class)
class AlgorithmTest {

    @TestFactory
    Stream<DynamicTest> rightWhereAskedFor() {
        return candidates().flatMap(candidate -> {
            return names(candidate).stream()
                    .map(name -> DynamicTest.dynamicTest(
                            candidate.name() + " · " + name, () -> check(candidate, name, cases(candidate, name))));
        });
    }

    @TestFactory
    Stream<DynamicTest> unknownNameIsRefusedWithTheKnownOnes() {
        return candidates()
                .map(candidate -> DynamicTest.dynamicTest(candidate.name(), () -> {
                    BackendOptions options = BackendOptions.defaults().withAlgorithms(List.of("guessing"));
                    assertThatThrownBy(() -> candidate.opener().open(options).close())
                            .isInstanceOf(BackendException.class)
                            .hasMessageStartingWith(
                                    candidate.name() + ": there is no algorithm 'guessing', there are '")
                            .hasMessageContaining("'" + names(candidate).get(0) + "'");
                }));
    }

    private static Stream<Candidate.Available> candidates() {
        return Stream.of("cpu", "opencl")
                .flatMap(kind -> TestBackends.candidates(kind).stream())
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast);
    }

    private static List<String> names(Candidate.Available candidate) {
        try (Backend backend = candidate.opener().open(BackendOptions.defaults().withThreads(1))) {
            return backend.algorithms();
        }
    }

    /**
     * The cases of operations with a choice: on OpenCL these are two, of which some cases do, as programs take long to build;
     * but not where an algorithm takes special windows only.
     */
    private static List<OpCase> cases(Candidate.Available candidate, String name) {
        List<OpCase> products = Stream.of(ConvolutionCases.all(), MatMulCases.all())
                .flatMap(List::stream)
                .toList();
        if (!candidate.name().startsWith("cpu")) {
            return IntStream.range(0, products.size())
                    .filter(i -> i % 7 == 0 || name.endsWith("winograd"))
                    .mapToObj(products::get)
                    .toList();
        }
        Stream<List<OpCase>> others = Stream.of(
                ConvolutionTransposeCases.all(),
                PoolCases.max(),
                PoolCases.average(),
                IndexCases.maxUnpool(),
                IndexCases.gather(),
                PointwiseCases.unary(),
                PointwiseCases.binary(),
                ChoiceCases.integers(),
                ChoiceCases.comparisons(),
                MovementCases.permute(),
                MovementCases.pad(),
                MovementCases.concat(),
                ResizeCases.all(),
                RowCases.reduce(),
                RowCases.locate(),
                RowCases.normalization(),
                RowCases.softmax());
        return Stream.concat(products.stream(), others.flatMap(List::stream)).toList();
    }

    private static void check(Candidate.Available candidate, String name, List<OpCase> cases) {
        BackendOptions options = BackendOptions.defaults();
        int taken = 0;
        try (CheckedBackend usual = new CheckedBackend(candidate.opener().open(options));
                CheckedBackend asked =
                        new CheckedBackend(candidate.opener().open(options.withAlgorithms(List.of(name))))) {
            for (OpCase trial : cases) {
                if (isOf(Trial.algorithm(asked, trial), name)) {
                    taken++;
                    if (!isOf(Trial.algorithm(usual, trial), name)) {
                        check(asked, trial);
                    }
                }
            }
        }
        Assumptions.assumeTrue(taken > 0, () -> candidate.name() + ": '" + name + "' fits no case");
    }

    /** An algorithm may say more of itself than its name. */
    private static boolean isOf(String algorithm, String name) {
        return algorithm.equals(name) || (algorithm.startsWith(name + " ") && algorithm.contains("="));
    }

    private static void check(CheckedBackend backend, OpCase trial) {
        try {
            Trial.check(backend, trial);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(trial + ": " + e.getMessage(), e);
        }
    }
}
