package io.nacre.backend.opencl.cl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Queue.Mode;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.error.BackendException;
import io.nacre.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would crash the JVM, corrupt memory or pass in silence in native code, and must be an exception here. */
class MisuseTest {
    private static final String SOURCE = """
            kernel void scale(const global float *x, global float *y, const float factor, const int count) {
                if (get_global_id(0) < count) y[get_global_id(0)] = factor * x[get_global_id(0)];
            }
            kernel void greedy(global float *y) {
                local float shared[WORDS];
                shared[get_local_id(0)] = y[get_global_id(0)];
                barrier(CLK_LOCAL_MEM_FENCE);
                y[get_global_id(0)] = shared[get_local_size(0) - 1 - get_local_id(0)];
            }
            """;
    private static final long MIB = 1 << 20;

    private long before;
    private ClDevice device;
    private ClContext context;
    private ClQueue queue;
    private ClBuffer x;
    private ClBuffer y;

    @BeforeEach
    void open() {
        OpenCl.assumePresent();
        before = ClHandle.live();
        device = ClPlatform.all().stream()
                .flatMap(platform -> platform.devices().stream())
                .findFirst()
                .orElseThrow();
        context = ClContext.open(device, device.computeUnits(), 64 * MIB);
        queue = context.newQueue(Mode.PLAIN);
        x = context.allocate(DataType.F32, 16);
        y = context.allocate(DataType.F32, 16);
        queue.write(FloatBuffer.wrap(new float[16]), x, 0);
        queue.write(FloatBuffer.wrap(new float[16]), y, 0);
    }

    @AfterEach
    void close() {
        if (context != null) {
            x.close();
            y.close();
            queue.close();
            context.close();
            assertThat(ClHandle.live()).as("live handles").isEqualTo(before);
            assertThat(context.occupied()).as("bytes").isZero();
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BackendException.class).hasMessageContaining(message);
    }

    private ClProgram program() {
        return context.build("kernels/test.cl", SOURCE, "-cl-kernel-arg-info -D WORDS=16");
    }

    private Map<String, ClArgument> arguments() {
        Map<String, ClArgument> arguments = new HashMap<>();
        arguments.put("x", ClArgument.memory(x));
        arguments.put("y", ClArgument.memory(y));
        arguments.put("factor", ClArgument.ofFloat(2));
        arguments.put("count", ClArgument.ofInt(16));
        return arguments;
    }

    private static ClLaunch bind(ClProgram program, Map<String, ClArgument> arguments) {
        return bind(program, "scale", arguments, new long[] {16}, new long[] {4});
    }

    private static ClLaunch bind(
            ClProgram program, String kernel, Map<String, ClArgument> arguments, long[] global, long[] local) {
        return ClLaunch.bind(program, kernel, arguments, global, local, parameter -> "kernels/test.cl:1");
    }

    @Test
    void closingTwiceIsHarmless() {
        ClProgram program = program();
        ClLaunch launch = bind(program, arguments());
        List<ClHandle> handles = List.of(launch, program, x, y, queue, context);
        handles.forEach(ClHandle::close);
        handles.forEach(ClHandle::close);
        assertThat(ClHandle.live()).isEqualTo(before);
    }

