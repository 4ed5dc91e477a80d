package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.op.OpNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of kernels of a user's own, one for each operation: each computes what it says it can, all else is left to
 * the built-in ones. Examples ask for neither offsets nor batch strides nor epilogues, which the cases have.
 */
class KernelExamplesTest {
    /** Programs for windows take long to build; of those families every so many cases are tried. */
    private static final int EVERY = 5;

    private static final Path EXAMPLES = Path.of("kernels", "examples");
    private static CheckedBackend backend;

    /** Each operation with its example and how many of its cases the example must compute, of a hundred. */
    private record Example(String op, String file, int share, List<OpCase> cases) {
        Path path() {
            return EXAMPLES.resolve(file);
        }
    }

    private static final List<Example> ALL = List.of(
            new Example("convolution", "convolution.cl", 80, some(ConvolutionCases.all())),
            new Example("convolution_transpose", "convolution_transpose.cl", 80, some(ConvolutionTransposeCases.all())),
            new Example("matmul", "matmul.cl", 100, some(MatMulCases.all())),
            new Example("max_pool", "max_pool.cl", 60, PoolCases.max()),
            new Example("average_pool", "average_pool.cl", 60, PoolCases.average()),
            new Example("max_unpool", "max_unpool.cl", 100, IndexCases.maxUnpool()),
            new Example("resize", "resize.cl", 40, ResizeCases.all()),
            new Example("softmax", "softmax.cl", 100, RowCases.softmax()),
            new Example("normalization", "normalization.cl", 100, RowCases.normalization()),
            new Example("reduce", "reduce.cl", 30, RowCases.reduce()),
            new Example("unary", "unary.cl", 3, PointwiseCases.unary()),
            new Example("binary", "binary.cl", 30, PointwiseCases.binary()),
            new Example("select", "select.cl", 100, ChoiceCases.select()),
            new Example("cast", "cast.cl", 10, ChoiceCases.cast()),
            new Example("gather", "gather.cl", 100, IndexCases.gather()),
            new Example("pad", "pad.cl", 20, MovementCases.pad()),
            new Example("permute", "copy.cl", 100, MovementCases.permute()),
            new Example("slice", "copy.cl", 100, MovementCases.slice()),
            new Example("concat", "copy.cl", 100, MovementCases.concat()));

    private static List<OpCase> some(List<OpCase> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(all::get)
                .toList();
    }

    @AfterAll
    static void close() {
        if (backend != null) {
            backend.close();
        }
    }

    @Test
    void everyOperationHasAnExampleThatTheReadmeNames() throws IOException {
        assertThat(ALL).extracting(Example::op).containsExactlyInAnyOrderElementsOf(OpNames.ALL);
        String readme = Files.readString(Path.of("kernels", "README.md"));
        for (Example example : ALL) {
            assertThat(readme).contains("`" + example.op() + "`").contains("(examples/" + example.file() + ")");
        }
        String shown = Files.readString(EXAMPLES.resolve("unary.cl"));
        assertThat(readme).contains("```c\n" + shown + "```");
    }

    @TestFactory
    Stream<DynamicTest> everyExampleComputesWhatItSaysItCan() {
        open();
        return ALL.stream().map(example -> DynamicTest.dynamicTest(example.op(), () -> check(example)));
    }

    private static void check(Example example) {
        Map<Boolean, Integer> taken = new TreeMap<>(Map.of(true, 0, false, 0));
        for (OpCase trial : example.cases()) {
            String algorithm = algorithm(trial);
            boolean own = algorithm.startsWith(example.path().toString());
            if (!own) {
                assertThat(algorithm).contains(" (not " + example.path() + ": ");
            }
            taken.merge(own, 1, Integer::sum);
            try {
                Trial.check(backend, trial);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(trial.name() + " by " + algorithm + ": " + e.getMessage(), e);
            }
        }
        assertThat(100 * taken.get(true) / example.cases().size())
                .as("share of cases, " + taken)
                .isGreaterThanOrEqualTo(example.share());
    }

    private static String algorithm(OpCase trial) {
        try (Kernel kernel = backend.prepare(trial.op(), trial.types(), Constants.NONE, Accuracy.STRICT)) {
            return kernel.algorithm() + " (" + kernel.reason() + ")";
        }
    }

    private static void open() {
        Candidate.Available device = TestBackends.candidates("opencl").stream()
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .findFirst()
                .orElse(null);
        if (device == null) {
            Assumptions.abort("there is no OpenCL device");
        }
        BackendOptions options = BackendOptions.defaults();
        for (Example example : ALL) {
            options = options.withKernel(example.op(), example.path());
        }
        backend = new CheckedBackend(device.opener().open(options));
    }
}
