package io.nacre.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.nn.expression.LayerExpression;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers written in Java are those written in Python. */
class FluentTest {

    private record Pair(Layer java, String python) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(Conv2d.of(3, 16, 3).padding(1), "Conv2d(3, 16, 3, padding=1)"),
            new Pair(
                    Conv1d.of(4, 8, 5)
                            .stride(2)
                            .dilation(3)
                            .groups(2)
                            .bias(false)
                            .paddingMode(PaddingMode.REFLECT),
                    "Conv1d(4, 8, 5, 2, 0, 3, 2, False, 'reflect')"),
            new Pair(
                    Conv3d.of(1, 2, 3, 2, 1).stride(1, 2, 3).padding("valid"),
                    "Conv3d(1, 2, (3, 2, 1), (1, 2, 3), 'valid')"),
            new Pair(
                    ConvTranspose2d.of(4, 2, 3)
                            .stride(2)
                            .padding(1)
                            .outputPadding(1)
                            .dilation(2)
                            .groups(2)
                            .bias(false),
                    "ConvTranspose2d(4, 2, 3, 2, 1, 1, 2, False, 2)"),
            new Pair(
                    MaxPool2d.of(3)
                            .stride(2)
                            .padding(1)
                            .dilation(2)
                            .returnIndices(true)
                            .ceilMode(true),
                    "MaxPool2d(3, 2, 1, 2, True, True)"),
            new Pair(
                    AvgPool3d.of(2)
                            .stride(1)
                            .padding(1)
                            .ceilMode(true)
                            .countIncludePad(false)
                            .divisorOverride(3),
                    "AvgPool3d(2, 1, 1, True, False, 3)"),
            new Pair(AvgPool1d.of(3).stride(2), "AvgPool1d(3, 2)"),
            new Pair(LPPool2d.of(2, 3).stride(1).ceilMode(true), "LPPool2d(2, 3, 1, True)"),
            new Pair(MaxUnpool2d.of(2).stride(3).padding(1), "MaxUnpool2d(2, 3, 1)"),
            new Pair(AdaptiveAvgPool2d.of(3, null), "AdaptiveAvgPool2d((3, None))"),
            new Pair(AdaptiveMaxPool1d.of(3).returnIndices(true), "AdaptiveMaxPool1d(3, True)"),
            new Pair(
                    FractionalMaxPool2d.toSize(PerAxis.of(2), PerAxis.of(3, 4)).returnIndices(true),
                    "FractionalMaxPool2d(2, (3, 4), return_indices=True)"),
            new Pair(FractionalMaxPool3d.toRatio(PerAxis.of(2), 0.5), "FractionalMaxPool3d(2, output_ratio=0.5)"),
            new Pair(BatchNorm2d.of(4).eps(1e-3).affine(false), "BatchNorm2d(4, 0.001, affine=False)"),
            new Pair(
                    InstanceNorm1d.of(4).affine(true).trackRunningStats(true).eps(0.01),
                    "InstanceNorm1d(4, 0.01, affine=True, track_running_stats=True)"),
            new Pair(new GroupNorm(2, 4), "GroupNorm(2, 4)"),
            new Pair(LayerNorm.of(3, 4), "LayerNorm((3, 4))"),
            new Pair(RMSNorm.of(3), "RMSNorm(3)"),
            new Pair(new LocalResponseNorm(5), "LocalResponseNorm(5)"),
            new Pair(
                    Upsample.by(2).mode("bilinear").alignCorners(true),
                    "Upsample(scale_factor=2, mode='bilinear', align_corners=True)"),
            new Pair(Upsample.toSize(3, 4), "Upsample((3, 4))"),
            new Pair(UpsamplingBilinear2d.by(1.5), "UpsamplingBilinear2d(scale_factor=1.5)"),
            new Pair(UpsamplingNearest2d.toSize(7), "UpsamplingNearest2d(7)"),
            new Pair(ReflectionPad2d.of(1, 2, 3, 4), "ReflectionPad2d((1, 2, 3, 4))"),
            new Pair(ConstantPad1d.of(3.5, 2), "ConstantPad1d(2, 3.5)"),
            new Pair(new LeakyReLU(0.2), "LeakyReLU(0.2)"),
            new Pair(new ELU(2, true), "ELU(2, True)"),
            new Pair(new Hardtanh(-2, 2), "Hardtanh(-2, 2)"),
            new Pair(new Softplus(), "Softplus()"),
            new Pair(new GELU("tanh"), "GELU('tanh')"),
            new Pair(new PReLU(3), "PReLU(3)"),
            new Pair(new Softmax(1), "Softmax(1)"),
            new Pair(new Unflatten(1, List.of(2, -1)), "Unflatten(1, (2, -1))"),
            new Pair(new Dropout(), "Dropout()"));

    @TestFactory
    Stream<DynamicTest> layers() {
        return PAIRS.stream()
                .map(pair -> DynamicTest.dynamicTest(pair.python(), () -> {
                    Layer read = LayerExpression.parse(pair.python());
                    assertThat(pair.java()).isEqualTo(read).hasToString(read.toString());
                }));
    }

    @Test
    void everyStepIsChecked() {
        assertThatThrownBy(() -> Conv2d.of(3, 4, 3).groups(2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("in_channels must be divisible by groups");
        assertThatThrownBy(() -> Conv2d.of(3, 4, 3).padding("same").stride(2))
                .hasMessage("padding='same' is not supported for strided convolutions");
        assertThatThrownBy(() -> MaxPool2d.of(3).padding(2))
                .hasMessage("pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and"
                        + " dilation=1");
    }
}
