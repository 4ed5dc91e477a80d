package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.nn.MaxPool1d;
import io.nacre.plan.BoundLayer;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** One layer tried alone. */
@ExtendWith(OnEveryBackend.class)
class BoundLayerTest {

    @TestFactory
    Stream<DynamicTest> computes() {
        return OnEveryBackend.each(List.of("a 2×2 convolution"), name -> name, (backend, name) -> {
            Tensor weight = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
            StateDict parameters = new StateDict(Map.of("weight", weight, "bias", Tensor.of(new float[] {0.5f}, 1)));
            try (BoundLayer conv = BoundLayer.of(Conv2d.of(1, 1, 2), parameters, backend)) {
                Tensor x = Tensor.of(new float[] {1, 0, 2, 0, 1, 0, 3, 0, 1}, 1, 1, 3, 3);
                assertThat(conv.forward(x).toFloats()).containsExactly(5.5f, 7.5f, 11.5f, 5.5f);
                assertThat(conv.forward(x).toFloats()).containsExactly(5.5f, 7.5f, 11.5f, 5.5f);
                assertThat(conv).hasToString("Conv2d(1, 1, kernel_size=(2, 2), stride=(1, 1)) on " + backend.name());
                assertThat(conv.plan(x).steps()).hasSize(1);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> answersEveryResult() {
        return OnEveryBackend.each(List.of("a pool with indices"), name -> name, (backend, name) -> {
            try (BoundLayer pool = BoundLayer.of(MaxPool1d.of(2).returnIndices(true), backend)) {
                List<Tensor> results = pool.results(Tensor.of(new float[] {1, 3, 7, 2}, 1, 1, 4));
                assertThat(results.get(0).toFloats()).containsExactly(3, 7);
                assertThat(results.get(1).toLongs()).containsExactly(1, 2);
            }
        });
    }

    /** PyTorch's default for a convolution: uniform within 1/√fan_in, for weight and bias alike. */
    @TestFactory
    Stream<DynamicTest> fillsNewLayersAsPyTorchDoes() {
        return OnEveryBackend.each(List.of("a new convolution"), name -> name, (backend, name) -> {
            try (BoundLayer one = BoundLayer.of(Conv2d.of(16, 8, 3), backend);
                    BoundLayer other = BoundLayer.of(Conv2d.of(16, 8, 3), backend)) {
                float bound = (float) (1 / Math.sqrt(16 * 9));
                float[] weights = one.parameters().tensors().get("weight").toFloats();
                assertThat(weights).doesNotContain(0f);
                double squares = 0;
                for (float weight : weights) {
                    assertThat(Math.abs(weight)).isLessThanOrEqualTo(bound);
                    squares += weight * weight;
                }
                assertThat(squares / weights.length).isCloseTo(bound * bound / 3, within(0.1 * bound * bound));
                Tensor x = Tensor.zeros(TensorType.f32(1, 16, 5, 5));
                assertThat(one.forward(x).toFloats()).isEqualTo(other.forward(x).toFloats());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatDoesNotFit() {
        return OnEveryBackend.each(List.of("faults"), name -> name, (backend, name) -> {
            assertThatThrownBy(() -> BoundLayer.of(Conv2d.of(1, 1, 2), StateDict.empty(), backend))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(
                            "Error(s) in loading state_dict for Conv2d: Missing key(s) in state_dict: \"weight\", \"bias\".");
            BoundLayer conv = BoundLayer.of(Conv2d.of(1, 1, 2), backend);
            conv.close();
            conv.close();
            assertThatThrownBy(() -> conv.forward(Tensor.zeros(TensorType.f32(1, 1, 3, 3))))
                    .isInstanceOf(NacreException.class)
                    .hasMessage("model 'Conv2d': the session is closed");
        });
    }
}
