package io.nacre.conformance;

import io.nacre.backend.CheckedBackend;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs trials on each of {@link TestBackends}; a missing one is skipped with its reason, or fails where it was required.
 * As an extension it closes the backends after the last class, and fails a class in which a required one ran nothing.
 */
final class OnEveryBackend implements BeforeAllCallback, AfterAllCallback {

    interface Check<T> {
        void on(CheckedBackend backend, T trial);
    }

    /** One test a trial and backend, named {@code backend · trial}. */
    static <T> Stream<DynamicTest> each(List<T> trials, Function<T, String> name, Check<T> check) {
        return TestBackends.all().stream().flatMap(subject -> {
            CheckedBackend backend = subject.backend();
            if (backend == null) {
                return Stream.of(DynamicTest.dynamicTest(subject.label(), () -> skip(subject)));
            }
            return trials.stream().map(trial -> {
                String title = subject.label() + " · " + name.apply(trial);
                return DynamicTest.dynamicTest(title, () -> {
                    subject.count();
                    try {
                        check.on(backend, trial);
                    } catch (RuntimeException | AssertionError e) {
                        throw new AssertionError(title + ": " + e.getMessage(), e);
                    }
                });
            });
        });
    }

    static Stream<DynamicTest> each(List<OpCase> cases) {
        return each(cases, OpCase::name, Trial::check);
    }

    private static void skip(TestBackends.Subject subject) {
        String message = subject.label() + ": " + subject.absence();
        if (TestBackends.required().contains(subject.kind())) {
            throw new AssertionError(message + " (required by -Dnacre.require)");
        }
        Assumptions.abort(message);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable closer = TestBackends::close;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OnEveryBackend.class))
                .getOrComputeIfAbsent("backends", key -> closer);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestBackends.requireTrials();
    }
}
