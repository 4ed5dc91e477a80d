package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.Device;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.AvgPool2d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.ConvTranspose2d;
import io.nacre.nn.Linear;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.nn.Sigmoid;
import io.nacre.nn.Softmax;
import io.nacre.nn.Upsample;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another input size of an open model needs no other program. */
class NewSizesTest {
    private static final int[][] SIZES = {{17, 64}, {1, 16}, {2, 17}, {40, 7}, {33, 200}, {7, 1030}};

    private static final Sequential NETWORK = Sequential.of(
            Conv2d.of(3, 9, 3).stride(2).padding(1),
            new ReLU(),
            Conv2d.of(9, 9, 3).padding(1).groups(9),
            Conv2d.of(9, 12, 1),
            new Sigmoid(),
            MaxPool2d.of(3).stride(1).padding(1),
            ConvTranspose2d.of(12, 5, 2).stride(2),
            AvgPool2d.of(3).stride(1).padding(1),
            Upsample.by(2),
            Conv2d.of(5, 6, 3).padding(2).dilation(2),
            new Softmax(1));

    private static int programsAfter(OpenClBackend backend, Session session, int height, int width) {
        Tensor x = Tensor.zeros(TensorType.f32(1, 3, height, width));
        assertThat(session.run(x).toFloats()).doesNotContain(Float.NaN);
        return backend.programs().size();
    }

    @Test
    void programsAreBuiltForTheFirstSizeAlone() {
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Session session = Session.open(Model.of(NETWORK, StateDict.initial(NETWORK, 1)), backend)) {
            int programs = programsAfter(backend, session, 8, 32);
            assertThat(programs).isPositive();
            for (int[] size : SIZES) {
                assertThat(programsAfter(backend, session, size[0], size[1]))
                        .as("programs after %d×%d", size[0], size[1])
                        .isEqualTo(programs);
            }
        }
    }

    @Test
    void moreRowsOfAMatrixNeedNoProgram() {
        Linear linear = new Linear(40, 33);
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Session session = Session.open(Model.of(linear, StateDict.initial(linear, 1)), backend)) {
            session.run(Tensor.zeros(TensorType.f32(1, 40)));
            int programs = backend.programs().size();
            for (int rows : new int[] {2, 7, 8, 33, 500}) {
                session.run(Tensor.zeros(TensorType.f32(rows, 40)));
            }
            assertThat(backend.programs().size()).isEqualTo(programs);
        }
    }

    @Test
    void aCpuDeviceGetsAlgorithmsOfItsOwn() {
        Conv2d layer = Conv2d.of(3, 9, 3);
        Model model = Model.of(layer, StateDict.initial(layer, 1));
        List<Tensor> x = List.of(Tensor.zeros(TensorType.f32(1, 3, 8, 8)));
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Session session = Session.open(model, backend)) {
            String algorithm = session.plan(x).steps().get(0).algorithm();
            boolean cpu = backend.device().kind() == Device.Kind.CPU;
            assertThat(algorithm).startsWith(cpu ? "convolution/padded " : "convolution/direct ");
        }
    }
}
