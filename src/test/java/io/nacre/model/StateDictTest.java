package io.nacre.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.nn.BatchNorm2d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.Layer;
import io.nacre.nn.Linear;
import io.nacre.nn.PReLU;
import io.nacre.nn.Sequential;
import io.nacre.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
    private static final Layer NET =
            Sequential.of(Sequential.of(Conv2d.of(1, 2, 1), BatchNorm2d.of(2)), new PReLU(), new Linear(2, 3));

    @Test
    void namesParametersAsPyTorchDoes() {
        assertThat(StateDict.initial(NET, 1).tensors().keySet())
                .containsExactly(
                        "0.0.weight",
                        "0.0.bias",
                        "0.1.weight",
                        "0.1.bias",
                        "0.1.running_mean",
                        "0.1.running_var",
                        "0.1.num_batches_tracked",
                        "1.weight",
                        "2.weight",
                        "2.bias");
    }

    @Test
    void countsWhatIsLearned() {
        assertThat(Model.of(NET, StateDict.initial(NET, 1)).parameters()).isEqualTo(2 + 2 + 4 + 1 + 6 + 3);
    }

    @Test
    void newParametersAreThoseOfPyTorch() {
        Map<String, Tensor> tensors =
                StateDict.initial(Sequential.of(Conv2d.of(3, 100, 5), NET), 7).tensors();
        float[] weight = tensors.get("0.weight").toFloats();
        float largest = 0;
        double sum = 0;
        for (float w : weight) {
            largest = Math.max(largest, Math.abs(w));
            sum += w;
        }
        double bound = 1 / Math.sqrt(75);
        assertThat(largest).isBetween((float) (0.99 * bound), (float) bound);
        assertThat(sum / weight.length).isBetween(-0.05 * bound, 0.05 * bound);
        assertThat(tensors.get("1.0.1.running_var").toFloats()).containsOnly(1);
        assertThat(tensors.get("1.0.1.num_batches_tracked").toLongs()).containsExactly(0);
        assertThat(tensors.get("1.1.weight").toFloats()).containsExactly(0.25f);
        assertThat(StateDict.initial(NET, 3).tensors().get("2.weight").toFloats())
                .isEqualTo(StateDict.initial(NET, 3).tensors().get("2.weight").toFloats())
                .isNotEqualTo(
                        StateDict.initial(NET, 4).tensors().get("2.weight").toFloats());
    }

    @Test
    void reportsAllFaultsAtOnce() {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(StateDict.initial(NET, 1).tensors());
        tensors.remove("0.0.weight");
        tensors.remove("2.bias");
        tensors.remove("0.1.num_batches_tracked"); // older files lack it, as in PyTorch
        tensors.put("3.weight", Tensor.of(new float[1], 1));
        tensors.put("1.weight", Tensor.of(new float[2], 2));
        tensors.put("0.0.bias", Tensor.of(new long[2], 2));
        assertThatThrownBy(() -> Model.of(NET, new StateDict(tensors)))
                .isInstanceOf(ModelException.class)
                .hasMessage("Error(s) in loading state_dict for Sequential:"
                        + " Missing key(s) in state_dict: \"0.0.weight\", \"2.bias\"."
                        + " Unexpected key(s) in state_dict: \"3.weight\"."
                        + " type mismatch for 0.0.bias: is i64 2, expected f32 2."
                        + " size mismatch for 1.weight: copying a param with shape torch.Size([2]) from checkpoint,"
                        + " the shape in current model is torch.Size([1]).");
    }

    @Test
    void writesWhatItReads(@TempDir Path folder) {
        Path file = folder.resolve("net.safetensors");
        StateDict parameters = StateDict.initial(NET, 5);
        parameters.write(file);
        StateDict read = StateDict.open(file);
        assertThat(read.tensors().keySet()).isEqualTo(parameters.tensors().keySet());
        assertThat(read.tensors().get("2.weight").toFloats())
                .isEqualTo(parameters.tensors().get("2.weight").toFloats());
        read.check(NET);
    }
}
