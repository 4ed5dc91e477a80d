package io.nacre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.Candidate;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static final Candidate SCALAR = available("cpu-scalar", Device.Kind.CPU, "Cortex");
    private static final Candidate SIMD = available("cpu-simd", Device.Kind.CPU, "Cortex");
    private static final Candidate NO_SIMD =
            new Candidate.Unavailable("cpu-simd", "the JVM lacks --add-modules jdk.incubator.vector");
    private static final Candidate GPU = available("opencl:0", Device.Kind.GPU, "Radeon");
    private static final Candidate SECOND_GPU = available("opencl:1", Device.Kind.GPU, "Arc");
    private static final Candidate POCL = available("opencl:0", Device.Kind.CPU, "pthread");
    private static final Candidate NO_OPENCL = new Candidate.Unavailable("opencl", "no platform is installed");
    private static final Candidate BROKEN_GPU =
            new Candidate.Available("opencl:0", new Device(Device.Kind.GPU, "Radeon", "driver", 1), options -> {
                throw new BackendException("the driver says -6");
            });

    private static Candidate available(String name, Device.Kind kind, String device) {
        Device described = new Device(kind, device, "driver", 1 << 30);
        return new Candidate.Available(name, described, options -> new Opened(name, described, options.threads()));
    }

    /** A backend that only knows how it was opened. */
    private record Opened(String name, Device device, int concurrency) implements Backend {
        @Override
        public Buffer allocate(DataType type, long elements) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Queue newQueue(Queue.Mode mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Roof roof() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static String open(String name, Candidate... candidates) {
        try (Backend backend = Backends.open(name, BackendOptions.defaults(), List.of(candidates))) {
            return backend.name();
        }
    }

    @Test
    void autoTakesAGpuElseTheBestCpu() {
        assertThat(open("auto", SIMD, SCALAR, GPU, SECOND_GPU)).isEqualTo("opencl:0");
        assertThat(open("auto", SIMD, SCALAR, POCL)).isEqualTo("cpu-simd");
        assertThat(open("auto", NO_SIMD, SCALAR, NO_OPENCL)).isEqualTo("cpu-scalar");
    }

    @Test
    void aDeviceThatFailsGivesWayToTheNext() {
        assertThat(open("auto", SCALAR, BROKEN_GPU, SECOND_GPU)).isEqualTo("opencl:1");
        assertThat(open("auto", SCALAR, BROKEN_GPU)).isEqualTo("cpu-scalar");
    }

    @Test
    void collectiveNamesMeanTheFirst() {
        assertThat(open("cpu", SCALAR, SIMD, GPU)).isEqualTo("cpu-simd");
        assertThat(open("cpu", NO_SIMD, SCALAR)).isEqualTo("cpu-scalar");
        assertThat(open("opencl", SCALAR, POCL)).isEqualTo("opencl:0");
        assertThat(open("opencl:1", SCALAR, GPU, SECOND_GPU)).isEqualTo("opencl:1");
    }

    @Test
    void optionsReachTheBackend() {
        BackendOptions options = BackendOptions.defaults().withThreads(3);
        try (Backend backend = Backends.open("cpu", options, List.of(SCALAR))) {
            assertThat(backend.concurrency()).isEqualTo(3);
        }
    }

    @Test
    void unknownNamesAreAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> open("cuda", SCALAR, POCL))
                .isInstanceOf(NacreException.class)
                .hasMessage(
                        "backend 'cuda': there is none of that name, only [auto, cpu, opencl, cpu-scalar, opencl:0]");
    }

    @Test
    void absentDevicesSayWhy() {
        assertThatThrownBy(() -> open("opencl", SCALAR, NO_OPENCL))
                .isInstanceOf(BackendException.class)
                .hasMessage("backend 'opencl': not available: no platform is installed");
        assertThatThrownBy(() -> open("cpu-simd", NO_SIMD, SCALAR))
                .isInstanceOf(BackendException.class)
                .hasMessage("backend 'cpu-simd': not available: the JVM lacks --add-modules jdk.incubator.vector");
        assertThatThrownBy(() -> open("auto", NO_SIMD, BROKEN_GPU))
                .isInstanceOf(BackendException.class)
                .hasMessage("backend 'auto': there is none; not cpu-simd: the JVM lacks --add-modules"
                        + " jdk.incubator.vector; not opencl:0: cannot be opened: the driver says -6");
    }

    @Test
    void saysWhatAutoTakesAndWhyNotTheOthers() {
        assertThat(Backends.describe(List.of(SIMD, SCALAR, GPU, SECOND_GPU)).lines())
                .containsExactly(
                        "auto takes opencl:0 (GPU, Radeon)",
                        "not cpu-simd: a GPU comes first",
                        "not cpu-scalar: a GPU comes first",
                        "not opencl:1: another GPU comes first");
        assertThat(Backends.describe(List.of(SIMD, SCALAR, POCL)).lines())
                .containsExactly(
                        "auto takes cpu-simd (CPU, Cortex)",
                        "not cpu-scalar: cpu-simd is faster",
                        "not opencl:0: auto takes OpenCL for GPUs only");
        assertThat(Backends.describe(List.of(NO_OPENCL)).lines())
                .containsExactly("auto takes none: there is no backend", "not opencl: no platform is installed");
    }

    /** The providers that are really there. */
    @Test
    void pureJavaIsAlwaysThere() {
        assertThat(Backends.candidates()).extracting(Candidate::name).contains("cpu-scalar");
        try (Backend backend = Backends.open("cpu-scalar")) {
            assertThat(backend.name()).isEqualTo("cpu-scalar");
            assertThat(backend.device().kind()).isEqualTo(Device.Kind.CPU);
        }
        assertThat(Backends.describe()).contains("auto takes ");
    }
}
