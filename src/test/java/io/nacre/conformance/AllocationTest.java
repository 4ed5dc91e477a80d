package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.plan.Session;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What runs of a session leave to the garbage collector once their plan is known: nothing but new results. */
class AllocationTest {
    private static final int RUNS = 1000;
    /** How long the JVM may take to compile what runs: vectors are objects until then. */
    private static final long PATIENCE = 120_000_000_000L;
    /** The smallest object. Now and then the JVM itself needs a few bytes, though not every run. */
    private static final long OBJECT = 16;
    /** For each result a tensor, its buffer, and the pointers with which JOCL reaches a new buffer; not the elements. */
    private static final long RESULT = 320;

    private static final int OUTPUT = 2 * 4 * 9 * 11 * Float.BYTES;

    /** A convolution and an activation that its epilogue takes; the shape input decides nothing, but is compared. */
    private static final Model MODEL = new Model(
            "allocation",
            List.of(new Port("x", DataType.F32, null, false), new Port("shape", DataType.I64, null, true)),
            List.of("y", "constant", "z"),
            0,
            (builder, inputs) -> {
                Window window = Window.of(new Axis(3, 1, 1, 1, 1), new Axis(3, 1, 1, 1, 1));
                Tensor weight = Tensor.of(new float[4 * 3 * 9], 4, 3, 3, 3);
                Value y = builder.add(
                        "conv", new Convolution(window, 1, Epilogue.NONE), inputs.get(0), builder.weight("w", weight));
                y = builder.add("relu", new Unary(Activation.relu()), y);
                Value z = builder.add("gelu", new Unary(Activation.of(Activation.Function.GELU)), y);
                return List.of(y, inputs.get(1), z);
            });

    private interface Runs {
        void run(Session session, List<Tensor> inputs, List<Tensor> outputs);
    }

    private static Stream<DynamicTest> onEach(String name, long most, Runs runs) {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean,
                "this JVM does not count the bytes a thread allocates");
        return Stream.of("cpu", "opencl")
                .flatMap(kind -> TestBackends.candidates(kind).stream())
                .map(candidate -> DynamicTest.dynamicTest(candidate.name() + " · " + name, () -> {
                    assumeTrue(candidate instanceof Candidate.Available, candidate.name() + " is not available");
                    check((Candidate.Available) candidate, most, runs);
                }));
    }

    private static void check(Candidate.Available candidate, long most, Runs runs) {
        try (Backend backend = candidate.opener().open(BackendOptions.defaults().withThreads(2));
                Session session = Session.open(MODEL, backend)) {
            for (boolean direct : new boolean[] {false, true}) {
                List<Tensor> inputs = List.of(tensor(direct, 2, 3, 9, 11), Tensor.of(new long[] {9, 11}, 2));
                List<Tensor> outputs =
                        List.of(tensor(direct, 2, 4, 9, 11), Tensor.of(new long[2], 2), tensor(direct, 2, 4, 9, 11));
                settle(session, inputs, outputs, most, runs);
            }
        }
    }

    /** Runs round after round until one allocates no more than it may; what every run allocates never ends. */
    private static void settle(Session session, List<Tensor> inputs, List<Tensor> outputs, long most, Runs runs) {
        long start = System.nanoTime();
        while (true) {
            long own = own();
            long helpers = helpers();
            for (int run = 0; run < RUNS; run++) {
                runs.run(session, inputs, outputs);
            }
            own = own() - own;
            helpers = helpers() - helpers;
            if (own < RUNS * most && helpers < RUNS * OBJECT) {
                return;
            }
            assertThat(System.nanoTime() - start)
                    .as(RUNS + " runs still allocate " + own + " bytes on the caller's thread, expected less than "
                            + RUNS * most + ", and " + helpers + " on the backend's, expected less than "
                            + RUNS * OBJECT)
                    .isLessThan(PATIENCE);
        }
    }

    @TestFactory
    Stream<DynamicTest> runsIntoGivenTensorsAllocateNothing() {
        return onEach("run(inputs, outputs)", OBJECT, Session::run);
    }

    @TestFactory
    Stream<DynamicTest> runsAllocateTheirResults() {
        return onEach(
                "run(inputs)",
                2 * OUTPUT + 3 * RESULT,
                (session, inputs, outputs) -> session.run(inputs).get(0));
    }

    private static long own() {
        return threads().getCurrentThreadAllocatedBytes();
    }

    /** What all threads of the backend allocated so far. */
    private static long helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nacre-"))
                .mapToLong(thread -> threads().getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    private static ThreadMXBean threads() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    private static Tensor tensor(boolean direct, int... extents) {
        Shape shape = Shape.of(extents);
        int count = (int) shape.elements();
        FloatBuffer memory = direct
                ? ByteBuffer.allocateDirect(count * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                : FloatBuffer.allocate(count);
        return Tensor.of(memory, shape);
    }
}
