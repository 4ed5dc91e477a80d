package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.op.ResizeTable.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables against the formulas of PyTorch's interpolate, element by element. */
class ResizeTableTest {

    /** The resized row, by the table. */
    private static double[] apply(ResizeTable table, float[] row) {
        int out = table.positions().shape().extent(0);
        int taps = table.positions().shape().extent(1);
        double[] result = new double[out];
        for (int o = 0; o < out; o++) {
            for (int t = 0; t < taps; t++) {
                int entry = o * taps + t;
                result[o] += (double) row[table.positions().ints().get(entry)]
                        * table.weights().floats().get(entry);
            }
        }
        return result;
    }

    private static float[] row(int in) {
        float[] row = new float[in];
        for (int i = 0; i < in; i++) {
            row[i] = (i * 7 % 5) - i * i / 8f;
        }
        return row;
    }

    private static float read(float[] row, int position) {
        return row[Math.min(Math.max(position, 0), row.length - 1)];
    }

    @ParameterizedTest
    @CsvSource({"4, 8", "5, 3", "7, 33", "1, 4", "6, 1", "9, 9"})
    void nearest(int in, int out) {
        double ratio = (double) in / out;
        float[] row = row(in);
        double[] floor = apply(ResizeTable.nearest(in, out, o -> o * ratio, Rounding.FLOOR), row);
        double[] exact = apply(ResizeTable.nearest(in, out, o -> (o + 0.5) * ratio, Rounding.FLOOR), row);
        for (int o = 0; o < out; o++) {
            assertThat(floor[o]).isEqualTo(row[Math.min((int) Math.floor(o * ratio), in - 1)]);
            assertThat(exact[o]).isEqualTo(row[Math.min((int) Math.floor((o + 0.5) * ratio), in - 1)]);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 8", "5, 3", "7, 33", "1, 4", "6, 1", "9, 9"})
    void linear(int in, int out) {
        float[] row = row(in);
        double[] halves = apply(ResizeTable.linear(in, out, o -> (o + 0.5) * in / out - 0.5), row);
        double[] aligned = apply(ResizeTable.linear(in, out, o -> out == 1 ? 0 : o * (in - 1.0) / (out - 1)), row);
        for (int o = 0; o < out; o++) {
            double source = Math.max((o + 0.5) * in / out - 0.5, 0);
            assertThat(halves[o]).isCloseTo(linear(row, source), within(1e-5));
            source = out == 1 ? 0 : o * (in - 1.0) / (out - 1);
            assertThat(aligned[o]).isCloseTo(linear(row, source), within(1e-5));
        }
    }

    private static double linear(float[] row, double source) {
        int low = (int) source;
        double share = source - low;
        return (1 - share) * read(row, low) + share * read(row, low + 1);
    }

    @ParameterizedTest
    @CsvSource({"4, 8", "5, 3", "7, 33", "1, 4", "6, 1", "9, 9"})
    void cubic(int in, int out) {
        float[] row = row(in);
        double[] result = apply(ResizeTable.cubic(in, out, o -> (o + 0.5) * in / out - 0.5, -0.75, false), row);
        for (int o = 0; o < out; o++) {
            double source = (o + 0.5) * in / out - 0.5;
            int low = (int) Math.floor(source);
            double t = source - low;
            double[] weights = {outer(t + 1), inner(t), inner(1 - t), outer(2 - t)};
            double expected = 0;
            for (int i = 0; i < 4; i++) {
                expected += weights[i] * read(row, low - 1 + i);
            }
            assertThat(result[o]).isCloseTo(expected, within(1e-5));
        }
    }

    /** PyTorch's cubic_convolution1 and cubic_convolution2 with A = -0.75. */
    private static double inner(double x) {
        return 1.25 * x * x * x - 2.25 * x * x + 1;
    }

    private static double outer(double x) {
        return -0.75 * x * x * x + 3.75 * x * x - 6 * x + 3;
    }

    @Test
    void cubicWithoutTheOutsideSumsToOne() {
        ResizeTable table = ResizeTable.cubic(4, 9, o -> (o + 0.5) * 4 / 9 - 0.5, -0.5, true);
        for (int o = 0; o < 9; o++) {
            double sum = 0;
            double source = (o + 0.5) * 4 / 9 - 0.5;
            for (int t = 0; t < 4; t++) {
                float weight = table.weights().floats().get(4 * o + t);
                int position = (int) Math.floor(source) - 1 + t;
                assertThat(weight == 0).as("tap at " + position).isEqualTo(position < 0 || position > 3);
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOOR, 2, 2, 2", "CEIL, 3, 3, 3", "HALF_DOWN, 2, 2, 3", "HALF_UP, 2, 3, 3"})
    void rounding(Rounding rounding, int low, int half, int high) {
        assertThat(rounding.round(2.25)).isEqualTo(low);
        assertThat(rounding.round(2.5)).isEqualTo(half);
        assertThat(rounding.round(2.75)).isEqualTo(high);
        assertThat(rounding.round(2)).isEqualTo(2);
        assertThat(rounding.round(-0.5))
                .isEqualTo(rounding == Rounding.FLOOR || rounding == Rounding.HALF_DOWN ? -1 : 0);
    }

    @Test
    void identityKeepsEveryElement() {
        assertThat(apply(ResizeTable.identity(5), new float[] {3, 1, 4, 1, 5})).containsExactly(3, 1, 4, 1, 5);
    }
}