    @Test
    void nothingWorksAfterItWasClosed() {
        ClProgram program = program();
        ClLaunch launch = bind(program, arguments());
        ClLaunch closed = bind(program, arguments());
        closed.close();
        refused(
                () -> queue.enqueue(new ClLaunch[] {closed}),
                "kernel 'scale' of program kernels/test.cl is used after");
        x.close();
        refused(() -> queue.write(FloatBuffer.allocate(16), x, 0), "buffer of 16 F32 is used after it was closed");
        refused(() -> queue.read(x, 0, FloatBuffer.allocate(16)), "buffer of 16 F32 is used after it was closed");
        refused(() -> queue.enqueue(new ClLaunch[] {launch}), "buffer of 16 F32 is used after it was closed");
        refused(() -> bind(program, arguments()), "buffer of 16 F32 is used after it was closed");
        program.close();
        refused(
                () -> bind(program, "greedy", Map.of("y", ClArgument.memory(y)), new long[] {16}, new long[] {16}),
                "program kernels/test.cl is used after");
        launch.close();
        queue.close();
        refused(() -> queue.write(FloatBuffer.allocate(16), y, 0), "is used after it was closed");
        refused(queue::finish, "is used after it was closed");
        context.close();
        refused(() -> context.allocate(DataType.F32, 1), "is used after it was closed");
        refused(() -> context.newQueue(Mode.PLAIN), "is used after it was closed");
        refused(this::program, "is used after it was closed");
    }

    @Test
    void copiesMustFitTheDeviceBuffer() {
        refused(
                () -> queue.read(x, 0, FloatBuffer.allocate(17)),
                "a copy of 17 elements at offset 0 does not fit the buffer of 16 F32");
        refused(() -> queue.write(FloatBuffer.allocate(8), x, 9), "a copy of 8 elements at offset 9 does not fit");
        refused(() -> queue.write(FloatBuffer.allocate(1), x, -1), "offset -1 does not fit");
        refused(() -> queue.write(FloatBuffer.allocate(1), x, Long.MAX_VALUE), "does not fit");
        refused(() -> queue.write(IntBuffer.allocate(4), x, 0), "a device buffer of F32 cannot be copied to or from a");
        refused(() -> queue.read(x, 0, FloatBuffer.allocate(4).asReadOnlyBuffer()), "read-only");
        queue.read(x, 16, FloatBuffer.allocate(0));
        queue.finish();
    }

    @Test
    void onlyTheRemainingElementsOfAnyHostBufferAreCopied() {
        FloatBuffer data = FloatBuffer.wrap(floats(1, 2, 3, 4, 5, 6));
        queue.write(data.duplicate().position(1).limit(5), x, 2); // 2 3 4 5
        queue.write(direct(ByteOrder.nativeOrder(), 7, 8, 9).position(1), x, 6); // 8 9
        queue.write(direct(swapped(), 10, 11).position(1), x, 8); // 11
        queue.write(FloatBuffer.wrap(floats(12, 13)).asReadOnlyBuffer(), x, 9);
        queue.write(FloatBuffer.wrap(floats(0, 14, 15)).position(1).slice(), x, 11);
        float[] expected = floats(0, 0, 2, 3, 4, 5, 8, 9, 11, 12, 13, 14, 15, 0, 0, 0);

        float[] heap = new float[20];
        queue.read(x, 0, FloatBuffer.wrap(heap, 3, 16));
        FloatBuffer sameOrder = direct(ByteOrder.nativeOrder(), new float[20]);
        queue.read(x, 0, sameOrder.position(3).limit(19));
        FloatBuffer otherOrder = direct(swapped(), new float[20]);
        queue.read(x, 0, otherOrder.position(3).limit(19));
        queue.finish();

        assertThat(Arrays.copyOfRange(heap, 3, 19)).isEqualTo(expected);
        assertThat(heap[2]).isZero();
        assertThat(heap[19]).isZero();
        for (FloatBuffer read : List.of(sameOrder, otherOrder)) {
            assertThat(read.position()).isEqualTo(3);
            float[] copy = new float[20];
            read.clear().get(copy);
            assertThat(copy).isEqualTo(heap);
        }
    }

    private static ByteOrder swapped() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static FloatBuffer direct(ByteOrder order, float... values) {
        return ByteBuffer.allocateDirect(4 * values.length)
                .order(order)
                .asFloatBuffer()
                .put(values)
                .flip();
    }

    private static float[] floats(float... values) {
        return values;
    }

