package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.BackendOptions;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.plan.Session;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that finds programs another one stored compiles none; one that finds anything else does as if there were nothing. */
class StoredProgramsTest {
    private static final Sequential NETWORK = Sequential.of(new ReLU(), MaxPool2d.of(2));
    private static final Tensor X = Tensor.of(new float[] {-1, 2, 3, -4, 5, 6, 7, -8}, 1, 1, 2, 4);

    @TempDir
    Path folder;

    private Path programs;

    @BeforeEach
    void needsADevice() {
        OpenCl.assumePresent();
        programs = folder.resolve("programs");
    }

    /** How many programs a backend compiled that ran the network right. */
    private static int compiled(Optional<Path> programs, BackendOptions options) {
        try (OpenClBackend backend = (OpenClBackend) OpenCl.open(options, programs);
                Session session = Session.open(Model.of(NETWORK, StateDict.initial(NETWORK, 1)), backend)) {
            Tensor y = session.run(X);
            assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 1, 2));
            assertThat(y.toFloats()).containsExactly(6, 7);
            assertThat(backend.programs().size()).isEqualTo(2);
            return backend.programs().compiled();
        }
    }

    private int compiled() {
        return compiled(Optional.of(programs), BackendOptions.defaults());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(programs)) {
            return files.toList();
        }
    }

    private void changeFiles(UnaryOperator<byte[]> change) throws IOException {
        for (Path file : files()) {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        }
    }

    @Test
    void theSecondBackendCompilesNothing() throws IOException {
        assertThat(compiled()).isEqualTo(2);
        assertThat(files()).hasSize(2);
        assertThat(compiled()).isZero();
        assertThat(compiled()).isZero();
    }

    @Test
    void damagedFilesAreMadeAgain() throws IOException {
        compiled();
        for (UnaryOperator<byte[]> damage : List.<UnaryOperator<byte[]>>of(
                bytes -> new byte[0],
                bytes -> new byte[bytes.length],
                bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                bytes -> Arrays.copyOfRange(bytes, 100, bytes.length))) {
            changeFiles(damage);
            assertThat(compiled()).isEqualTo(2);
            assertThat(compiled()).isZero();
        }
    }

    @Test
    void withoutAPlaceForFilesAllRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Optional<Path> place :
                List.of(Optional.<Path>empty(), Optional.of(file), Optional.of(file.resolve("x")))) {
            assertThat(compiled(place, BackendOptions.defaults())).isEqualTo(2);
        }
        Path missing = folder.resolve("a/b");
        assertThat(compiled(Optional.of(missing), BackendOptions.defaults())).isEqualTo(2);
        assertThat(compiled(Optional.of(missing), BackendOptions.defaults())).isZero();
    }

    /** A folder whose files cannot be changed: what is in it is used, what is not is compiled each time. */
    @Test
    void aReadOnlyFolderIsReadFrom() throws IOException {
        compiled();
        Files.delete(files().get(0));
        assertThat(programs.toFile().setWritable(false)).isTrue();
        try {
            assertThat(compiled()).isEqualTo(1);
            if (!Files.isWritable(programs)) { // root may write anywhere
                assertThat(compiled()).isEqualTo(1);
            }
        } finally {
            programs.toFile().setWritable(true);
        }
    }

    @Test
    void twoBackendsShareAFolder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 3; i++) {
                List<Future<Integer>> both =
                        List.of(threads.submit(() -> compiled()), threads.submit(() -> compiled()));
                for (Future<Integer> each : both) {
                    assertThat(each.get()).isBetween(0, 2);
                }
                assertThat(files()).hasSize(2);
                assertThat(compiled()).isZero();
                changeFiles(bytes -> new byte[7]);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anotherSourceIsAnotherProgram() throws IOException {
        compiled();
        Path kernels = folder.resolve("kernels");
        OpenCl.copyKernels(kernels);
        Path pool = kernels.resolve("pool/max.cl");
        Files.writeString(pool, Files.readString(pool) + "// changed\n");
        BackendOptions changed = BackendOptions.defaults().withKernels(kernels);
        assertThat(compiled(Optional.of(programs), changed)).isEqualTo(1);
        assertThat(files()).hasSize(3);
        assertThat(compiled(Optional.of(programs), changed)).isZero();
        assertThat(compiled()).isZero();
    }

    @Test
    void programsThatAreTriedAreNotStored() {
        try (OpenClBackend backend = (OpenClBackend) OpenCl.open(BackendOptions.defaults(), Optional.of(programs));
                Session session = Session.open(Model.of(NETWORK, StateDict.initial(NETWORK, 1)), backend)) {
            backend.tune("pool/max.cl", Map.of());
            session.run(X);
        }
        assertThat(programs).doesNotExist();
    }
}
