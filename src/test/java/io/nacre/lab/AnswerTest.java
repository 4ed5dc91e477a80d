package io.nacre.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final float[] EXACT = {};

    private static Tensor tensor(float... values) {
        return Tensor.of(values, 1, 2, 3);
    }

    @Test
    void sayWhereTheFirstIsAndWithinWhichBoxAllAre() {
        Answer answer = new Answer(tensor(1, 2, 3, 4, 5, 6), EXACT);
        assertThat(answer.differences(tensor(1, 2, 3, 4, 5, 6))).isEmpty();
        assertThat(answer.differences(tensor(1, 2, 3, 4, 5.5f, 6)))
                .isEqualTo("first at [0, 1, 1], expected 5, got 5.5; 1 of 6 wrong");
        assertThat(answer.differences(tensor(1, 0, 3, 4, 5, 0)))
                .isEqualTo("first at [0, 0, 1], expected 2, got 0; 2 of 6 wrong, within [0, 0..1, 1..2]");
    }

    @Test
    void nothingIsForgivenWithoutBounds() {
        Answer answer = new Answer(tensor(1, 2, 3, 4, 5, 6), EXACT);
        assertThat(answer.differences(tensor(Math.nextUp(1f), 2, 3, 4, 5, 6))).startsWith("first at [0, 0, 0]");
    }

    @Test
    void boundsHoldElementByElementAndNanIsEqualToNanOnly() {
        Answer answer = new Answer(tensor(1, 2, Float.NaN, 4, 5, 6), new float[] {0.1f, 0, 9, 0.1f, 0.1f, 9});
        assertThat(answer.differences(tensor(1.09f, 2, Float.NaN, 3.91f, 5, -3)))
                .isEmpty();
        assertThat(answer.differences(tensor(1, 2.01f, Float.NaN, 4, 5, 6))).startsWith("first at [0, 0, 1]");
        assertThat(answer.differences(tensor(1, 2, 3, 4, 5, 6))).startsWith("first at [0, 0, 2], expected NaN");
        assertThat(answer.differences(tensor(1, 2, Float.NaN, 4, 5, Float.NaN))).startsWith("first at [0, 1, 2]");
    }

    @Test
    void anotherTypeIsTold() {
        assertThat(new Answer(tensor(1, 2, 3, 4, 5, 6), EXACT).differences(Tensor.of(new float[6], 6)))
                .isEqualTo("is f32 6, expected f32 1×2×3");
    }
}
