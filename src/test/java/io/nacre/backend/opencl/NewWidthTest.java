package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.BackendOptions;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Programs do not depend on extents: a width that a session has not seen yet is planned with those there are. */
class NewWidthTest {
    private static final Layer NETWORK = LayerExpression.parse("""
            Sequential(Conv2d(3, 8, 3, stride=2, padding=1), BatchNorm2d(8), ReLU(), Conv2d(8, 8, 3, padding=1, groups=8),
            GELU(), MaxPool2d(3, stride=1, padding=1), ReflectionPad2d(1), AvgPool2d(3, stride=1), InstanceNorm2d(8),
            Upsample(scale_factor=2, mode='bilinear'), ConvTranspose2d(8, 4, 2, stride=2), Softmax(dim=1))
            """);

    @Test
    void newWidthsBuildNoProgram() {
        Model model = Model.of(NETWORK, StateDict.initial(NETWORK, 1));
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                Session session = Session.open(model, backend)) {
            session.run(picture(1, 32, 40));
            int built = backend.programs().size();
            assertThat(built).isGreaterThan(5);
            for (int width = 33; width < 65; width += 3) {
                session.run(picture(1 + width % 3, 24 + width % 5, width));
                assertThat(backend.programs().size())
                        .as("programs after width " + width)
                        .isEqualTo(built);
            }
        }
    }

    private static Tensor picture(int samples, int height, int width) {
        return Tensor.zeros(TensorType.f32(samples, 3, height, width));
    }
}
