package io.nacre.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {
    @ParameterizedTest
    @CsvSource({
        "3C00, 1",
        "C000, -2",
        "7BFF, 65504",
        "0001, 5.9604645e-8",
        "03FF, 6.097555e-5",
        "0400, 6.1035156e-5",
        "3555, 0.33325195",
        "8000, -0.0",
        "7C00, Infinity",
        "FC00, -Infinity",
        "7E00, NaN"
    })
    void knownValues(String bits, float value) {
        short half = (short) Integer.parseInt(bits, 16);
        assertThat(Half.toFloat(half)).isEqualTo(Float.valueOf(value));
        assertThat(Half.of(value)).isEqualTo(half);
    }

    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.of(value)).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2049, 2048", "2051, 2052", "65519, 65504", "65520, Infinity", "2.9e-8, 0", "3e-8, 5.9604645e-8"})
    void roundsHalvesToEven(float value, float rounded) {
        assertThat(Half.toFloat(Half.of(value))).isEqualTo(rounded);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1.00390625, 1", "1.01171875, 1.015625", "-3.392e38, -3.3895314e38", "3.4028235e38, Infinity"})
    void brainFloats(float value, float rounded) {
        assertThat(Half.fromBrain(Half.toBrain(value))).isEqualTo(rounded);
    }
}