    @Test
    void buffersHaveSizesThatExist() {
        refused(() -> context.allocate(DataType.F32, 0), "a buffer of 0 elements of type F32 was asked for");
        refused(() -> context.allocate(DataType.F32, -1), "a buffer of -1 elements");
        refused(() -> context.allocate(DataType.I64, 1), "at least 1 of F32 or I32 is possible");
        refused(() -> context.allocate(DataType.F32, Long.MAX_VALUE), "the largest that ");
        refused(() -> context.allocate(DataType.F32, device.largestBuffer() / 4 + 1), "the largest that ");
    }

    @Test
    void allBuffersTogetherStayWithinTheBudget() {
        List<ClBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(context.allocate(DataType.F32, 4 * MIB));
        }
        refused(
                () -> context.allocate(DataType.F32, 4 * MIB),
                "no room for a buffer of 16777216 bytes on " + device + ": 50331776 of 67108864 bytes are taken");
        taken.remove(0).close();
        taken.add(context.allocate(DataType.F32, 4 * MIB));
        taken.forEach(ClBuffer::close);
    }

    @Test
    void argumentsAreAllThereAndOfTheirTypes() {
        try (ClProgram program = program()) {
            Map<String, ClArgument> incomplete = arguments();
            incomplete.remove("count");
            refused(
                    () -> bind(program, incomplete),
                    "kernels/test.cl:1: parameter 'count' of kernel 'scale' is not among [");
            Map<String, ClArgument> wrong = arguments();
            wrong.put("x", ClArgument.ofLong(0x1234));
            refused(() -> bind(program, wrong), "parameter 'x' of kernel 'scale' is declared as float*, expected long");
            Map<String, ClArgument> pointer = arguments();
            pointer.put("count", ClArgument.memory(x));
            refused(() -> bind(program, pointer), "is declared as int, expected pointer to global memory");
            Map<String, ClArgument> wide = arguments();
            wide.put("count", ClArgument.ofLong(16));
            refused(() -> bind(program, wide), "is declared as int, expected long");
            refused(
                    () -> bind(program, "none", arguments(), new long[] {1}, new long[] {1}),
                    "has no kernel 'none', it has [greedy, scale]");
        }
    }

    @Test
    void launchSizesAreWithinTheLimits() {
        try (ClProgram program = program()) {
            for (long[][] sizes : new long[][][] {
                {{0}, {1}},
                {{16}, {0}},
                {{-4}, {1}},
                {{16}, {1 << 30}},
                {{16, 16}, {1}},
                {{1, 1, 1, 1}, {1, 1, 1, 1}},
                {{}, {}},
            }) {
                refused(() -> bind(program, "scale", arguments(), sizes[0], sizes[1]), "cannot run over");
            }
        }
    }

    @Test
    void localMemoryIsWithinTheLimit() {
        long words = device.localMemory() / 4 + 1;
        Map<String, ClArgument> arguments = Map.of("y", ClArgument.memory(y));
        refused(
                () -> {
                    String options = "-cl-kernel-arg-info -D WORDS=" + words;
                    try (ClProgram program = context.build("kernels/test.cl", SOURCE, options);
                            ClLaunch launch = bind(program, "greedy", arguments, new long[] {16}, new long[] {16})) {
                        queue.enqueue(new ClLaunch[] {launch});
                        queue.finish();
                    }
                },
                "kernels/test.cl");
    }

    @Test
    void thingsOfAnotherContextAreRefused() {
        try (ClContext other = ClContext.open(device, device.computeUnits(), MIB);
                ClBuffer foreign = other.allocate(DataType.F32, 16);
                ClQueue foreignQueue = other.newQueue(Mode.PLAIN);
                ClProgram program = program();
                ClLaunch launch = bind(program, arguments())) {
            refused(() -> queue.write(FloatBuffer.allocate(16), foreign, 0), "belongs to the context");
            refused(() -> foreignQueue.enqueue(new ClLaunch[] {launch}), "not to the queue of the context");
            Map<String, ClArgument> mixed = arguments();
            mixed.put("x", ClArgument.memory(foreign));
            refused(() -> bind(program, mixed), "belongs to the context");
        }
    }

    @Test
    void programsAreSharedByThreadsAndLaunchesAreNot() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ClProgram program = program()) {
            List<Future<float[]>> results = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> scaled(program, i)))
                    .toList();
            for (int i = 0; i < 8; i++) {
                assertThat(results.get(i).get()).containsOnly(3f * i);
            }
        } finally {
            threads.shutdown();
        }
    }

    private float[] scaled(ClProgram program, int factor) {
        float[] result = new float[16];
        float[] threes = new float[16];
        Arrays.fill(threes, 3);
        for (int turn = 0; turn < 20; turn++) {
            try (ClQueue own = context.newQueue(Mode.PLAIN);
                    ClBuffer from = context.allocate(DataType.F32, 16);
                    ClBuffer to = context.allocate(DataType.F32, 16)) {
                Map<String, ClArgument> arguments = new HashMap<>(arguments());
                arguments.put("x", ClArgument.memory(from));
                arguments.put("y", ClArgument.memory(to));
                arguments.put("factor", ClArgument.ofFloat(factor));
                try (ClLaunch launch = bind(program, arguments)) {
                    own.write(FloatBuffer.wrap(threes), from, 0);
                    own.enqueue(new ClLaunch[] {launch});
                    own.read(to, 0, FloatBuffer.wrap(result));
                    own.finish();
                }
            }
        }
        return result;
    }

    /** Against the contract, but it must not take the JVM with it. */
    @Test
    void aQueueAndALaunchSurviveManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ClProgram program = program();
                ClLaunch launch = bind(program, arguments());
                ClQueue second = context.newQueue(Mode.PLAIN)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ClQueue used = i % 2 == 0 ? queue : second;
                runs.add(threads.submit(() -> {
                    for (int turn = 0; turn < 100; turn++) {
                        used.enqueue(new ClLaunch[] {launch});
                        used.finish();
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Closing what another thread is using is a fault that is told, not a crash. */
    @Test
    void closingUnderAnotherThreadIsAnException() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ClProgram program = program();
                ClLaunch launch = bind(program, arguments())) {
            Future<String> user = threads.submit(() -> {
                try {
                    while (true) {
                        queue.enqueue(new ClLaunch[] {launch});
                        queue.finish();
                    }
                } catch (BackendException e) {
                    return e.getMessage();
                }
            });
            Thread.sleep(50);
            x.close();
            assertThat(user.get()).contains("buffer of 16 F32 is used after it was closed");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void profiledLaunchesHaveTheirTimes() {
        try (ClProgram program = program();
                ClLaunch launch = bind(program, arguments());
                ClQueue timed = context.newQueue(Mode.PROFILING)) {
            timed.enqueue(new ClLaunch[] {launch});
            timed.enqueue(new ClLaunch[] {launch, launch});
            timed.enqueue(new ClLaunch[0]);
            assertThat(timed.takeTimes()).hasSize(3).satisfies(times -> {
                assertThat(times.get(0)).isPositive();
                assertThat(times.get(1)).isPositive();
                assertThat(times.get(2)).isZero();
            });
            assertThat(timed.takeTimes()).isEmpty();
            timed.enqueue(new ClLaunch[] {launch}); // its events go with the queue
        }
        queue.finish();
        assertThat(queue.takeTimes()).isEmpty();
    }

    @Test
    void divisionByZeroIsStillAnExceptionInJava() {
        int zero = (int) context.occupied() / (1 << 30);
        int thrown = 0;
        for (int i = 0; i < 5000; i++) {
            try {
                assertThat(i / zero).isNegative();
            } catch (ArithmeticException e) {
                thrown++;
            }
        }
        assertThat(thrown).isEqualTo(5000);
    }
}
