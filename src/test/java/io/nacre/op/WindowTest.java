package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private interface Check {
        void of(Axis axis, int in);
    }

    /** Every small window, with padding that need not be symmetric and may crop. */
    private static void eachAxis(Check check) {
        for (int kernel = 1; kernel <= 4; kernel++) {
            for (int stride = 1; stride <= 5; stride++) {
                for (int dilation = 1; dilation <= 3; dilation++) {
                    for (int before = -1; before <= 2; before++) {
                        for (int after = -1; after <= 2; after++) {
                            for (int in = 1; in <= 9; in++) {
                                check.of(new Axis(kernel, stride, dilation, before, after), in);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void windowsAreThoseThatFit() {
        eachAxis((axis, in) -> {
            int count = 0;
            for (int start = -axis.before();
                    start + (axis.kernel() - 1) * axis.dilation() < in + axis.after();
                    start += axis.stride()) {
                count++;
            }
            assertThat(Math.max(axis.windows(in), 0)).as(axis + " on " + in).isEqualTo(count);
        });
    }

    /** PyTorch's own lines: pooling_output_shape_pad_lr in aten/src/ATen/native/Pool.h, for padding up to half a kernel. */
    @Test
    void ceilModeIsPyTorchs() {
        eachAxis((axis, in) -> {
            if (axis.before() < 0 || axis.after() < 0 || 2 * Math.max(axis.before(), axis.after()) > axis.kernel()) {
                return;
            }
            int numerator =
                    in + axis.before() + axis.after() - axis.dilation() * (axis.kernel() - 1) - 1 + axis.stride() - 1;
            int out = (int) Math.floor((double) numerator / axis.stride()) + 1;
            if ((out - 1) * axis.stride() >= in + axis.before()) {
                out--;
            }
            assertThat(axis.windowsCeil(in)).as(axis + " on " + in).isEqualTo(out);
        });
    }

    /** In PyTorch 2.13: MaxPool1d(k, s, p, ceil_mode=True) on so many elements. */
    @ParameterizedTest
    @CsvSource({"3, 2, 1, 6, 4", "2, 3, 1, 4, 2", "2, 2, 0, 5, 3", "3, 3, 1, 7, 3", "1, 2, 0, 4, 2"})
    void ceilModeExamples(int kernel, int stride, int padding, int in, int out) {
        assertThat(new Axis(kernel, stride, 1, padding, padding).windowsCeil(in))
                .isEqualTo(out);
    }

    @Test
    void hugeWindowsDoNotOverflow() {
        assertThat(new Axis(1 << 30, 1, 1, 1 << 30, 0).windows(1 << 30)).isEqualTo((1 << 30) + 1);
        assertThat(new Axis(1 << 20, 1, 1 << 20, 0, 0).span()).isEqualTo(((1L << 20) - 1) * (1 << 20) + 1);
    }

    @Test
    void seenAs3d() {
        Axis axis = new Axis(3, 2, 1, 1, 1);
        assertThat(Window.of(axis).volume()).isEqualTo(Window.of(Axis.UNIT, Axis.UNIT, axis));
        assertThat(Window.of(axis, axis, axis).volume()).isEqualTo(Window.of(axis, axis, axis));
        assertThat(Window.of(axis, axis).taps()).isEqualTo(9);
        assertThat(Window.of(axis, new Axis(5, 1, 1, 0, 0)).kernel()).isEqualTo(Shape.of(3, 5));
        assertThat(Volume.of(Shape.of(2, 3, 7))).isEqualTo(new Volume(2, 3, 1, 1, 7));
        assertThat(Volume.of(Shape.of(2, 3, 6, 7))).isEqualTo(new Volume(2, 3, 1, 6, 7));
        assertThat(Volume.of(Shape.of(2, 3, 5, 6, 7))).isEqualTo(new Volume(2, 3, 5, 6, 7));
        assertThat(new Volume(2, 3, 5, 6, 7).sample()).isEqualTo(630);
    }

    @Test
    void onlyAUnitWindowIsPointwise() {
        assertThat(Window.of(Axis.UNIT, Axis.UNIT).isPointwise()).isTrue();
        List<Axis> others = new ArrayList<>();
        others.add(new Axis(2, 1, 1, 0, 0));
        others.add(new Axis(1, 2, 1, 0, 0));
        others.add(new Axis(1, 1, 1, 1, 0));
        others.add(new Axis(1, 1, 1, 0, -1));
        assertThat(others).noneMatch(axis -> Window.of(Axis.UNIT, axis).isPointwise());
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new Axis(3, 0, 1, 0, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Window: kernel 3, stride 0, dilation 1: each must be at least 1");
        assertThatThrownBy(() -> new Window(List.of())).hasMessage("Window: 0 spatial axes, 1 to 3 are possible");
        Axis axis = new Axis(3, 1, 2, 1, 0);
        AveragePool pool = new AveragePool(Window.of(Axis.UNIT, axis), false, false, 0);
        assertThatThrownBy(() -> pool.outputs(List.of(TensorType.f32(1, 2, 5, 3))))
                .hasMessage("AveragePool: a window of 5 elements does not fit into 3 elements padded by 1 and 0"
                        + " (spatial axis 1 of input 1×2×5×3)");
        assertThatThrownBy(() -> pool.outputs(List.of(TensorType.f32(1, 2, 5))))
                .hasMessage(
                        "AveragePool: input 1×2×5 has rank 3, a 2-d window expects rank 4 (batch, channels, 2 spatial"
                                + " axes)");
    }
}
