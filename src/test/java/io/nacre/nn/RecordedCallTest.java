package io.nacre.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sizes of results, and the words that refuse illegal calls, against PyTorch's: tables made by {@code scripts/golden}. */
class RecordedCallTest {

    /** Chosen by hand: every error that a layer has words for. */
    @TestFactory
    Stream<DynamicTest> errors() throws IOException {
        return table("errors.tsv");
    }

    /** Legal and illegal, from a seeded generator. */
    @TestFactory
    Stream<DynamicTest> randomCalls() throws IOException {
        return table("calls.tsv");
    }

    /** A further table, {@code -Dnacre.calls=FILE}. */
    @TestFactory
    Stream<DynamicTest> furtherCalls() throws IOException {
        String file = System.getProperty("nacre.calls");
        Assumptions.assumeTrue(file != null, "no -Dnacre.calls=FILE");
        return tests(Files.readString(Path.of(file)));
    }

    private static Stream<DynamicTest> table(String name) throws IOException {
        try (InputStream table = RecordedCallTest.class.getResourceAsStream("/golden/" + name)) {
            return tests(new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Stream<DynamicTest> tests(String table) {
        return table.lines()
                .skip(1)
                .map(RecordedCall::parse)
                .map(call -> DynamicTest.dynamicTest(call.name(), () -> {
                    if (call.answer().startsWith("= ")) {
                        assertThat(call.ours()).isEqualTo(call.answer());
                    } else {
                        assertThat(call.ours()).contains(call.answer());
                    }
                }));
    }
}
