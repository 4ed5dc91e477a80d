package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.MaxPool;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.plan.Step;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Networks whose channels are laid in blocks: where blocks begin and end, and what lies between. */
@ExtendWith(OnEveryBackend.class)
class ChannelBlocksTest {
    private static final Axis THREE = new Axis(3, 1, 1, 1, 1);

    private Data data = new Data(0);
    private GraphBuilder builder;

    private Value convolve(Value x, int outputs, Axis axis, int groups) {
        int channels = x.type().shape().extent(1) / groups;
        Tensor weights = data.mixed(new float[] {-1, 0, 1}, outputs, channels, axis.kernel(), axis.kernel());
        Value w = builder.weight("w", weights);
        Value b = builder.weight("b", data.integers(outputs, 1, 1));
        Value y = builder.add("conv", new Convolution(Window.of(axis, axis), groups, Epilogue.NONE), x, w);
        y = builder.add("bias", new Binary(Binary.Function.ADD), y, b);
        return builder.add("clip", new Unary(Activation.clip(-2, 3)), y);
    }

    /** All that carries blocks on, padded channels among them, and a result from the middle. */
    private List<Value> network(GraphBuilder graph, List<Value> inputs) {
        builder = graph;
        data = new Data(7); // the same weights whenever it is planned
        Value stem = convolve(inputs.get(0), 20, new Axis(3, 2, 1, 1, 1), 1);
        Window two = Window.of(new Axis(2, 2, 1, 0, 0), new Axis(3, 1, 1, 1, 1));
        Value pooled = builder.add("pool", new MaxPool(two, false, false), stem);
        Value depthwise = convolve(pooled, 20, THREE, 20);
        Value left = convolve(depthwise, 32, Axis.UNIT, 1);
        Value right = convolve(depthwise, 24, THREE, 1);
        Value joined = builder.add("join", new Concat(1), left, right);
        Value mean = builder.add("mean", new Reduce(Reduce.Function.SUM, List.of(2, 3), true), joined);
        Value gate = convolve(builder.add("small", new Unary(Activation.clip(-1, 1)), mean), 56, Axis.UNIT, 1);
        Value gated = builder.add("gate", new Binary(Binary.Function.MUL), joined, gate);
        Value residual =
                builder.add("residual", new Binary(Binary.Function.ADD), convolve(gated, 56, Axis.UNIT, 1), joined);
        Shape planes = residual.type().shape();
        ResizeTable high =
                ResizeTable.nearest(planes.extent(2), 2 * planes.extent(2), o -> o / 2.0, ResizeTable.Rounding.FLOOR);
        ResizeTable wide =
                ResizeTable.nearest(planes.extent(3), 2 * planes.extent(3), o -> o / 2.0, ResizeTable.Rounding.FLOOR);
        Value larger = builder.add(
                "resize",
                new Resize(),
                residual,
                builder.constant("positions", high.positions()),
                builder.constant("weights", high.weights()),
                builder.constant("positions", wide.positions()),
                builder.constant("weights", wide.weights()));
        Value average = builder.add("average", new AveragePool(two, false, true, 1), larger);
        Value head = convolve(average, 5, Axis.UNIT, 1);
        return List.of(head, depthwise, joined);
    }

    private static Candidate.Available simd() {
        return TestBackends.candidates("cpu").stream()
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .filter(candidate -> candidate.name().equals("cpu-simd"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void networksAnswerTheSameInBlocks() {
        Candidate.Available cpu = simd();
        assumeTrue(cpu != null, "there is no cpu-simd");
        Port.Extent any = Port.Extent.free("");
        Port port = new Port("x", DataType.F32, List.of(any, Port.Extent.fixed(3), any, any), false);
        Model model = new Model("blocks", List.of(port), List.of("head", "middle", "joined"), 0, this::network);
        BackendOptions options = BackendOptions.defaults().withAlgorithms(List.of("blocks"));
        SessionOptions strict = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
        try (Backend backend = new CheckedBackend(cpu.opener().open(options));
                Session session = Session.open(model, backend, strict)) {
            assumeTrue(backend.blocking().channels() > 1, "vectors here are too short for blocks");
            for (int[] size : new int[][] {{1, 3, 13, 15}, {2, 3, 9, 22}, {1, 3, 4, 1}}) {
                Tensor input = new Data(size[3]).integers(size);
                Graph graph = model.lower(List.of(new Model.Input(input.type(), null)), new Folding());
                List<Expected> expected = RandomGraph.evaluate(graph, input);
                List<Tensor> results = session.run(List.of(input));
                Plan plan = session.plan(List.of(input));
                for (int i = 0; i < results.size(); i++) {
                    assertThat(expected.get(i).differences(results.get(i)))
                            .as("output " + i + "\n" + plan.describe())
                            .isEmpty();
                }
                assertThat(plan.steps())
                        .filteredOn(step -> step.op() instanceof Convolution)
                        .allMatch(step -> ((Convolution) step.op()).block() > 1);
                assertThat(plan.steps().stream().map(Step::name)).noneMatch(name -> name.endsWith("in blocks"));
            }
        }
    }
}
