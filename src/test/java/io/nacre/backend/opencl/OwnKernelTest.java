package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Constants;
import io.nacre.backend.Kernel;
import io.nacre.backend.opencl.cl.ClHandle;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.op.Activation;
import io.nacre.op.Unary;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of a user's own: in a model, tuned, and wrong in what they say of themselves. */
class OwnKernelTest {
    private static final Path CONVOLUTION = Path.of("kernels", "examples", "convolution.cl");
    private static final Unary NEGATION = new Unary(Activation.of(Activation.Function.NEG));
    private static final String HEAD = "// @kernel mine\n// @global batch * sample\n// @local LOCAL\n";
    private static final String MACROS = """
            #ifndef LOCAL // work-group
            #define LOCAL 4
            #endif
            """;
    private static final String BODY = """
            kernel void mine(const global float *x, global float *y, const long batch, const long sample) {
                const long i = get_global_id(0);
                if (i < batch * sample) y[i] = -x[i];
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String... parts) throws IOException {
        return Files.writeString(folder.resolve("mine.cl"), String.join("", parts));
    }

    private static OpenClBackend open(String op, Path file) {
        return OpenCl.open(BackendOptions.defaults().withKernel(op, file));
    }

    private static Tensor numbers(int... extents) {
        Tensor tensor = Tensor.zeros(TensorType.f32(extents));
        for (int i = 0; i < tensor.type().elements(); i++) {
            tensor.floats().put(i, (i * 7 + 3) % 11 - 5);
        }
        return tensor;
    }

    private static Kernel prepared(OpenClBackend backend) {
        return backend.prepare(NEGATION, List.of(TensorType.f32(3, 5)), Constants.NONE, Accuracy.STRICT);
    }

    /** One convolution fits, the other is left to the built-in kernels; both have an epilogue, and the batch is two. */
    @Test
    void aModelRunsOnItWhereItFits() throws IOException {
        Path own = folder.resolve("own.cl");
        String text = Files.readString(CONVOLUTION);
        Files.writeString(own, text.replace("@requires axes <= 2", "@requires axes == 2 && group_in == 3"));
        Sequential network = Sequential.of(
                Conv2d.of(3, 4, 3).padding(1), new ReLU(), MaxPool2d.of(2), Conv2d.of(4, 5, 1), new ReLU());
        Model model = Model.of(network, StateDict.initial(network, 1));
        Tensor x = numbers(2, 3, 7, 9);
        Tensor expected;
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Session session = Session.open(model, backend)) {
            expected = session.run(x);
        }
        try (OpenClBackend backend = open("Convolution", own);
                Session session = Session.open(model, backend)) {
            Tensor y = session.run(x);
            for (int i = 0; i < expected.type().elements(); i++) {
                assertThat(y.floats().get(i))
                        .isCloseTo(expected.floats().get(i), org.assertj.core.data.Offset.offset(1e-5f));
            }
            Plan plan = session.plan(List.of(x));
            assertThat(plan.describe())
                    .contains(own + ", then its epilogue")
                    .contains("not " + own + ": it requires axes == 2 && group_in == 3");
        }
    }

    @Test
    void macrosAreTunedAndShown() throws IOException {
        Path file = file(HEAD, MACROS, BODY);
        BackendOptions options = BackendOptions.defaults().withKernel("unary", file);
        try (OpenClBackend backend = OpenCl.open(options.withMacros(file.toString(), Map.of("LOCAL", 2L)));
                Kernel kernel = prepared(backend)) {
            assertThat(kernel.algorithm()).isEqualTo(file + " LOCAL=2");
            assertThat(OpenCl.run(backend, NEGATION, numbers(3))).containsExactly(2, -5, -1);
            backend.tune(file.toString(), Map.of());
            try (Kernel untuned = prepared(backend)) {
                assertThat(untuned.algorithm()).isEqualTo(file + " LOCAL=4");
            }
            backend.tune(file.toString(), Map.of("LOCLA", 2L));
            assertThatThrownBy(() -> prepared(backend))
                    .isInstanceOf(BackendException.class)
                    .hasMessage(file + ": 'LOCLA' is not among its macros [LOCAL]");
        }
        assertThatThrownBy(() -> OpenCl.open(options.withMacros("unary.cl", Map.of("LOCAL", 2L))))
                .isInstanceOf(BackendException.class)
                .hasMessage("kernels/unary.cl: there is no such file in the built-in kernels");
    }

    @Test
    void builtInKernelsAreTunedTheSameWay() {
        BackendOptions options = BackendOptions.defaults().withMacros("pointwise/unary.cl", Map.of("LANES", 2L));
        try (OpenClBackend backend = OpenCl.open(options);
                Kernel kernel = prepared(backend)) {
            assertThat(kernel.algorithm()).startsWith("pointwise/unary LANES=2 ");
            assertThat(OpenCl.run(backend, NEGATION, numbers(3))).containsExactly(2, -5, -1);
        }
    }

    @Test
    void aParameterThatIsNotOfferedIsNamedWithItsLine() throws IOException {
        Path file = file(HEAD, MACROS, BODY.replace("const long batch,", "const long batch, const int colour,"));
        refused(file, file + ":7: parameter 'colour' of kernel 'mine' is not among [a, b, batch, ");
        file(HEAD, MACROS, BODY.replace("const long batch,", "const int batch,"));
        refused(file, file + ":7: parameter 'batch' of kernel 'mine' is declared as int, expected long");
        file(HEAD, MACROS, BODY.replace("*x,", "*input,").replace("-x[i]", "-input[i]"));
        refused(file, file + ":7: parameter 'input' of kernel 'mine' is not among [a, b, batch, ");
    }

    @Test
    void aHeadThatSaysTooLittleOrNonsenseIsNamed() throws IOException {
        Path file = file(MACROS, BODY);
        refused(file, file + ": its head has no line '// @global …'");
        file(HEAD, "// @requires function ==\n", MACROS, BODY);
        refused(file, file + ":4: 'function ==' is not an expression: expected a number, a name or '(' at ''");
        file(HEAD, "// @requires colour == 1\n", MACROS, BODY);
        refused(file, file + ": 'colour' in 'colour == 1' is not among [LOCAL, batch, ");
        file(HEAD.replace("mine", "yours"), MACROS, BODY);
        refused(file, "OpenCL: " + file + " has no kernel 'yours', it has [mine]");
        file(HEAD, MACROS, BODY.replace("-x[i]", "-x[j]"));
        refused(file, "OpenCL: " + file + " does not compile on ");
    }

    private static void refused(Path file, String message) {
        long before = ClHandle.live();
        try (OpenClBackend backend = open("unary", file)) {
            assertThatThrownBy(() -> OpenCl.run(backend, NEGATION, numbers(3)))
                    .isInstanceOf(BackendException.class)
                    .hasMessageStartingWith(message);
        }
        assertThat(ClHandle.live()).isEqualTo(before);
    }

    @Test
    void noSuchOperationIsAnError() {
        assertThatThrownBy(() -> BackendOptions.defaults().withKernel("convolve", CONVOLUTION))
                .isInstanceOf(NacreException.class)
                .hasMessageStartingWith("'convolve' is no operation; there are [average_pool, binary, ")
                .hasMessageContaining(" matmul, max_pool, ");
    }

    @Test
    void noSuchFileIsAnError() {
        OpenCl.assumePresent();
        long before = ClHandle.live();
        assertThatThrownBy(() -> open("unary", folder.resolve("none.cl")))
                .isInstanceOf(BackendException.class)
                .hasMessage("Kernels: there is no file " + folder.resolve("none.cl"));
        assertThat(ClHandle.live()).isEqualTo(before);
    }
}
