package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulatorReportTest {
    /** As Oclgrind 21.10 writes them, the same place twice. */
    private static final String LOG = """

            Invalid write of size 4 at global memory address 0x300000000002c
            \tKernel: pool_max
            \tEntity: Global(2,0,0) Local(0,0,0) Group(2,0,0)
            \t  store float %42, float addrspace(1)* %arrayidx48, align 4, !dbg !81
            \tAt line 49 (column 9) of kernels/pool/max.cl:
            \t  y[i] = x[i];

            Invalid write of size 4 at global memory address 0x3000000000030
            \tKernel: pool_max
            \tEntity: Global(3,0,0) Local(0,0,0) Group(3,0,0)
            \t  store float %42, float addrspace(1)* %arrayidx48, align 4, !dbg !81
            \tAt line 49 (column 9) of kernels/pool/max.cl:
            \t  y[i] = x[i];

            Controlflow depends on uninitialized value
            \tKernel: pool_max
            \tEntity: Global(0,0,0) Local(0,0,0) Group(0,0,0)
            \t  br
            \tDebugging information not available.
            """;

    @Test
    void onePlaceIsReportedOnce() {
        assertThat(SimulatorReport.parse(LOG))
                .containsExactly(
                        new SimulatorReport(
                                "Invalid write of size 4 at global memory",
                                "pool_max",
                                "kernels/pool/max.cl",
                                49,
                                9,
                                "Global(2,0,0) Local(0,0,0) Group(2,0,0)",
                                2),
                        new SimulatorReport(
                                "Controlflow depends on uninitialized value",
                                "pool_max",
                                "",
                                0,
                                0,
                                "Global(0,0,0) Local(0,0,0) Group(0,0,0)",
                                1));
        assertThat(SimulatorReport.parse(LOG).get(0).message())
                .isEqualTo("kernels/pool/max.cl:49:9: error: Invalid write of size 4 at global memory (kernel pool_max,"
                        + " first by Global(2,0,0) Local(0,0,0) Group(2,0,0), 2 times)");
        assertThat(SimulatorReport.parse("")).isEmpty();
    }
}
