package io.nacre.backend.cpu;

import static org.junit.jupiter.api.Assumptions.abort;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.error.BackendException;
import java.util.ArrayList;
import java.util.List;

/** The ways of writing loops that this JVM can run. */
final class LoopKinds {
    private LoopKinds() {}

    static List<LoopKind> all() {
        List<LoopKind> all = new ArrayList<>(List.of(LoopKind.scalar()));
        try {
            all.add(LoopKind.simd());
        } catch (BackendException e) {
            return all; // without the vector module
        }
        return all;
    }

    /** Vectors; a test is skipped where there are none. */
    static LoopKind simd() {
        try {
            return LoopKind.simd();
        } catch (BackendException e) {
            return abort("cpu-simd: " + e.getMessage());
        }
    }

    static Backend open(LoopKind loops, int threads) {
        return CpuBackend.open(loops, BackendOptions.defaults().withThreads(threads), CpuProvider.device());
    }

    static Backend open(LoopKind loops, BackendOptions options) {
        return CpuBackend.open(loops, options, CpuProvider.device());
    }
}
