package io.nacre.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Candidate;
import io.nacre.error.BackendException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopKindTest {
    private static final boolean MODULE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    @AfterEach
    void switchOn() {
        System.clearProperty("nacre.cpu.simd");
    }

    @Test
    void bothAreListedTheFasterFirst() {
        List<Candidate> candidates = new CpuProvider().candidates();
        assertThat(candidates).extracting(Candidate::name).containsExactly("cpu-simd", "cpu-scalar");
        assertThat(candidates.get(0) instanceof Candidate.Available).isEqualTo(MODULE);
        assertThat(candidates.get(1)).isInstanceOf(Candidate.Available.class);
    }

    @Test
    void withoutTheModuleTheReasonNamesTheFlag() {
        assumeTrue(!MODULE, "runs with the vector module");
        Candidate.Unavailable simd =
                (Candidate.Unavailable) new CpuProvider().candidates().get(0);
        assertThat(simd.reason())
                .isEqualTo("the JVM runs without vectors, --add-modules jdk.incubator.vector adds them");
    }

    @Test
    void aPropertySwitchesVectorsOff() {
        System.setProperty("nacre.cpu.simd", "off");
        assertThatThrownBy(LoopKind::simd)
                .isInstanceOf(BackendException.class)
                .hasMessage("switched off by -Dnacre.cpu.simd=off");
    }

    @Test
    void vectorsSayHowWideTheyAre() {
        assertThat(LoopKinds.simd().kernels().description()).matches("(128|256|512)-bit vectors");
        assertThat(LoopKind.scalar().kernels().description()).isEqualTo("plain loops");
    }
}
