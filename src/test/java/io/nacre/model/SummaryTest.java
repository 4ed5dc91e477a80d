package io.nacre.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ShapeException;
import io.nacre.examples.TwoHeads;
import io.nacre.nn.BatchNorm2d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.tensor.Shape;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void countsWhatEachLayerHolds() {
        Sequential net = Sequential.of(
                Conv2d.of(3, 8, 3).bias(false),
                BatchNorm2d.of(8),
                new ReLU(),
                MaxPool2d.of(2).returnIndices(true));
        Summary summary = Summary.of(net, Shape.of(1, 3, 10, 10));

        assertThat(summary.parameters()).isEqualTo(8 * 3 * 9 + 8 + 8);
        assertThat(summary.rows().get(1).flops()).isEqualTo(2L * 8 * 8 * 8 * 3 * 9);
        assertThat(summary.toString()).isEqualToIgnoringWhitespace("""
                layer            output              parameters  MFLOP
                Sequential       1×8×4×4, 1×8×4×4           232  0.030
                  0: Conv2d      1×8×8×8                    216  0.028
                  1: BatchNorm2d 1×8×8×8                     16  0.001
                  2: ReLU        1×8×8×8                         0.001
                  3: MaxPool2d   1×8×4×4, 1×8×4×4              0.001
                """);
    }

    /** The stem is called twice, its parameters count once. */
    @Test
    void countsSharedParametersOnce() {
        Summary summary = Summary.of(TwoHeads.of(), Shape.of(1, 2, 33), Shape.of(1, 2, 33));

        assertThat(summary.parameters()).isEqualTo(6 * 2 * 5 + 6 + 6 + 15 * 6 + 6 + 6 * 6 + 6);
        assertThat(summary.rows().stream().filter(row -> row.name().equals("stem")))
                .extracting(Summary.Row::again, Summary.Row::parameters)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(false, 72L), org.assertj.core.groups.Tuple.tuple(true, 0L));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Summary.of(TwoHeads.of(), Shape.of(1, 2, 33)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Summary: TwoHeads has 2 inputs, got 1 shapes");
    }
}
