package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Buffer;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Op;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every backend promises besides right numbers: transfers, binding, queues, threads, closing. */
@ExtendWith(OnEveryBackend.class)
class SeamTest {
    private static final Unary NEGATE = new Unary(Activation.of(Activation.Function.NEG));
    private static final List<TensorType> FOUR = List.of(TensorType.f32(4));

    private interface Promise {
        void keep(CheckedBackend backend, Handles handles) throws Exception;
    }

    private static Stream<DynamicTest> each(String name, Promise promise) {
        return OnEveryBackend.each(List.of(name), title -> title, (backend, title) -> {
            try (Handles handles = new Handles()) {
                promise.keep(backend, handles);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            assertThat(backend.open()).isEmpty();
        });
    }

    private static float[] read(Queue queue, Buffer buffer, int offset, int elements) {
        FloatBuffer host = FloatBuffer.allocate(elements);
        queue.read(buffer, offset, host);
        queue.finish();
        return host.array();
    }

    private static View four(Buffer buffer, int offset) {
        return View.dense(buffer, offset, Shape.of(4));
    }

    @TestFactory
    Stream<DynamicTest> transfersCopyTheRemainingElements() {
        return each("transfers", (backend, handles) -> {
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            Buffer floats = handles.add(backend.allocate(DataType.F32, 8));
            FloatBuffer part =
                    FloatBuffer.wrap(new float[] {9, 1, 2, 3, 9}).position(1).limit(4);
            queue.write(part, floats, 0);
            queue.write(part.slice().asReadOnlyBuffer(), floats, 3);
            FloatBuffer direct =
                    ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer();
            direct.put(2, 7).put(3, 8).position(2);
            queue.write(direct, floats, 6);
            direct.put(2, 99); // the host buffer is free again
            assertThat(read(queue, floats, 0, 8)).containsExactly(1, 2, 3, 1, 2, 3, 7, 8);
            direct.position(1).limit(3);
            queue.read(floats, 5, direct);
            queue.finish();
            assertThat(direct.get(0)).isZero();
            assertThat(direct.get(1)).isEqualTo(3);
            assertThat(direct.get(2)).isEqualTo(7);
            Buffer ints = handles.add(backend.allocate(DataType.I32, 3));
            queue.write(IntBuffer.wrap(new int[] {1, Integer.MIN_VALUE, -1}), ints, 0);
            IntBuffer back = IntBuffer.allocate(4).position(2);
            queue.read(ints, 1, back);
            queue.finish();
            assertThat(back.array()).containsExactly(0, 0, Integer.MIN_VALUE, -1);
        });
    }

    @TestFactory
    Stream<DynamicTest> aKernelIsBoundManyTimes() {
        return each("two bindings of one kernel", (backend, handles) -> {
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            Buffer memory = handles.add(backend.allocate(DataType.F32, 16));
            Kernel kernel = handles.add(backend.prepare(NEGATE, FOUR, Constants.NONE, Accuracy.STRICT));
            Kernel again = backend.prepare(NEGATE, FOUR, Constants.NONE, Accuracy.STRICT);
            Launch first = handles.add(kernel.bind(queue, List.of(four(memory, 0)), List.of(four(memory, 4)), null));
            Launch second = handles.add(kernel.bind(queue, List.of(four(memory, 4)), List.of(four(memory, 9)), null));
            again.close();
            again.close();
            for (float value : new float[] {1, 2}) {
                queue.write(FloatBuffer.wrap(new float[] {value, 2, 3, 4}), memory, 0);
                first.enqueue(); // in order: no finish between them
                second.enqueue();
                assertThat(read(queue, memory, 4, 4)).containsExactly(-value, -2, -3, -4);
                assertThat(read(queue, memory, 9, 4)).containsExactly(value, 2, 3, 4);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> profilingQueuesTimeTheirLaunches() {
        return each("profiling", (backend, handles) -> {
            Queue plain = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PROFILING));
            Buffer memory = handles.add(backend.allocate(DataType.F32, 8));
            Kernel kernel = handles.add(backend.prepare(NEGATE, FOUR, Constants.NONE, Accuracy.STRICT));
            queue.write(FloatBuffer.allocate(4), memory, 0);
            for (Queue own : List.of(plain, queue)) {
                Launch launch = handles.add(kernel.bind(own, List.of(four(memory, 0)), List.of(four(memory, 4)), null));
                launch.enqueue();
                launch.enqueue();
            }
            assertThat(queue.takeTimes()).hasSize(2).allMatch(nanoseconds -> nanoseconds >= 0);
            assertThat(queue.takeTimes()).isEmpty();
            assertThat(plain.takeTimes()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> backendsServeManyThreads() {
        Axis axis = new Axis(3, 1, 1, 1, 1);
        Op op = new Convolution(Window.of(axis, axis), 1, Epilogue.NONE);
        return each("four threads", (backend, handles) -> {
            ExecutorService threads = handles.add(new Threads(4)).service;
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Data data = new Data(i);
                Tensor x = data.integers(1, 3, 5 + i % 3, 7);
                Tensor weight = data.integers(4, 3, 3, 3);
                Expected expected = Oracle.of(op, List.of(x, weight), true).get(0);
                answers.add(threads.submit(() ->
                        expected.differences(Trial.run(backend, op, x, weight).get(0))));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEmpty();
            }
        });
    }

    private record Threads(ExecutorService service) implements AutoCloseable {
        Threads(int count) {
            this(Executors.newFixedThreadPool(count));
        }

        @Override
        public void close() {
            service.shutdownNow();
        }
    }

    @TestFactory
    Stream<DynamicTest> closingTwiceIsHarmless() {
        return each("closing twice", (backend, handles) -> {
            Queue queue = backend.newQueue(Queue.Mode.PLAIN);
            Buffer memory = backend.allocate(DataType.F32, 8);
            Kernel kernel = backend.prepare(NEGATE, FOUR, Constants.NONE, Accuracy.STRICT);
            queue.write(FloatBuffer.allocate(4), memory, 0);
            Launch launch = kernel.bind(queue, List.of(four(memory, 0)), List.of(four(memory, 4)), null);
            launch.enqueue();
            for (AutoCloseable handle : List.of(launch, launch, kernel, kernel, queue, queue, memory, memory)) {
                handle.close();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> manyBuffersAreIndependent() {
        return each("forty buffers", (backend, handles) -> {
            Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
            List<Buffer> buffers = IntStream.range(0, 40)
                    .mapToObj(i -> handles.add(backend.allocate(DataType.F32, 1 + i)))
                    .toList();
            for (Buffer buffer : buffers) {
                float[] values = new float[(int) buffer.elements()];
                Arrays.fill(values, buffer.elements());
                queue.write(FloatBuffer.wrap(values), buffer, 0);
            }
            for (Buffer buffer : buffers) {
                assertThat(read(queue, buffer, 0, (int) buffer.elements())).containsOnly(buffer.elements());
            }
        });
    }
}
