package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.examples.SegNet;
import io.nacre.examples.TwoHeads;
import io.nacre.examples.UNet;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Network;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The networks of {@code io.nacre.examples} against PyTorch's own results, on every backend there is. */
@ExtendWith(OnEveryBackend.class)
class NetworksTest {
    private static final List<Network> NETWORKS = List.of(UNet.of(3, 4, 8), SegNet.of(3, 5, 8), TwoHeads.of());

    @TestFactory
    Stream<DynamicTest> answerAsInPyTorch() {
        return OnEveryBackend.each(NETWORKS, Network::kind, (backend, network) -> {
            Map<String, Tensor> golden = golden(network).tensors();
            Model model = Model.of(network, new StateDict(golden).below("param."));
            try (Session session = Session.open(model, backend)) {
                List<Tensor> results = session.run(numbered(golden, "x"));
                List<Tensor> expected = numbered(golden, "y");
                assertThat(results).hasSameSizeAs(expected);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(results.get(i).type()).isEqualTo(expected.get(i).type());
                    assertThat(results.get(i).toFloats())
                            .containsExactly(expected.get(i).toFloats(), within(1e-4f));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> printAsInPyTorch() {
        return NETWORKS.stream()
                .filter(network -> !network.kind().equals("TwoHeads"))
                .map(network -> DynamicTest.dynamicTest(
                        network.kind(),
                        () -> assertThat(network.toString().lines().sorted())
                                .containsExactlyElementsOf(golden(network)
                                        .metadata()
                                        .get("repr")
                                        .lines()
                                        .sorted()
                                        .toList())));
    }

    private static List<Tensor> numbered(Map<String, Tensor> tensors, String letter) {
        return IntStream.range(0, tensors.size())
                .mapToObj(i -> tensors.get(letter + i))
                .takeWhile(java.util.Objects::nonNull)
                .toList();
    }

    private static Safetensors golden(Network network) {
        try {
            return Safetensors.open(GoldenCase.folder().resolve("networks/" + network.kind() + ".safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
