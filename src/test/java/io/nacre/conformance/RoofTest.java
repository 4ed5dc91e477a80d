package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every backend knows its roof; how high it is, no test says. */
@ExtendWith(OnEveryBackend.class)
class RoofTest {

    @TestFactory
    Stream<DynamicTest> isMeasuredOnce() {
        return OnEveryBackend.each(List.of("roof"), name -> name, (backend, name) -> isMeasuredOnce(backend));
    }

    private static void isMeasuredOnce(Backend backend) {
        Roof roof = backend.roof();
        assertThat(backend.roof()).isSameAs(roof);
        // No computer is so slow, and none so fast: a count that is wrong by a factor of a thousand shows.
        assertThat(roof.flops()).isBetween(1e8, 1e15);
        assertThat(roof.bytesPerSecond()).isBetween(1e8, 1e14);
    }
}
