package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whole networks, drawn by lot, through fusion, placement, memory plan and lanes: what a session answers is what its
 * operations say one by one. {@code -Dnacre.seed=N -Dnacre.graphs=M} draws others.
 */
@ExtendWith(OnEveryBackend.class)
class RandomGraphTest {
    private static final long SEED = Long.getLong("nacre.seed", 1);
    private static final int GRAPHS = Integer.getInteger("nacre.graphs", 10);
    private static final int[][] SIZES = {{1, 3, 5, 7}, {2, 3, 8, 6}, {1, 3, 5, 7}, {3, 3, 4, 9}};

    @TestFactory
    Stream<DynamicTest> sessionsAnswerWhatTheirOperationsSay() {
        List<Long> seeds = LongStream.range(SEED, SEED + GRAPHS).boxed().toList();
        return OnEveryBackend.each(seeds, seed -> "random graph · seed " + seed, (backend, seed) -> {
            Model model = RandomGraph.model(seed, 1 + (int) (seed % 3));
            SessionOptions options = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
            try (Session session = Session.open(model, backend, options)) {
                for (int[] size : SIZES) {
                    Tensor input = new Data(size[2]).integers(size);
                    Graph graph = model.lower(List.of(new Model.Input(input.type(), null)), new Folding());
                    List<Expected> expected = RandomGraph.evaluate(graph, input);
                    List<Tensor> results = session.run(List.of(input));
                    for (int i = 0; i < results.size(); i++) {
                        assertThat(expected.get(i).differences(results.get(i)))
                                .as("output " + i + " for " + input.shape() + "\n"
                                        + session.plan(List.of(input)).describe())
                                .isEmpty();
                    }
                }
            }
            assertThat(backend.open()).isEmpty();
        });
    }
}
