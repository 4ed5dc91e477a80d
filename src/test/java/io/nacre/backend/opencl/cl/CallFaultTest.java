package io.nacre.backend.opencl.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Queue;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.error.BackendException;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.plan.Session;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jocl.CL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * The n-th native call fails, for each n, from opening the device to closing it: one clear error, or for a release a line in
 * the log; then the same session runs as if nothing had been, and nothing is left open.
 */
class CallFaultTest {
    /** Each call, or each so manieth where every one would take minutes: {@code -Dnacre.faults.stride=1} leaves none out. */
    private static final int STRIDE = Integer.getInteger("nacre.faults.stride", 23);

    private static final Tensor BOX = Tensor.of(new float[] {1, 1, 1}, 1, 1, 3);
    private static final Tensor RAMP = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 1, 1, 6);
    private static final float[] PEAKS = {3, 6, 9, 12, 12, 12};
    private static final float[] VALLEYS = {-3, -6, -9, -12, -12, -12};

    /** A 1-d box filter, its maxima, and those negated. */
    private static final Model MODEL = new Model(
            "peaks",
            List.of(new Port("x", DataType.F32, null, false)),
            List.of("peaks", "valleys"),
            3,
            (builder, inputs) -> {
                Window three = Window.of(new Axis(3, 1, 1, 1, 1));
                Convolution convolution = new Convolution(three, 1, Epilogue.NONE);
                Value blurred = builder.add("blur", convolution, inputs.get(0), builder.weight("box", BOX));
                Value peaks = builder.add("peaks", new MaxPool(three, false, false), blurred);
                return List.of(peaks, builder.add("valleys", new Unary(Activation.of(Activation.Function.NEG)), peaks));
            });

    private static final Model NEGATION = new Model(
            "negation",
            List.of(new Port("x", DataType.F32, null, false)),
            List.of("y"),
            0,
            (builder, inputs) ->
                    List.of(builder.add("neg", new Unary(Activation.of(Activation.Function.NEG)), inputs.get(0))));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ClHandle.class);
    private long before;

    @BeforeEach
    void count() {
        OpenCl.assumePresent();
        before = ClHandle.live();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void nothingIsLeft() {
        ClCalls.intercept(null);
        logger.detachAppender(log);
        logger.setAdditive(true);
        assertThat(ClHandle.live()).as("live handles").isEqualTo(before);
    }

    /** What a fault is planted in: opens and closes things, and answers what was thrown, or null. */
    private interface Scenario {
        @Nullable
        Throwable run();
    }

    /** A session on a device whose programs are built: each call, from the upload of weights to the release of the last buffer. */
    @Test
    void eachCallOfASessionMayFail() {
        try (Backend backend = open()) {
            try (Session session = Session.open(MODEL, backend)) {
                checkAnswers(session);
            }
            Map<String, Integer> met = failEach(function -> true, 1, () -> {
                try (Session session = Session.open(MODEL, backend)) {
                    Throwable first = catchThrowable(() -> checkAnswers(session));
                    if (first != null) {
                        checkAnswers(session);
                    }
                    return first;
                }
            });
            assertThat(met.keySet())
                    .containsExactlyInAnyOrder(
                            "clCreateBuffer",
                            "clCreateCommandQueue",
                            "clCreateKernel",
                            "clEnqueueNDRangeKernel",
                            "clEnqueueReadBuffer",
                            "clEnqueueWriteBuffer",
                            "clFinish",
                            "clGetEventInfo",
                            "clGetEventProfilingInfo",
                            "clGetKernelWorkGroupInfo",
                            "clReleaseCommandQueue",
                            "clReleaseEvent",
                            "clReleaseKernel",
                            "clReleaseMemObject",
                            "clSetKernelArg");
        }
    }

    /** What is called for each parameter of each kernel: most calls of a build. */
    private static boolean isFrequent(String function) {
        return function.equals("clGetKernelArgInfo");
    }

    /** A device from its opening to its end, with one program built in between. */
    @Test
    void eachCallOfADeviceMayFail() {
        Scenario scenario = () -> {
            Throwable first = null;
            try (Backend backend = open();
                    Session session = Session.open(NEGATION, backend)) {
                first = catchThrowable(() -> session.run(RAMP));
                if (first != null) {
                    assertThat(session.run(RAMP).toFloats()).containsExactly(-0f, -1, -2, -3, -4, -5);
                }
            } catch (BackendException e) {
                assertThat(first).as("%s", e).isNull();
                first = e;
            }
            return first;
        };
        Map<String, Integer> met = failEach(function -> !isFrequent(function), 1, scenario);
        assertThat(met.keySet())
                .contains(
                        "clBuildProgram",
                        "clCreateContext",
                        "clCreateKernelsInProgram",
                        "clCreateProgramWithSource",
                        "clGetKernelInfo",
                        "clReleaseContext",
                        "clReleaseProgram");
        assertThat(failEach(CallFaultTest::isFrequent, STRIDE, scenario)).isNotEmpty();
    }

    /** How often which function failed, when the n-th of the counted calls did, for each n. */
    private Map<String, Integer> failEach(Predicate<String> counted, int stride, Scenario scenario) {
        Map<String, Integer> met = new HashMap<>();
        long open = ClHandle.live();
        for (int n = 1; ; n += stride) {
            PlantedFaults faults = new PlantedFaults(counted, n, n + 1, CL.CL_OUT_OF_RESOURCES);
            log.list.clear();
            ClCalls.intercept(faults);
            Throwable thrown = scenario.run();
            ClCalls.intercept(null);
            String failed = faults.failed();
            if (failed == null) {
                assertThat(thrown).isNull();
                return met;
            }
            assertThat(ClHandle.live())
                    .as("%s, n = %s: live handles", failed, n)
                    .isEqualTo(open);
            checkFault(faults, failed + ", n = " + n, thrown);
            met.merge(failed, 1, Integer::sum);
        }
    }

    private void checkFault(PlantedFaults faults, String place, @Nullable Throwable thrown) {
        if (place.startsWith("clRelease")) { // nobody could do better than go on
            assertThat(thrown).as(place).isNull();
            assertThat(log.list).as(place).singleElement().asString().contains("CL_OUT_OF_RESOURCES");
            return;
        }
        assertThat(log.list).as(place).isEmpty();
        assertThat(faults.left()).as("%s: not released", place).isEmpty();
        if (thrown == null) {
            assertThat(place).as("not told").startsWith("clFinish"); // of a queue that is closed
            return;
        }
        String function = place.substring(0, place.indexOf(','));
        assertThat(thrown)
                .as(place)
                .isInstanceOf(BackendException.class)
                .hasNoSuppressedExceptions()
                .hasMessageMatching("(model '[a-z]+' on opencl:0: .*: )?OpenCL: " + function
                        + " failed with CL_OUT_OF_RESOURCES \\(.*\\); a kernel wanted more than the device has, or ran too"
                        + " long or astray: try smaller inputs");
    }

    private static Backend open() {
        return OpenCl.open(BackendOptions.defaults().withThreads(2), Optional.empty());
    }

    private static boolean isNoRelease(String function) {
        return !function.startsWith("clRelease");
    }

    /** Each status that a driver answers when a run went wrong, once: the next run gets a queue and memory of its own. */
    @ParameterizedTest
    @CsvSource({
        "clFinish, -5, CL_OUT_OF_RESOURCES; a kernel wanted more than the device has",
        "clFinish, -36, CL_INVALID_COMMAND_QUEUE; the driver dropped the device for a moment",
        "clFinish, -2, CL_DEVICE_NOT_AVAILABLE; the driver dropped the device for a moment",
        "clEnqueueReadBuffer, -14, CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST; a fault of the driver's or of Nacre's",
        "clEnqueueNDRangeKernel, -4, CL_MEM_OBJECT_ALLOCATION_FAILURE; the device has no room",
        "clCreateBuffer, -4, CL_MEM_OBJECT_ALLOCATION_FAILURE; the device has no room",
        "clCreateBuffer, -6, CL_OUT_OF_HOST_MEMORY; the driver finds no memory on the host",
    })
    void oneFailureIsRecoveredFrom(String function, int status, String message) {
        try (Backend backend = open();
                Session session = Session.open(MODEL, backend)) {
            ClCalls.intercept(new PlantedFaults(function::equals, 2, 3, status));
            assertThatThrownBy(() -> checkAnswers(session))
                    .isInstanceOf(BackendException.class)
                    .hasMessageMatching("model 'peaks' on opencl:0: .*OpenCL: " + function + " failed with "
                            + message.replace("; ", " \\(.*\\); ") + ".*");
            checkAnswers(session);
        }
    }

    /** A device without room for anything is full, not lost. */
    @Test
    void aFullDeviceIsNotLost() {
        try (Backend backend = open();
                Session session = Session.open(MODEL, backend)) {
            ClCalls.intercept(new PlantedFaults(
                    "clCreateBuffer"::equals, 1, Long.MAX_VALUE, CL.CL_MEM_OBJECT_ALLOCATION_FAILURE));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> checkAnswers(session)).hasMessageContaining("; the device has no room");
            }
            ClCalls.intercept(null);
            checkAnswers(session);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -5, -34, -36})
    void aLostDeviceIsToldApartAndCanBeOpenedAgain(int status) {
        try (Backend backend = open()) {
            Session session = Session.open(MODEL, backend);
            Session other = Session.open(MODEL, backend);
            checkAnswers(session);
            checkAnswers(other);
            ClCalls.intercept(new PlantedFaults(CallFaultTest::isNoRelease, 3, Long.MAX_VALUE, status));
            String lost = "OpenCL: [a-zA-Z]+ failed with " + ClStatus.name(status)
                    + " \\(.*\\), and the device is lost;" + " close this backend and open it again";
            assertThatThrownBy(() -> checkAnswers(session)).hasMessageMatching("model 'peaks' on opencl:0: .*" + lost);
            ClCalls.intercept(null);
            assertThatThrownBy(() -> checkAnswers(session)).hasMessageMatching("model 'peaks' on opencl:0: .*" + lost);
            assertThatThrownBy(() -> checkAnswers(other)).hasMessageMatching("model 'peaks' on opencl:0: .*" + lost);
            assertThatThrownBy(() -> backend.allocate(DataType.F32, 1)).hasMessageMatching(lost);
            assertThatThrownBy(() -> backend.newQueue(Queue.Mode.PLAIN)).hasMessageMatching(lost);
            session.close();
            other.close();
        }
        assertThat(log.list).isEmpty();
        try (Backend again = open();
                Session session = Session.open(MODEL, again)) {
            checkAnswers(session);
        }
    }

    private static void checkAnswers(Session session) {
        List<Tensor> results = session.run(List.of(RAMP));
        assertThat(results.get(0).toFloats()).containsExactly(PEAKS);
        assertThat(results.get(1).toFloats()).containsExactly(VALLEYS);
        List<Tensor> direct = List.of(direct(6), direct(6));
        session.run(List.of(RAMP), direct);
        assertThat(direct.get(0).toFloats()).containsExactly(PEAKS);
        assertThat(direct.get(1).toFloats()).containsExactly(VALLEYS);
        assertThat(session.profile(List.of(RAMP)).steps()).hasSize(3);
    }

    private static Tensor direct(int size) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder());
        return Tensor.of(bytes.asFloatBuffer(), Shape.of(1, 1, size));
    }
}
