package io.nacre.backend.opencl.tuning;

import static io.nacre.backend.opencl.tuning.TuningFileTest.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningTest {
    private static final TuningKey KEY = new TuningKey("k");

    private static List<TuningEntry> found(List<TuningEntry> measured, List<TuningEntry> committed) {
        return new Tuning("my device", "family", "driver 1", () -> measured, () -> committed)
                .find(KEY, entry -> !entry.source().equals("stale"));
    }

    @Test
    void theUsersOwnGoBeforeTheFamilys() {
        TuningEntry own = entry("my device", "driver 1", "k", 1, 90);
        TuningEntry family = entry("family", "driver 1", "k", 1, 10);
        assertThat(found(List.of(own), List.of(family))).containsExactly(own);
        assertThat(found(List.of(), List.of(family))).containsExactly(family);
    }

    @Test
    void theFastestGoFirst() {
        TuningEntry exact = entry("my device", "driver 1", "k", 1, 90);
        TuningEntry fast = entry("my device", "driver 1", "k", 8, 50);
        assertThat(found(List.of(exact, fast), List.of())).containsExactly(fast, exact);
    }

    @Test
    void anotherDriverDeviceOrKeyIsIgnored() {
        List<TuningEntry> others = List.of(
                entry("my device", "driver 2", "k", 1, 90),
                entry("your device", "driver 1", "k", 1, 90),
                entry("my device", "driver 1", "l", 1, 90));
        assertThat(found(others, List.of())).isEmpty();
        assertThat(found(List.of(), List.of(entry("family", "driver 2", "k", 1, 90))))
                .isEmpty();
    }

    @Test
    void whatCannotBeUsedGivesWayToTheFamilys() {
        TuningEntry own = entry("my device", "driver 1", "k", 1, 90);
        TuningEntry stale =
                new TuningEntry(own.device(), own.driver(), "k", own.algorithm(), own.macros(), "stale", 1, 100, 50);
        TuningEntry family = entry("family", "driver 1", "k", 1, 10);
        assertThat(found(List.of(stale), List.of(family))).containsExactly(family);
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, pthread-skylake-avx512-Some Brand, Portable Computing Language, amd64, 16, pocl-cpu-avx512",
        "CPU, cpu-znver4-Some Brand,             Portable Computing Language, amd64, 16, pocl-cpu-avx512",
        "CPU, pthread-haswell-Some Brand,        Portable Computing Language, amd64, 16, pocl-cpu-avx2",
        "CPU, pthread-skylake-Some Brand,        Portable Computing Language, amd64, 8,  pocl-cpu-avx2",
        "CPU, pthread-x86-64-Some Brand,         Portable Computing Language, amd64, 4,  pocl-cpu-sse",
        "CPU, Some Brand,                        Some OpenCL,                 amd64, 8,  some-opencl-cpu-avx2",
        "CPU, pthread-neoverse-n1,               Portable Computing Language, aarch64, 4, pocl-cpu-aarch64",
        "GPU, NVIDIA H200,                       NVIDIA CUDA,                 amd64, 1,  nvidia-cuda-nvidia-h200",
    })
    void familiesDoNotDependOnTheBrandOfACpu(
            Device.Kind kind, String name, String platform, String architecture, int width, String family) {
        Device device = new Device(kind, name, "driver", 1);
        assertThat(DeviceFamily.of(device, platform, architecture, width)).isEqualTo(family);
    }
}
