package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.op.Activation;
import io.nacre.op.Unary;
import io.nacre.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt is the caller's business: it neither closes a file under way nor gets lost. */
class InterruptedCallerTest {
    @Test
    void readsBuildsAndRuns(@TempDir Path kernels) {
        OpenCl.assumePresent();
        OpenCl.copyKernels(kernels);
        try (Backend backend = OpenCl.open(BackendOptions.defaults().withKernels(kernels))) {
            Thread.currentThread().interrupt();
            float[] result = OpenCl.run(backend, new Unary(Activation.relu()), Tensor.of(new float[] {-1, 2}, 2));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(result).containsExactly(0, 2);
        } finally {
            Thread.interrupted();
        }
    }
}
