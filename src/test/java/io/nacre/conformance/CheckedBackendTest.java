package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Buffer;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.conformance.OracleBackend.Fault;
import io.nacre.error.BackendException;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the checks find what they are for: each planted fault is caught, and a sound backend passes every case. */
class CheckedBackendTest {
    private static final Unary RELU = new Unary(Activation.relu());
    private static final List<TensorType> SIX = List.of(TensorType.f32(2, 3));

    private final CheckedBackend backend = new CheckedBackend(new OracleBackend(Fault.NONE));

    @TestFactory
    Stream<DynamicTest> soundBackendPasses() {
        List<OpCase> all = Stream.of(
                        ConvolutionCases.all(),
                        ConvolutionTransposeCases.all(),
                        MatMulCases.all(),
                        PoolCases.max(),
                        MovementCases.concat(),
                        ResizeCases.all(),
                        RowCases.softmax())
                .flatMap(List::stream)
                .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i % 7 == 0)
                .mapToObj(all::get)
                .map(trial -> DynamicTest.dynamicTest(trial.name(), () -> Trial.check(backend, trial)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WRITES_BEHIND_THE_END | oracle Convolution (oracle): changed element 119 of a buffer of 133 F32, outside",
                "WRITES_IN_FRONT | oracle Convolution (oracle): changed element 61 of a buffer of 133 F32, outside",
                "FILLS_THE_GAPS | outside input 0 (from 3 to 38, batch stride 19)",
                "FORGETS_AN_ELEMENT | output 0 of 2×3×3×3: element [1, 2, 2, 2] was never written",
                "CHANGES_AN_INPUT | part of input 0: it was",
                "CHANGES_A_CONSTANT | oracle Convolution (oracle): changed element 0 of a packed constant of 24",
                "TRUSTS_SCRATCH | output 0 of 2×3×3×3: element [0, 0, 0, 0] was never written, or follows from memory",
                "ADDS_TO_THE_OUTPUT | output 0 of 2×3×3×3: element [0, 0, 0, 0] was never written, or follows from",
                "IGNORES_OFFSETS | element [0, 0, 0, 0] was never written",
                "ONE_ROUNDING_TOO_MUCH | output 0: 54 of 54 elements of f32 2×3×3×3 are wrong; first",
            })
    void plantedFaultIsCaught(Fault fault, String message) {
        Data data = new Data(1);
        Axis axis = new Axis(2, 1, 1, 0, 0);
        OpCase trial = OpCase.of(
                        "conv",
                        new Convolution(Window.of(axis, axis), 1, Epilogue.NONE),
                        data.floats(2, 1, 4, 4),
                        data.floats(3, 1, 2, 2))
                .shared();
        OpCase packed = OpCase.of("conv", trial.op(), data.floats(2, 2, 4, 4), data.floats(3, 2, 2, 2))
                .withConstants(Set.of(1));
        CheckedBackend faulty = new CheckedBackend(new OracleBackend(fault));
        assertThatThrownBy(() -> Trial.check(faulty, fault == Fault.CHANGES_A_CONSTANT ? packed : trial))
                .hasMessageContaining(message);
        assertThat(faulty.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WRITES_BEHIND_THE_END, wrote 1 elements behind", "WRITES_IN_FRONT, wrote 1 elements in front of"})
    void guardsOfSeparateBuffersAreWatched(Fault fault, String message) {
        CheckedBackend faulty = new CheckedBackend(new OracleBackend(fault));
        OpCase trial = OpCase.of("relu", RELU, new Data(1).floats(2, 3));
        assertThatThrownBy(() -> Trial.check(faulty, trial)).hasMessageContaining(message + " buffer of 6 F32");
    }

    @Test
    void wrongIndexIsCaught() {
        CheckedBackend faulty = new CheckedBackend(new OracleBackend(Fault.LAST_OF_TIES));
        MaxPool pool = new MaxPool(Window.of(new Axis(2, 2, 1, 0, 0)), false, true);
        OpCase trial = OpCase.of("ties", pool, new Data(1).mixed(new float[] {1}, 1, 1, 4));
        assertThatThrownBy(() -> Trial.check(faulty, trial))
                .hasMessageContaining("output 1: ")
                .hasMessageContaining("first [0, 0, 0]: expected 0.0, got 1");
    }

    @Test
    void openHandlesAreKnown() {
        Queue queue = backend.newQueue(Queue.Mode.PLAIN);
        Buffer buffer = backend.allocate(DataType.I32, 7);
        assertThat(backend.open()).containsExactly("buffer of 7 I32", "queue");
        buffer.close();
        buffer.close();
        assertThat(backend.open()).containsExactly("queue");
        assertThatThrownBy(backend::close)
                .isInstanceOf(BackendException.class)
                .hasMessage("oracle: is closed with 1 handles open: [queue]");
        queue.close();
    }

    @Test
    void transfersAreChecked() {
        try (Queue queue = backend.newQueue(Queue.Mode.PLAIN);
                Buffer buffer = backend.allocate(DataType.F32, 4)) {
            assertThatThrownBy(() -> queue.write(FloatBuffer.allocate(3), buffer, 2))
                    .hasMessage("write: of 3 elements at 2 leaves the buffer of 4 F32");
            assertThatThrownBy(() -> queue.read(buffer, 0, IntBuffer.allocate(4)))
                    .hasMessage("read: pairs a HeapIntBuffer with a buffer of 4 F32");
            buffer.close();
            assertThatThrownBy(() -> queue.write(FloatBuffer.allocate(1), buffer, 0))
                    .hasMessage("write: lies in a buffer that is closed (buffer of 4 F32)");
        }
    }

    @Test
    void freshMemoryIsPoisoned() {
        try (Queue queue = backend.newQueue(Queue.Mode.PLAIN);
                Buffer buffer = backend.allocate(DataType.F32, 4)) {
            FloatBuffer host = FloatBuffer.allocate(4);
            queue.read(buffer, 0, host);
            queue.finish();
            assertThat(host.array()).containsOnly(Float.NaN);
        }
    }

    @Test
    void bindingsAreChecked() {
        try (Queue queue = backend.newQueue(Queue.Mode.PLAIN);
                Buffer memory = backend.allocate(DataType.F32, 32);
                Buffer scratch = backend.allocate(DataType.F32, 8);
                Kernel kernel = backend.prepare(RELU, SIX, Constants.NONE, Accuracy.STRICT)) {
            View room = View.dense(scratch, 0, Shape.of(8));
            View first = new View(memory, 0, 3);
            refuses(
                    "scratch from 4 to 9 leaves the buffer of 8 F32",
                    () -> kernel.bind(queue, List.of(first), List.of(new View(memory, 6, 3)), new View(scratch, 4, 1)));
            refuses(
                    "is bound without scratch, it needs 5",
                    () -> kernel.bind(queue, List.of(first), List.of(new View(memory, 6, 3)), null));
            refuses(
                    "output 0 overlaps input 0",
                    () -> kernel.bind(queue, List.of(first), List.of(new View(memory, 5, 3)), room));
            refuses(
                    "output 0 from 28 to 34 leaves the buffer of 32 F32",
                    () -> kernel.bind(queue, List.of(first), List.of(new View(memory, 28, 3)), room));
            refuses(
                    "output 0 of f32 2×3 has batch stride 2, at least 3",
                    () -> kernel.bind(queue, List.of(first), List.of(new View(memory, 6, 2)), room));
            refuses("is bound with 0 inputs, expected 1", () -> kernel.bind(queue, List.of(), List.of(first), room));
            queue.close();
            assertThatThrownBy(() -> kernel.bind(queue, List.of(first), List.of(new View(memory, 6, 3)), room))
                    .hasMessage("oracle Unary (oracle): uses a queue that is closed");
        }
    }

    private static void refuses(String fault, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(BackendException.class).hasMessage("oracle Unary (oracle): " + fault);
    }

    @Test
    void interleavedViewsDoNotOverlap() {
        try (Queue queue = backend.newQueue(Queue.Mode.PLAIN);
                Buffer memory = backend.allocate(DataType.F32, 16);
                Buffer scratch = backend.allocate(DataType.F32, 8);
                Kernel kernel = backend.prepare(RELU, SIX, Constants.NONE, Accuracy.STRICT)) {
            View even = new View(memory, 0, 6);
            View odd = new View(memory, 3, 6);
            queue.write(FloatBuffer.wrap(new float[] {1, 2, 3}), memory, 0);
            queue.write(FloatBuffer.wrap(new float[] {4, 5, 6}), memory, 6);
            try (var launch = kernel.bind(queue, List.of(even), List.of(odd), View.dense(scratch, 0, Shape.of(8)))) {
                launch.enqueue();
            }
            FloatBuffer host = FloatBuffer.allocate(12);
            queue.read(memory, 0, host);
            queue.finish();
            assertThat(host.array()).containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
        }
    }
}
