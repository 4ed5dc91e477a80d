package io.nacre.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.error.BackendException;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadsTest {
    private static final Window THREE = Window.of(new Axis(3, 1, 1, 1, 1), new Axis(3, 1, 1, 1, 1));
    private static final Epilogue RELU = Epilogue.of(new Epilogue.Activate(Activation.relu()));

    record Work(Op op, Tensor... inputs) {
        @Override
        public String toString() {
            return op.kind();
        }
    }

    static List<Work> works() {
        Tensor x = random(2, 20, 41, 43);
        return List.of(
                new Work(new Convolution(THREE, 1, RELU), x, random(70, 20, 3, 3)),
                new Work(new Convolution(THREE, 20, RELU), x, random(20, 1, 3, 3)),
                new Work(new Convolution(THREE, 20, RELU), random(2, 20, 3, 43), random(20, 1, 3, 3)),
                new Work(new Convolution(THREE, 20, RELU), random(2, 20, 1, 43), random(20, 1, 3, 3)),
                new Work(new ConvolutionTranspose(THREE, List.of(0, 0), 1, RELU), x, random(20, 9, 3, 3)),
                new Work(new MatMul(RELU), random(130, 401), random(401, 1030)),
                new Work(new MaxPool(THREE, false, true), x),
                new Work(new Softmax(1, true), x),
                new Work(new Reduce(Reduce.Function.SUM, List.of(2, 3), true), x),
                new Work(new Unary(Activation.of(Activation.Function.GELU)), x),
                new Work(new Binary(Binary.Function.DIV), x, random(43)));
    }

    static Stream<Arguments> worksOnEachKindOfLoop() {
        return LoopKinds.all().stream().flatMap(loops -> works().stream().map(work -> Arguments.of(loops, work)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("worksOnEachKindOfLoop")
    void resultsDoNotDependOnTheNumberOfThreads(LoopKind loops, Work work) {
        List<float[]> results = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (Backend cpu = LoopKinds.open(loops, threads)) {
                assertThat(cpu.concurrency()).isEqualTo(threads);
                results.add(OneOp.run(cpu, work.op, work.inputs).get(0).toFloats());
            }
        }
        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertThat(results.get(2)).isEqualTo(results.get(0));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("worksOnEachKindOfLoop")
    void enqueueAllocatesNothing(LoopKind loops, Work work) {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean,
                "this JVM does not count the bytes a thread allocates");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend cpu = LoopKinds.open(loops, 2);
                OneOp one = new OneOp(cpu, work.op, work.inputs)) {
            int launches = 100;
            // Vectors are objects until the loops around them are compiled.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            long allocated;
            do {
                allocated = allocated(threads, one, launches);
            } while (allocated >= 16L * launches && System.nanoTime() < deadline);
            assertThat(allocated)
                    .as("the JVM itself may once need some bytes; the smallest object a launch would be 16 bytes each")
                    .isLessThan(16L * launches);
        }
    }

    private static long allocated(com.sun.management.ThreadMXBean threads, OneOp one, int launches) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int launch = 0; launch < launches; launch++) {
            one.launch.enqueue();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void everyTileRunsOnceHoweverManyHelp() throws Exception {
        try (Workers workers = new Workers("test", 3)) {
            Team team = new Team(workers, 4);
            List<Thread> callers = new ArrayList<>();
            List<AtomicIntegerArray> counts = new ArrayList<>();
            for (int caller = 0; caller < 3; caller++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(37);
                counts.add(runs);
                ParallelLoop loop = new ParallelLoop("test", tiles(37, runs), team);
                Thread thread = new Thread(() -> {
                    Workspace workspace = new Workspace();
                    for (int round = 0; round < 1000; round++) {
                        loop.runAll(workspace);
                    }
                });
                thread.start();
                callers.add(thread);
            }
            for (Thread caller : callers) {
                caller.join();
            }
            for (AtomicIntegerArray runs : counts) {
                for (int tile = 0; tile < 37; tile++) {
                    assertThat(runs.get(tile)).isEqualTo(1000);
                }
            }
        }
    }

    @Test
    void helpThatIsRefusedIsDoneWithout() {
        AtomicIntegerArray runs = new AtomicIntegerArray(5);
        Team team = new Team(
                task -> {
                    throw new RejectedExecutionException("busy");
                },
                4);
        new ParallelLoop("test", tiles(5, runs), team).runAll(new Workspace());
        for (int tile = 0; tile < 5; tile++) {
            assertThat(runs.get(tile)).isEqualTo(1);
        }
    }

    @Test
    void aFailureInATileReachesTheCaller() {
        try (Workers workers = new Workers("test", 2)) {
            Tiles tiles = new Tiles() {
                @Override
                public int count() {
                    return 9;
                }

                @Override
                public void run(int tile, Workspace workspace) {
                    if (tile == 7) {
                        throw new IllegalStateException("tile 7");
                    }
                }
            };
            ParallelLoop loop = new ParallelLoop("cpu Test", tiles, new Team(workers, 3));
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(() -> loop.runAll(new Workspace()))
                        .isInstanceOf(BackendException.class)
                        .hasMessage("cpu Test: failed while it ran: java.lang.IllegalStateException: tile 7");
            }
        }
    }

    static List<LoopKind> kindsOfLoop() {
        return LoopKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kindsOfLoop")
    void anExecutorThatIsHandedInHelpsAndStaysOpen(LoopKind loops) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Work work = new Work(new MatMul(RELU), random(130, 401), random(401, 1030));
        try (Backend alone = LoopKinds.open(loops, 1)) {
            Backend cpu = LoopKinds.open(
                    loops, BackendOptions.defaults().withThreads(3).withExecutor(executor));
            assertThat(OneOp.run(cpu, work.op, work.inputs).get(0).toFloats())
                    .isEqualTo(OneOp.run(alone, work.op, work.inputs).get(0).toFloats());
            cpu.close();
        }
        Future<Integer> answer = executor.submit(() -> 42);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(42);
        executor.shutdown();
    }

    @Test
    void closingEndsTheThreads() {
        Workers workers = new Workers("test-ends", 2);
        assertThat(threads("test-ends")).hasSize(2).allMatch(Thread::isDaemon);
        workers.close();
        workers.close();
        assertThat(threads("test-ends")).isEmpty();
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    private static Tiles tiles(int count, AtomicIntegerArray runs) {
        return new Tiles() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public void run(int tile, Workspace workspace) {
                Arrays.fill(workspace.row(), tile);
                runs.incrementAndGet(tile);
                assertThat(workspace.row()).containsOnly(tile); // nobody else has this workspace
            }
        };
    }

    private static Tensor random(int... extents) {
        Random random = new Random(3);
        float[] values = new float[(int) Shape.of(extents).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, extents);
    }
}
