package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.graph.Graph;
import io.nacre.graph.Value;
import io.nacre.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ONNX project's cases and real models load, and lower to results of the expected types. */
class OnnxConformanceTest {
    @Test
    void casesLower() {
        List<Shared.Case> cases = Shared.conformance();
        assertThat(cases).hasSizeGreaterThan(600);
        cases.forEach(OnnxConformanceTest::check);
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
