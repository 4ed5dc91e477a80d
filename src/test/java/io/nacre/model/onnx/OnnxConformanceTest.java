package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.error.UnsupportedException;
import io.nacre.graph.Graph;
import io.nacre.graph.Value;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The ONNX project's cases and real models load, and lower to results of the expected types. */
class OnnxConformanceTest {
    /** What cases may want that does not lower yet. */
    private static final List<String> UNSUPPORTED = List.of(
            "ArgMax",
            "ArgMin",
            "Cast",
            "Gather",
            "GridSample",
            "Hardmax",
            "Less",
            "MaxPool",
            "MaxUnpool",
            "Pow",
            "Resize",
            "Where");

    private static final Pattern OPERATOR = Pattern.compile("'[^']*' (\\w+)[ :]");

    @Test
    void casesLower() {
        List<String> unsupported = new ArrayList<>();
        List<Shared.Case> cases = Shared.conformance();
        for (Shared.Case item : cases) {
            try {
                check(item);
            } catch (UnsupportedException e) {
                Matcher operator = OPERATOR.matcher(String.valueOf(e.getMessage()));
                assertThat(operator.find()).as(e.getMessage()).isTrue();
                assertThat(UNSUPPORTED).as(item.name()).contains(operator.group(1));
                unsupported.add(item.name());
            }
        }
        assertThat(cases.size() - unsupported.size())
                .as("cases that lower; these do not: %s", unsupported)
                .isGreaterThanOrEqualTo(532);
    }

    @Test
    void modelsLower() {
        for (String name : List.of(
                "mnist", "squeezenet1.1", "pp-ocrv4-det", "pp-ocr-cls", "ultraface-rfb-320-nopost", "enet-camvid")) {
            check(Shared.model(name));
        }
    }

    private static void check(Shared.Case item) {
        Graph graph = item.lower(item.load());
        List<Tensor> expected = item.outputs();
        assertThat(graph.outputs())
                .as(item.name())
                .extracting(Value::type)
                .containsExactlyElementsOf(expected.stream().map(Tensor::type).toList());
        for (int i = 0; i < expected.size(); i++) {
            Tensor constant = graph.outputs().get(i).constant();
            if (constant != null && !constant.dataType().isFloat()) {
                assertThat(constant.toLongs())
                        .as(item.name())
                        .containsExactly(expected.get(i).toLongs());
            }
        }
    }
}
