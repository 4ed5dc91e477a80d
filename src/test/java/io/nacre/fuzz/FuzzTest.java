package io.nacre.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first inputs of the fuzz targets; {@code scripts/fuzz} goes on for hours. */
class FuzzTest {
    private static final long SEED = Long.getLong("nacre.test.seed", 20261123);
    private static final int INPUTS = 250;

    @TempDir
    private Path folder;

    @Test
    void damagedFilesAreRefusedOrRun() throws IOException {
        try (Backend backend =
                Backends.open("cpu-scalar", BackendOptions.defaults().withThreads(1))) {
            Path shared = Path.of(System.getProperty("nacre.shared", "../shared"));
            Campaign campaign = new Campaign(Targets.all(backend, shared), SEED, folder);
            campaign.run(0, INPUTS, Duration.ofSeconds(20));
            assertThat(campaign.faults()).as("seed %d", SEED).isEmpty();
            for (Target target : Targets.all(backend, shared)) { // else nothing was reached but the first check
                if (!target.name()
                        .equals("onnx bytes")) { // few of those are legal, and there may be few models to damage
                    assertThat(campaign.count(target.name(), "RAN"))
                            .as(target.name())
                            .isPositive();
                }
                assertThat(campaign.count(target.name(), "refused"))
                        .as(target.name())
                        .isPositive();
            }
        }
    }
}
