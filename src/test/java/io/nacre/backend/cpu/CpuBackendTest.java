package io.nacre.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.BackendProvider;
import io.nacre.backend.Buffer;
import io.nacre.backend.Candidate;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.error.BackendException;
import io.nacre.op.Activation;
import io.nacre.op.Reduce;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuBackendTest {
    private final Backend cpu = LoopKinds.open(LoopKind.scalar(), 2);

    @AfterEach
    void close() {
        cpu.close();
    }

    @Test
    void isFoundAsAService() {
        Candidate candidate = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> provider.candidates().stream())
                .filter(found -> found.name().equals("cpu-scalar"))
                .findFirst()
                .orElseThrow();
        Candidate.Available available = (Candidate.Available) candidate;
        assertThat(available.device().kind()).isEqualTo(Device.Kind.CPU);
        assertThat(available.device().name()).isNotBlank();
        assertThat(available.device().driver()).startsWith("JDK ");
        try (Backend opened = available.opener().open(BackendOptions.defaults())) {
            assertThat(opened.name()).isEqualTo("cpu-scalar");
            assertThat(opened.device()).isEqualTo(available.device());
        }
    }

    @Test
    void transfersFromHeapDirectAndMappedMemoryKeepPositions(@TempDir Path folder) throws IOException {
        FloatBuffer heap = FloatBuffer.wrap(new float[] {0, 1, 2, 3, 4}, 1, 3);
        FloatBuffer direct =
                ByteBuffer.allocateDirect(20).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
        direct.put(new float[] {0, 1, 2, 3, 4}).position(1).limit(4);
        try (FileChannel file = FileChannel.open(
                        folder.resolve("mapped"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                Queue queue = cpu.newQueue(Queue.Mode.PLAIN)) {
            FloatBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            mapped.put(new float[] {0, 1, 2, 3, 4}).position(1).limit(4);
            for (FloatBuffer host : List.of(heap, direct, mapped)) {
                try (Buffer buffer = cpu.allocate(DataType.F32, 5)) {
                    queue.write(host, buffer, 1);
                    float[] all = new float[5];
                    queue.read(buffer, 0, FloatBuffer.wrap(all));
                    assertThat(all).containsExactly(0, 1, 2, 3, 0);
                    queue.read(buffer, 2, host);
                    assertThat(host.position()).isEqualTo(1);
                    assertThat(host.limit()).isEqualTo(4);
                    assertThat(new float[] {host.get(0), host.get(1), host.get(2), host.get(3)})
                            .containsExactly(0, 2, 3, 0);
                }
            }
        }
    }

    @Test
    void wrongTransfersAreRefused() {
        try (Queue queue = cpu.newQueue(Queue.Mode.PLAIN);
                Backend other = LoopKinds.open(LoopKind.scalar(), BackendOptions.defaults());
                Buffer foreign = other.allocate(DataType.F32, 4);
                Buffer buffer = cpu.allocate(DataType.F32, 4)) {
            FloatBuffer three = FloatBuffer.allocate(3);
            fails(
                    () -> queue.write(three, buffer, 2),
                    "cpu-scalar write: 3 elements at offset 2 do not lie within a buffer of 4 F32");
            fails(
                    () -> queue.read(buffer, -1, three),
                    "cpu-scalar read: 3 elements at offset -1 do not lie within a buffer of 4 F32");
            fails(
                    () -> queue.read(buffer, Long.MAX_VALUE, three),
                    "cpu-scalar read: 3 elements at offset 9223372036854775807 do not lie within a buffer of 4 F32");
            fails(
                    () -> queue.write(IntBuffer.allocate(1), buffer, 0),
                    "cpu-scalar write: the device holds F32, the host buffer is a HeapIntBuffer");
            fails(
                    () -> queue.read(buffer, 0, three.asReadOnlyBuffer()),
                    "cpu-scalar read: the host buffer is read-only");
            fails(() -> queue.write(three, foreign, 0), "cpu-scalar write: the buffer belongs to another backend");
            buffer.close();
            buffer.close();
            fails(() -> queue.write(three, buffer, 0), "cpu-scalar: buffer of 4 F32 is closed");
            queue.close();
            queue.close();
            fails(() -> queue.write(three, buffer, 0), "cpu-scalar: the queue is closed");
            fails(queue::finish, "cpu-scalar: the queue is closed");
        }
    }

    @Test
    void tooMuchMemoryIsRefusedAndTheRestStaysUsable() {
        fails(
                () -> cpu.allocate(DataType.F32, 1L << 40),
                "cpu-scalar: a buffer of 1099511627776 elements, a Java array holds at most 2147483639");
        fails(
                () -> cpu.allocate(DataType.BOOL, 3),
                "cpu-scalar: a buffer of 3 BOOL was asked for, buffers hold at least 1 F32 or I32");
        fails(
                () -> cpu.allocate(DataType.I32, 0),
                "cpu-scalar: a buffer of 0 I32 was asked for, buffers hold at least 1 F32 or I32");
        Device small = new Device(Device.Kind.CPU, "small", "test", 5000);
        try (Backend backend = CpuBackend.open(LoopKind.scalar(), BackendOptions.defaults(), small)) {
            Buffer first = backend.allocate(DataType.F32, 1000);
            String text =
                    "cpu-scalar: no room for a buffer of 4000 bytes, 4000 of 5000 are taken; -Xmx gives the JVM more";
            fails(() -> backend.allocate(DataType.I32, 1000), text);
            fails(() -> backend.allocate(DataType.I32, 1000), text);
            first.close();
            first.close();
            backend.allocate(DataType.F32, 1000).close();
            fails(
                    () -> backend.allocate(DataType.F32, 1251),
                    "cpu-scalar: no room for a buffer of 5004 bytes, 0 of 5000 are taken; -Xmx gives the JVM more");
        }
    }

    @Test
    void wrongViewsAreRefusedWhenTheyAreBound() {
        TensorType type = TensorType.f32(3, 4);
        try (Queue queue = cpu.newQueue(Queue.Mode.PLAIN);
                Buffer floats = cpu.allocate(DataType.F32, 20);
                Buffer ints = cpu.allocate(DataType.I32, 20);
                Kernel kernel = kernel(type)) {
            View good = View.dense(floats, 0, type.shape());
            fails(
                    () -> kernel.bind(queue, List.of(good), List.of(new View(floats, 5, 6)), null),
                    "cpu-scalar Unary: output 0 (f32 3×4) with offset 5 and batch stride 6 ends at element 21 of a"
                            + " buffer of 20 F32");
            fails(
                    () -> kernel.bind(queue, List.of(View.dense(ints, 0, type.shape())), List.of(good), null),
                    "cpu-scalar Unary: input 0 is f32 3×4, but lies in a buffer of 20 I32");
            fails(() -> kernel.bind(queue, List.of(), List.of(good), null), "cpu-scalar Unary: 0 views for 1 inputs");
            try (Backend other = LoopKinds.open(LoopKind.scalar(), BackendOptions.defaults());
                    Queue foreign = other.newQueue(Queue.Mode.PLAIN)) {
                fails(
                        () -> kernel.bind(foreign, List.of(good), List.of(good), null),
                        "cpu-scalar Unary: the queue belongs to another backend");
            }
            kernel.close();
            kernel.close();
        }
    }

    @Test
    void integersAreNotReduced() {
        TensorType ints = new TensorType(DataType.I32, Shape.of(2));
        fails(
                () -> cpu.prepare(
                        new Reduce(Reduce.Function.SUM, List.of(0), true),
                        List.of(ints),
                        Constants.NONE,
                        Accuracy.STRICT),
                "cpu Reduce: input is i32 2, the CPU computes with f32 only");
    }

    @Test
    void profilingQueuesTimeEachLaunch() {
        TensorType type = TensorType.f32(100, 100);
        try (Queue queue = cpu.newQueue(Queue.Mode.PROFILING);
                Queue plain = cpu.newQueue(Queue.Mode.PLAIN);
                Buffer in = cpu.allocate(DataType.F32, 10000);
                Buffer out = cpu.allocate(DataType.F32, 10000);
                Kernel kernel = kernel(type)) {
            for (Queue each : List.of(queue, plain)) {
                try (Launch launch = kernel.bind(
                        each,
                        List.of(View.dense(in, 0, type.shape())),
                        List.of(View.dense(out, 0, type.shape())),
                        null)) {
                    for (int i = 0; i < 100; i++) {
                        launch.enqueue();
                    }
                }
            }
            assertThat(queue.takeTimes()).hasSize(100).allMatch(nanos -> nanos > 0);
            assertThat(queue.takeTimes()).isEmpty();
            assertThat(plain.takeTimes()).isEmpty();
        }
    }

    @Test
    void afterClosingNothingIsMade() {
        TensorType type = TensorType.f32(4);
        Queue queue = cpu.newQueue(Queue.Mode.PLAIN);
        Buffer buffer = cpu.allocate(DataType.F32, 8);
        Kernel kernel = kernel(type);
        Launch launch = kernel.bind(
                queue,
                List.of(View.dense(buffer, 0, type.shape())),
                List.of(View.dense(buffer, 4, type.shape())),
                null);
        launch.close();
        launch.close();
        fails(launch::enqueue, "cpu: a closed launch was enqueued");
        queue.close();
        buffer.close();
        kernel.close();
        cpu.close();
        cpu.close();
        fails(() -> cpu.allocate(DataType.F32, 1), "cpu-scalar: the backend is closed");
        fails(() -> cpu.newQueue(Queue.Mode.PLAIN), "cpu-scalar: the backend is closed");
        fails(() -> kernel(type), "cpu-scalar: the backend is closed");
    }

    private Kernel kernel(TensorType type) {
        return cpu.prepare(
                new Unary(Activation.of(Activation.Function.EXP)), List.of(type), Constants.NONE, Accuracy.STRICT);
    }

    private static void fails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BackendException.class).hasMessage(message);
    }
}
