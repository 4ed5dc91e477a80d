package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Pad;
import io.nacre.op.Softmax;
import io.nacre.op.Window;
import io.nacre.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself, against numbers worked out by hand or printed by PyTorch 2.13. */
class OracleTest {
    private static Window window(int kernel, int stride, int dilation, int before, int after) {
        return Window.of(new Axis(kernel, stride, dilation, before, after));
    }

    private static Tensor line(float... values) {
        return Tensor.of(values, 1, 1, values.length);
    }

    private static double[] values(Op op, Tensor... inputs) {
        return Oracle.of(op, List.of(inputs), false).get(0).values();
    }

    @Test
    void convolution() {
        Convolution op = new Convolution(window(3, 2, 1, 1, 0), 1, Epilogue.of(new Epilogue.Bias()));
        double[] y = values(op, line(1, 2, 3, 4, 5), line(1, 10, 100), Tensor.of(new float[] {0.5f}, 1));
        assertThat(y).containsExactly(210.5, 432.5);
    }

    @Test
    void convolutionTranspose() {
        ConvolutionTranspose op = new ConvolutionTranspose(window(3, 2, 1, 1, 1), List.of(1), 1, Epilogue.NONE);
        // scattered: 1 10 100 0 0 + 0 0 2 20 200, one more behind, less one on each side
        assertThat(values(op, line(1, 2), line(1, 10, 100))).containsExactly(10, 102, 20, 200);
    }

    @Test
    void averagePoolDividesByThePaddedWindow() {
        Tensor ones = line(1, 1, 1, 1, 1);
        Window window = window(4, 3, 1, 2, 2);
        assertThat(values(new AveragePool(window, true, true, 0), ones)).containsExactly(0.5, 1, 1 / 3.0);
        assertThat(values(new AveragePool(window, true, false, 0), ones)).containsExactly(1, 1, 1);
        assertThat(values(new AveragePool(window, true, true, -2), ones)).containsExactly(-1, -2, -0.5);
    }

    @Test
    void ceilModeDropsAWindowThatStartsInThePadding() {
        assertThat(WindowOracle.windows(new Axis(3, 2, 1, 1, 1), 6, true)).isEqualTo(4);
        assertThat(WindowOracle.windows(new Axis(3, 2, 1, 1, 1), 6, false)).isEqualTo(3);
        assertThat(WindowOracle.windows(new Axis(2, 3, 1, 1, 1), 4, true)).isEqualTo(2);
    }

    @Test
    void maxPoolTakesTheFirstOfTiesAndTheLastNan() {
        MaxPool op = new MaxPool(window(4, 4, 1, 0, 0), false, true);
        float nan = Float.NaN;
        float low = Float.NEGATIVE_INFINITY;
        List<Expected> results =
                Oracle.of(op, List.of(line(1, 3, 3, 2, nan, 9, nan, 1, low, low, low, low, -0f, 0, 0, -0f)), false);
        assertThat(results.get(0).values()).containsExactly(3, Double.NaN, Double.NEGATIVE_INFINITY, -0.0);
        assertThat(results.get(1).values()).containsExactly(1, 6, 8, 12);
    }

    @Test
    void padModes() {
        Tensor x = line(1, 2, 3, 4);
        List<Integer> before = List.of(0, 0, 2);
        List<Integer> after = List.of(0, 0, 3);
        assertThat(values(new Pad(before, after, Pad.Mode.REFLECT, 0), x)).containsExactly(3, 2, 1, 2, 3, 4, 3, 2, 1);
        assertThat(values(new Pad(before, after, Pad.Mode.CIRCULAR, 0), x)).containsExactly(3, 4, 1, 2, 3, 4, 1, 2, 3);
        assertThat(values(new Pad(before, after, Pad.Mode.REPLICATE, 0), x)).containsExactly(1, 1, 1, 2, 3, 4, 4, 4, 4);
        assertThat(values(new Pad(before, List.of(0, 0, -1), Pad.Mode.CONSTANT, 7), x))
                .containsExactly(7, 7, 1, 2, 3);
    }

    @Test
    void softmax() {
        double[] y = values(new Softmax(0, false), Tensor.of(new float[] {1, 2, 3}, 3));
        assertThat(y[0]).isCloseTo(0.09003057317038046, within(1e-15));
        assertThat(y[2]).isCloseTo(0.6652409557748218, within(1e-15));
    }

    @Test
    void errorFunction() {
        assertThat(Formulas.erf(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(Formulas.erf(-2)).isCloseTo(-0.9953222650189527, within(1e-15));
        assertThat(Formulas.erfc(4)).isCloseTo(1.541725790028002e-8, within(1e-21));
        assertThat(Formulas.erfc(2.9)).isCloseTo(4.109787809945e-5, within(1e-15));
    }
}
