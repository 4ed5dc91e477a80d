package io.nacre.nn.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.error.ShapeException;
import io.nacre.nn.BatchNorm2d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.Layer;
import io.nacre.nn.LeakyReLU;
import io.nacre.nn.Linear;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerExpressionTest {

    @Test
    void readsArgumentsByPlaceAndByName() {
        assertThat(LayerExpression.parse("Conv2d(3, 8, kernel_size=(3, 5), padding='same')"))
                .isEqualTo(Conv2d.of(3, 8, 3, 5).padding("same"));
        assertThat(LayerExpression.parse(" nn.Conv2d( 3,8,[3,5],\n stride = 2 , bias=False, )"))
                .isEqualTo(Conv2d.of(3, 8, 3, 5).stride(2).bias(false));
    }

    @Test
    void readsNumbersAsPythonDoes() {
        assertThat(LayerExpression.parse("LeakyReLU(-1E-2)")).isEqualTo(new LeakyReLU(-0.01));
        assertThat(LayerExpression.parse("LeakyReLU(+.5)")).isEqualTo(new LeakyReLU(0.5));
        assertThat(LayerExpression.parse("LeakyReLU(1.)")).isEqualTo(new LeakyReLU(1.0));
        assertThat(LayerExpression.parse("LeakyReLU(float('nan'))")).hasToString("LeakyReLU(negative_slope=nan)");
        assertThat(LayerExpression.parse("torch.nn.LeakyReLU(float(\"-inf\"))"))
                .hasToString("LeakyReLU(negative_slope=-inf)");
        assertThat(LayerExpression.parse("Linear(3, 4, device=None, dtype=None)"))
                .isEqualTo(new Linear(3, 4));
    }

    @Test
    void anArgumentBehindNamedOnesTakesTheNextPlace() {
        assertThat(LayerExpression.parse("Linear(in_features=3, 4)")).isEqualTo(new Linear(3, 4));
    }

    @Test
    void readsNestedLayers() {
        assertThat(LayerExpression.parse("Sequential(Sequential(Conv2d(3, 16, 3, padding=1), ReLU()), MaxPool2d(2))"))
                .isEqualTo(Sequential.of(Sequential.of(Conv2d.of(3, 16, 3).padding(1), new ReLU()), MaxPool2d.of(2)));
    }

    @Test
    void readsWhatPyTorchPrints() {
        Sequential stem = new Sequential(List.of())
                .then("conv", Conv2d.of(3, 16, 3).padding("same"))
                .then("norm", BatchNorm2d.of(16));
        Layer net = Sequential.of(stem, new ReLU(true));
        assertThat(net).hasToString("""
                Sequential(
                  (0): Sequential(
                    (conv): Conv2d(3, 16, kernel_size=(3, 3), stride=(1, 1), padding=same)
                    (norm): BatchNorm2d(16, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
                  )
                  (1): ReLU(inplace=True)
                )""");
        assertThat(LayerExpression.parse(net.toString())).isEqualTo(net);
    }

    @Test
    void knowsEveryArgumentOfPyTorchs() throws IOException {
        try (InputStream table = LayerExpressionTest.class.getResourceAsStream("/golden/signatures.tsv")) {
            List<String> expected = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1)[1])
                    .filter(signature -> !signature.startsWith("Sequential"))
                    .toList();
            assertThat(LayerExpression.signatures()).containsAll(expected).hasSize(expected.size() + 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | column 1: the text ends too early",
                "7 | column 1: expected a layer such as Conv2d(3, 8, 3), found '7'",
                "ReLU | column 1: expected a layer such as Conv2d(3, 8, 3), found 'ReLU'",
                "ReLU() x | column 8: text behind the layer: 'x'",
                "ReLU( | column 6: the text ends too early",
                "Linear(3 4) | column 10: expected ',' or ')' in the arguments of Linear, found '4)'",
                "Conv2d(3, 8, (3; 3)) | column 16: expected ',' or ')', found '; 3))'",
                "Conv2d(3, 8, 3, padding='same) | column 31: text without its closing '",
                "Linear(3, 4x) | column 11: not a number of at most nine digits or a float: 4x",
                "Linear(3, 99999999999) | column 11: not a number of at most nine digits or a float: 99999999999",
                "Linear(3, ?) | column 11: expected a name or a value, found '?)'",
                "Relu() | column 1: unknown layer 'Relu', did you mean ReLU or ReLU6?",
                "Sequential(ReLU(), Konv(1)) | column 20: unknown layer 'Konv'",
                "Sequential(ReLU(), 3) | column 1: Sequential takes layers, got 3",
                "Linear(3) | column 1: Linear.__init__() missing 1 required positional argument: 'out_features'",
                "Linear(3, 4, True, 5) | column 1: Linear.__init__() takes from 3 to 4 positional arguments but 5 were given",
                "Conv2d(8) | missing 2 required positional arguments: 'out_channels' and 'kernel_size'",
                "Conv2d() | missing 3 required positional arguments: 'in_channels', 'out_channels', and 'kernel_size'",
                "Sigmoid(1) | column 1: Sigmoid.__init__() takes 1 positional argument but 2 were given",
                "Linear(3, 4, kernel=5) | column 1: Linear.__init__() got an unexpected keyword argument 'kernel'",
                "Linear(3, 4, in_features=5) | column 1: Linear.__init__() got multiple values for argument 'in_features'",
                "Linear(3, 4.0) | argument 'out_features' must be an int, got 4.0",
                "Linear(3, 4, 1) | argument 'bias' must be True or False, got 1",
                "Softmax(dim='last') | argument 'dim' must be an int, got last",
                "Linear(None, 4) | argument 'in_features' must be an int, got None",
                "Linear(ReLU(), 4) | argument 'in_features' must be an int, got ReLU(…)",
                "Linear(3, 4, dtype='half') | Linear.__init__() got an unexpected keyword argument 'dtype'",
                "MaxPool2d((2, 2.5)) | argument 'kernel_size' must be an int or a tuple of ints, got (2, 2.5)",
                "MaxPool2d(()) | argument 'kernel_size' must be an int or a tuple of ints, got ()",
            })
    void saysWhatIsWrongAndWhere(String text, String words) {
        assertThatThrownBy(() -> LayerExpression.parse(text))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("layer expression, ")
                .hasMessageContaining(words);
    }

    @Test
    void namesThePlaceOfIllegalArguments() {
        assertThatThrownBy(() -> LayerExpression.parse("Sequential(ReLU(), Conv2d(3, 4, 3, groups=2))"))
                .isInstanceOf(ShapeException.class)
                .hasMessage("layer expression, column 20: Conv2d: in_channels must be divisible by groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "Sequential(", "Sequential(("})
    void doesNotFallIntoDeepNesting(String open) {
        assertThatThrownBy(() -> LayerExpression.parse("Sequential(" + open.repeat(100_000)))
                .isInstanceOf(ModelException.class);
    }
}
