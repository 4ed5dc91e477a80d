package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Layers against PyTorch's own results, on every backend there is. */
@ExtendWith(OnEveryBackend.class)
class GoldenTest {

    @TestFactory
    Stream<DynamicTest> cases() {
        return OnEveryBackend.each(GoldenCase.all(), GoldenCase::name, (backend, golden) -> golden.check(backend));
    }

    /** Further cases that may lie beside the checkout. */
    @TestFactory
    Stream<DynamicTest> sharedCases() {
        Path folder = Path.of(System.getProperty("nacre.shared", "absent"), "torch-examples");
        assumeTrue(Files.isDirectory(folder), "no folder " + folder);
        List<GoldenCase> cases = GoldenCase.below(folder);
        return OnEveryBackend.each(cases, GoldenCase::name, (backend, golden) -> golden.check(backend));
    }

    /** A further folder, {@code -Dnacre.cases=DIR}. */
    @TestFactory
    Stream<DynamicTest> furtherCases() {
        String folder = System.getProperty("nacre.cases");
        assumeTrue(folder != null, "no -Dnacre.cases=DIR");
        return OnEveryBackend.each(
                GoldenCase.below(Path.of(folder)), GoldenCase::name, (backend, golden) -> golden.check(backend));
    }

    @TestFactory
    Stream<DynamicTest> prints() {
        return GoldenCase.all().stream()
                .map(golden -> DynamicTest.dynamicTest(
                        golden.name(),
                        () -> assertThat(golden.layer().toString())
                                .isEqualTo(golden.file().metadata().get("repr"))));
    }
}
