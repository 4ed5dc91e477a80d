package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private static Comparison compare(float got, float want) {
        return Comparison.of(Tensor.of(new float[] {got}, 1), Tensor.of(new float[] {want}, 1), 1e-5, 1e-3);
    }

    @Test
    void floatsMayDifferByBothTolerances() {
        assertThat(compare(1.0009f, 1).fault()).isNull();
        assertThat(compare(1.0011f, 1).fault()).isEqualTo("differs in 1 of 1, first at [0]: 1.0011, expected 1.0");
        assertThat(compare(0.9e-5f, 0).fault()).isNull();
        assertThat(compare(1.1e-5f, 0).fault()).isNotNull();
        assertThat(compare(1.5f, 1).absolute()).isEqualTo(0.5);
        assertThat(compare(3, 2).relative()).isEqualTo(0.5);
        assertThat(compare(3, 0).relative()).as("nothing to divide by").isZero();
    }

    @Test
    void whatIsNoNumberMustBeTheSame() {
        assertThat(compare(Float.NaN, Float.NaN)).isEqualTo(Comparison.EQUAL);
        assertThat(compare(INFINITY, INFINITY)).isEqualTo(Comparison.EQUAL);
        assertThat(compare(-0f, 0f)).isEqualTo(Comparison.EQUAL);
        assertThat(compare(Float.NaN, 1).fault()).isEqualTo("differs in 1 of 1, first at [0]: NaN, expected 1.0");
        assertThat(compare(1, Float.NaN).fault()).isNotNull();
        assertThat(compare(INFINITY, -INFINITY).fault()).isNotNull();
        assertThat(compare(Float.MAX_VALUE, INFINITY).fault()).isNotNull();
        assertThat(compare(INFINITY, Float.MAX_VALUE).fault()).isNotNull();
        assertThat(compare(Float.NaN, 1).absolute()).isInfinite();
    }

    @Test
    void integersTypesAndShapesMustBeEqual() {
        Tensor want = Tensor.of(new long[] {1, 2, 3, 4}, 2, 2);
        assertThat(Comparison.of(Tensor.of(new long[] {1, 2, 3, 4}, 2, 2), want, 9, 9))
                .isEqualTo(Comparison.EQUAL);
        assertThat(Comparison.of(Tensor.of(new long[] {1, 2, 4, 5}, 2, 2), want, 9, 9)
                        .fault())
                .isEqualTo("differs in 2 of 4, first at [1, 0]: 4, expected 3");
        assertThat(Comparison.of(Tensor.of(new int[] {1, 2, 3, 4}, 2, 2), want, 9, 9)
                        .fault())
                .isEqualTo("is i32 2×2, expected i64 2×2");
        assertThat(Comparison.of(Tensor.of(new long[] {1, 2, 3, 4}, 4), want, 9, 9)
                        .fault())
                .isEqualTo("is i64 4, expected i64 2×2");
    }

    @Test
    void theWorseOfTwoIsKept() {
        Comparison worse = compare(1.0001f, 1)
                .and(compare(5, 4).at("'y'"))
                .and(compare(7, 1).at("'z'"));
        assertThat(worse.absolute()).isEqualTo(6);
        assertThat(worse.relative()).isEqualTo(6);
        assertThat(worse.fault()).isEqualTo("'y' differs in 1 of 1, first at [0]: 5.0, expected 4.0");
        assertThat(compare(1.0005f, 1).relative()).isCloseTo(5e-4, within(1e-6));
    }
}
