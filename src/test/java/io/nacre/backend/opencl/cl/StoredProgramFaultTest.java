package io.nacre.backend.opencl.cl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.AvgPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jocl.CL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver that does not take a stored program, or does not give one, costs time alone. */
class StoredProgramFaultTest {
    private static final Sequential NETWORK = Sequential.of(new ReLU(), AvgPool2d.of(2));

    @TempDir
    Path programs;

    private long before;

    @BeforeEach
    void count() {
        OpenCl.assumePresent();
        before = ClHandle.live();
    }

    @AfterEach
    void nothingIsLeft() {
        ClCalls.intercept(null);
        assertThat(ClHandle.live()).as("live handles").isEqualTo(before);
    }

    private void run() {
        try (Backend backend = OpenCl.open(BackendOptions.defaults().withThreads(2), Optional.of(programs));
                Session session = Session.open(Model.of(NETWORK, StateDict.initial(NETWORK, 1)), backend)) {
            Tensor x = Tensor.of(new float[] {-1, 2, 3, -4}, 1, 1, 2, 2);
            assertThat(session.run(x).toFloats()).containsExactly(1.25f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "clCreateProgramWithBinary, -42",
        "clCreateProgramWithBinary, -5",
        "clBuildProgram, -11",
        "clBuildProgram, -42",
        "clGetProgramInfo, -5",
    })
    void oneFailureIsMadeUpFor(String function, int status) {
        boolean storing = function.equals("clGetProgramInfo");
        if (!storing) {
            run();
        }
        PlantedFaults faults = new PlantedFaults(function::equals, 1, 2, status);
        ClCalls.intercept(faults);
        run();
        assertThat(faults.failed()).isEqualTo(function);
        assertThat(faults.left()).isEmpty();
        run();
    }

    @Test
    void programsOfAPlanAreBuiltAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        ClCalls.intercept(function -> {
            if (function.equals("clBuildProgram")) {
                both.countDown();
                await(both);
            }
            return CL.CL_SUCCESS;
        });
        run();
        assertThat(both.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS))
                    .as("another build at the same time")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
