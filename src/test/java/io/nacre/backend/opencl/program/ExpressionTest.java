package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.BackendException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Map<String, Long> NAMES = Map.of("out_w", 33L, "TILE_W", 16L, "n", 3_000_000_000L);

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "7                       | 7",
                "1 + 2 * 3               | 7",
                "(1 + 2) * 3             | 9",
                "10 - 3 - 2              | 5",
                "24 / 4 / 3              | 2",
                "7 / 2                   | 3",
                "ceil(out_w, TILE_W)     | 3",
                "ceil(32, TILE_W) * 2    | 4",
                "ceil(0, TILE_W)         | 0",
                "min(out_w, TILE_W) + 1  | 17",
                "max(ceil(out_w,8),2*3)  | 6",
                "n * 2                   | 6000000000",
                "7 % 4 + 1               | 4",
                "out_w == 33             | 1",
                "out_w != 33             | 0",
                "TILE_W <= 16 && 2 < 1   | 0",
                "TILE_W >= 17 || 2 > 1   | 1",
                "1 + 1 == 2 && 3 < 4 * 1 | 1",
                "1 || 0 && 0             | 1",
            })
    void computes(String text, long expected) {
        assertThat(Expression.parse(text, "here").evaluate(NAMES, "here")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 +          | here: '1 +' is not an expression: expected a number, a name or '(' at ''",
                "(1           | here: '(1' is not an expression: expected ')' at ''",
                "1 2          | here: '1 2' is not an expression: expected the end at '2'",
                "ceil(4)      | here: 'ceil(4)' is not an expression: expected ',' at ')'",
                "floor(4, 2)  | here: 'floor' in 'floor(4, 2)' is no function; there are min, max and ceil",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text, "here"))
                .isInstanceOf(BackendException.class)
                .hasMessage(message);
    }

    @Test
    void whatNeedNotBeKnownIsNotAskedFor() {
        assertThat(Expression.parse("out_w > 0 || unknown == 1", "here").evaluate(NAMES, "here"))
                .isEqualTo(1);
    }

    @Test
    void unknownNamesAndImpossibleArithmeticAreErrors() {
        assertThatThrownBy(() -> Expression.parse("out_h", "here").evaluate(NAMES, "kernels/a.cl"))
                .isInstanceOf(BackendException.class)
                .hasMessage("kernels/a.cl: 'out_h' in 'out_h' is not among [TILE_W, n, out_w]");
        assertThatThrownBy(() -> Expression.parse("1 / (2 - 2)", "here").evaluate(NAMES, "kernels/a.cl"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'1 / (2 - 2)' cannot be computed: / by zero");
        assertThatThrownBy(() -> Expression.parse("n * n * n", "here").evaluate(NAMES, "kernels/a.cl"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("overflow");
    }
}
