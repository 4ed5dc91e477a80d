package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.opencl.cl.ClHandle;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelProgram;
import io.nacre.error.BackendException;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The files under {@code kernels/}: built in, alone, edited and broken. */
class KernelFilesTest {
    private static final Convolution CONVOLUTION =
            new Convolution(Window.of(new Axis(3, 1, 1, 1, 1), new Axis(3, 2, 1, 0, 1)), 1, Epilogue.NONE);

    @TempDir
    private Path folder;

    private static List<String> files(String suffix) throws IOException {
        Path root = Path.of("kernels");
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileCompilesAloneWithItsDefaults() throws IOException {
        return files(".cl").stream()
                .filter(file -> !file.startsWith("examples/")) // those are a user's own
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults())) {
                        KernelProgram built = backend.programs().program(file, BuildOptions.NONE);
                        assertThat(built.program().parameterNames(built.head().kernel()))
                                .contains("y", "y_offset");
                    }
                }));
    }

    @Test
    void everyFileIsInTheJarAndKernelsAreAscii() throws IOException {
        for (String file : files("")) {
            if (Files.isRegularFile(Path.of("kernels", file))) {
                byte[] bytes = Files.readAllBytes(Path.of("kernels", file));
                assertThat(KernelFilesTest.class.getResourceAsStream("/io/nacre/kernels/" + file))
                        .as(file)
                        .hasBinaryContent(bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
                assertThat(ascii || file.endsWith(".md")).as(file + " is ASCII").isTrue();
            }
        }
    }

    @Test
    void tilesAndWorkSplitChangeInTheFileAlone() throws IOException {
        Tensor x = integers(2, 3, 9, 37);
        Tensor w = integers(11, 3, 3, 3);
        float[] expected;
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults())) {
            expected = OpenCl.run(backend, CONVOLUTION, x, w);
        }
        OpenCl.copyKernels(folder);
        edit("convolution/direct.cl", "#define TILE_W 16", "#define TILE_W 4");
        edit("convolution/direct.cl", "#define TILE_C 8", "#define TILE_C 3");
        assertThat(runFromFolder(x, w)).isEqualTo(expected);

        edit(
                "convolution/direct.cl",
                "@global ceil(out_w, TILE_W), groups * ceil(group_out, TILE_C)",
                "@global groups * ceil(group_out, TILE_C), ceil(out_w, TILE_W)");
        edit("convolution/direct.cl", "@local  LOCAL_W, LOCAL_C, 1", "@local 2, 3 + LOCAL_W, 1");
        edit("convolution/direct.cl", "get_global_id(0)", "get_global_id(9)");
        edit("convolution/direct.cl", "get_global_id(1)", "get_global_id(0)");
        edit("convolution/direct.cl", "get_global_id(9)", "get_global_id(1)");
        assertThat(runFromFolder(x, w)).isEqualTo(expected);
    }

    private float[] runFromFolder(Tensor x, Tensor w) {
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults().withKernels(folder))) {
            return OpenCl.run(backend, CONVOLUTION, x, w);
        }
    }

    @Test
    void compilersNameTheRealFileAndLine() throws IOException {
        OpenCl.copyKernels(folder);
        edit("common/activation.clh", "{ return rint(x); }", "{ return rint(x) }");
        int line = 1
                + Files.readAllLines(folder.resolve("common/activation.clh")).stream()
                        .map(text -> text.contains("rint(x) }"))
                        .toList()
                        .indexOf(true);
        long before = ClHandle.live();
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults().withKernels(folder))) {
            assertThatThrownBy(() -> OpenCl.run(backend, new Unary(Activation.relu()), integers(3)))
                    .isInstanceOf(BackendException.class)
                    .hasMessageStartingWith("OpenCL: kernels/pointwise/unary.cl does not compile on ")
                    .hasMessageContaining("kernels/common/activation.clh:" + line + ":");
        }
        assertThat(ClHandle.live()).isEqualTo(before);
    }

    @Test
    void aParameterThatIsNotOfferedIsNamed() throws IOException {
        OpenCl.copyKernels(folder);
        edit("pointwise/unary.cl", "const int function, ", "const int function, const int colour, ");
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults().withKernels(folder))) {
            assertThatThrownBy(() -> OpenCl.run(backend, new Unary(Activation.relu()), integers(3)))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("parameter 'colour' of kernel 'pointwise_unary' is not among [");
        }
    }

    @Test
    void aCpuDeviceKeepsToTheThreadsItIsGiven() {
        Tensor x = integers(1, 2, 5, 6);
        Tensor w = integers(3, 2, 3, 3);
        try (OpenClBackend whole = OpenCl.open(BackendOptions.defaults());
                OpenClBackend part = OpenCl.open(BackendOptions.defaults().withThreads(1))) {
            assertThat(part.concurrency()).isEqualTo(1);
            assertThat(OpenCl.run(part, CONVOLUTION, x, w)).isEqualTo(OpenCl.run(whole, CONVOLUTION, x, w));
        }
    }

    @Test
    void equalProgramsAreBuiltOnce() {
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults())) {
            OpenCl.run(backend, CONVOLUTION, integers(1, 2, 5, 6), integers(3, 2, 3, 3));
            OpenCl.run(backend, CONVOLUTION, integers(2, 4, 9, 7), integers(5, 4, 3, 3));
            Window padded = Window.of(new Axis(3, 1, 1, 2, 0), new Axis(3, 2, 1, 1, 1));
            OpenCl.run(backend, new Convolution(padded, 1, Epilogue.NONE), integers(1, 1, 4, 4), integers(1, 1, 3, 3));
            assertThat(backend.programs().size()).isEqualTo(1);
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private static Tensor integers(int... extents) {
        Tensor tensor = Tensor.zeros(TensorType.f32(extents));
        for (int i = 0; i < tensor.type().elements(); i++) {
            tensor.floats().put(i, (i * 7 + 3) % 11 - 5);
        }
        return tensor;
    }
}
