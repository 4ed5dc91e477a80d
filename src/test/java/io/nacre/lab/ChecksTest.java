package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.op.EpilogueOp;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    static Target target(String expression, int... extents) {
        Layer layer = LayerExpression.parse(expression);
        Model model = Model.of(layer, StateDict.initial(layer, 1));
        try (Backend backend = Backends.open("cpu-scalar");
                Session session = Session.open(model, backend)) {
            return Target.of(expression, session.plan(List.of(Tensor.zeros(TensorType.f32(extents)))), "");
        }
    }

    private static int[] extents(String shape) {
        return Stream.of(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    /** Another implementation than the reference passes them, under guards. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Conv2d(6, 20, 3, padding=1) | 1x6x19x21",
                "Conv2d(6, 6, 3, groups=6) | 1x6x19x21",
                "Conv2d(6, 12, 3, stride=2, groups=2, bias=False) | 2x6x19x21",
                "Sequential(Conv2d(6, 20, 1), Sigmoid()) | 1x6x19x21",
                "Conv1d(6, 20, 3) | 1x6x19",
                "Conv3d(3, 4, 3) | 1x3x5x9x7",
                "ConvTranspose2d(6, 5, 4, stride=2) | 1x6x9x11",
                "Linear(30, 20) | 7x30",
                "MaxPool2d(3, 2, 1) | 1x6x19x21",
                "MaxPool2d(2, return_indices=True) | 1x6x18x20",
                "AvgPool2d(3) | 1x6x19x21",
                "Upsample(scale_factor=2, mode='bilinear') | 1x3x9x11",
                "Softmax(1) | 5x37",
                "LayerNorm(37) | 5x37",
                "GELU() | 3x50",
                "ReLU() | 3x50",
                "ReflectionPad2d(2) | 1x3x9x11",
            })
    void anotherImplementationPasses(String expression, String shape) {
        Target target = target(expression, extents(shape));
        List<Check> checks = Checks.of(target);
        assertThat(checks).hasSizeGreaterThanOrEqualTo(4);
        assertThat(checks.get(0).types()).isEqualTo(target.inputs());
        try (Backend plain = Backends.open("cpu-scalar");
                Backend tried = Backends.open("cpu")) {
            assertThat(new CheckRun(tried, new Reference(plain), checks).fault(check -> {}))
                    .isEmpty();
        }
    }

    @Test
    void convolutionsAreTriedAroundTheEndsOfTiles() {
        Target target = target("Conv2d(16, 32, 3, padding=1)", 1, 16, 40, 48);
        List<Check> checks = Checks.of(target);
        assertThat(checks.get(0)).matches(Check::exact).hasToString("whole numbers");
        assertThat(checks.get(1)).matches(check -> !check.exact()).hasToString("random floats");
        List<Integer> widths = checks.stream()
                .map(check -> check.types().get(0).shape().extent(3))
                .toList();
        assertThat(widths).contains(47, 48, 49, 1, 17, 33, 65, 127);
        List<Integer> channels = checks.stream()
                .map(check -> check.types().get(1).shape().extent(0))
                .toList();
        assertThat(channels).contains(1, 11, 31, 33);
        assertThat(checks.stream().map(check -> check.types().get(0).shape().extent(0)))
                .contains(2, 3);
    }

    @Test
    void theEpilogueIsOnAndOff() {
        assertThat(Checks.of(target("Conv2d(6, 8, 3)", 1, 6, 9, 9)))
                .anyMatch(check -> ((EpilogueOp) check.op()).epilogue().stages().isEmpty());
        assertThat(Checks.of(target("Conv2d(6, 8, 3, bias=False)", 1, 6, 9, 9)))
                .anyMatch(check -> ((EpilogueOp) check.op()).epilogue().stages().size() == 2);
    }

    @Test
    void eachCheckWantsAnotherAnswerThanZeros() {
        Target target = target("Conv2d(6, 8, 3)", 1, 6, 9, 9);
        try (Backend plain = Backends.open("cpu-scalar")) {
            Reference reference = new Reference(plain);
            assertThat(Checks.of(target)).allSatisfy(check -> {
                Answer answer = reference.answers(check, 1).get(0);
                assertThat(answer.differences(Tensor.zeros(answer.expected().type())))
                        .isNotEmpty();
            });
        }
    }

    @Test
    void aTargetIsOneStep() {
        NacreException fault = org.assertj.core.api.Assertions.catchThrowableOfType(
                NacreException.class, () -> target("Sequential(Conv2d(3, 4, 3), MaxPool2d(2))", 1, 3, 9, 9));
        assertThat(fault)
                .hasMessageContaining("2 steps, the lab tries one: --step NAME or NUMBER of 0 ")
                .hasMessageContaining("1 ")
                .hasMessageContaining("MaxPool");
    }
}
