package io.nacre.conformance;

import static io.nacre.conformance.EpilogueCases.ADD;
import static io.nacre.conformance.EpilogueCases.BIAS;
import static io.nacre.conformance.EpilogueCases.RELU;
import static io.nacre.conformance.EpilogueCases.RELU6;
import static io.nacre.conformance.EpilogueCases.SCALE;
import static io.nacre.conformance.EpilogueCases.SLOPE;
import static io.nacre.conformance.EpilogueCases.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import io.nacre.op.Activation.Function;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Epilogue.Stage;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Convolutions with their channels in blocks, by each algorithm, against the oracle's answer for planes. */
@ExtendWith(OnEveryBackend.class)
class BlocksTest {
    private static final Axis ONE = Axis.UNIT;
    private static final Axis THREE = new Axis(3, 1, 1, 1, 1);
    /** What fills up an input's last block: finite numbers that must not count. */
    private static final float FILLING = 7;

    private final List<OpCase> cases = new ArrayList<>();

    private void add(Shape x, int channels, int groups, Window window, Stage... stages) {
        Convolution op = new Convolution(window, groups, Epilogue.of(stages));
        Shape weight = Shape.of(
                channels,
                x.extent(1) / groups,
                window.axis(0).kernel(),
                window.axis(1).kernel());
        String name = "conv " + x + " to " + channels + " " + Names.window(window) + " g" + groups
                + Names.epilogue(op.epilogue());
        cases.addAll(EpilogueCases.variants(name, op, x, weight));
        if (stages.length == 0) {
            cases.addAll(EpilogueCases.special(name, op, x, weight));
        }
    }

    private void add(Shape x, int channels, int groups, Axis axis, Stage... stages) {
        add(x, channels, groups, Window.of(axis, axis), stages);
    }

    private List<OpCase> cases() {
        for (int width : new int[] {1, 3, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15, 27, 29}) {
            add(Shape.of(1, 17, 2, width), 33, 1, ONE, BIAS);
            add(Shape.of(1, 3, 5, width), 16, 1, new Axis(3, 1, 1, 1, 1));
            add(Shape.of(1, 16, 3, width), 20, 1, THREE);
            add(Shape.of(1, 20, 4, width), 20, 20, THREE, BIAS, RELU);
        }
        add(Shape.of(2, 48, 7, 9), 70, 1, ONE, BIAS, ADD, RELU);
        add(Shape.of(1, 512, 1, 1), 100, 1, ONE, BIAS);
        add(Shape.of(1, 33, 9, 11), 18, 1, new Axis(1, 2, 1, 0, 0), BIAS, RELU6);
        add(Shape.of(2, 20, 13, 13), 35, 1, THREE, BIAS, RELU, ADD);
        add(Shape.of(1, 40, 29, 31), 40, 1, THREE, SCALE, BIAS, ADD, RELU6);
        add(Shape.of(1, 16, 90, 90), 16, 1, THREE, BIAS);
        add(Shape.of(1, 24, 9, 14), 24, 1, new Axis(3, 2, 1, 1, 1), BIAS, SLOPE);
        add(Shape.of(1, 18, 12, 11), 17, 1, new Axis(3, 1, 2, 2, 2), BIAS);
        add(Shape.of(1, 16, 15, 17), 16, 1, Window.of(new Axis(5, 3, 1, 2, 0), new Axis(2, 2, 3, 0, 4)));
        add(Shape.of(1, 16, 9, 8), 16, 1, Window.of(new Axis(3, 1, 1, -1, 2), new Axis(2, 1, 1, -2, -1)));
        add(Shape.of(1, 17, 8, 9), 20, 1, Window.of(new Axis(3, 1, 1, 2, 0), new Axis(3, 1, 1, 0, 2)));
        add(Shape.of(2, 3, 31, 33), 32, 1, new Axis(7, 2, 1, 3, 3), BIAS, RELU);
        add(Shape.of(1, 1, 9, 40), 16, 1, Window.of(new Axis(3, 1, 2, 2, 2), new Axis(5, 3, 1, -1, 2)));
        add(Shape.of(1, 2, 9, 8), 16, 1, Window.of(new Axis(3, 1, 1, 1, 1), new Axis(3, 1, 1, 2, -2)));
        add(Shape.of(2, 33, 21, 23), 33, 33, new Axis(5, 2, 1, 2, 2), BIAS, ADD);
        add(Shape.of(1, 16, 9, 10), 16, 16, new Axis(3, 1, 3, 3, 3));
        add(Shape.of(2, 64, 5, 7), 96, 2, THREE, BIAS, stage(Function.HARD_SWISH, 1 / 6f, 0.5f), SCALE, BIAS);
        add(Shape.of(1, 16, 6, 7), 32, 1, ONE, BIAS, stage(Function.SIGMOID, 0, 0));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyAlgorithmAnswersWhatPlanesDo() {
        return Stream.of("", "blocks", "block windows", "block winograd 4x4")
                .map(name -> DynamicTest.dynamicTest(name.isEmpty() ? "its own choice" : name, () -> check(name)));
    }

    private void check(String algorithm) {
        BackendOptions options = BackendOptions.defaults();
        List<String> asked = algorithm.isEmpty() ? List.of() : List.of(algorithm);
        Candidate.Available cpu = TestBackends.candidates("cpu").stream()
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .filter(candidate -> candidate.name().equals("cpu-simd"))
                .findFirst()
                .orElse(null);
        assumeTrue(cpu != null, "there is no cpu-simd");
        try (CheckedBackend backend = new CheckedBackend(cpu.opener().open(options.withAlgorithms(asked)))) {
            int block = backend.blocking().channels();
            assumeTrue(block > 1, "vectors here are too short for blocks");
            int taken = 0;
            for (OpCase trial : cases()) {
                for (boolean plain : new boolean[] {false, true}) {
                    OpCase blocked = blocked(trial, block, plain);
                    if (blocked != null
                            && (asked.isEmpty()
                                    || Trial.algorithm(backend, blocked).equals(algorithm))) {
                        check(backend, trial, blocked);
                        taken++;
                    }
                }
            }
            assertThat(taken).isGreaterThan(10);
        }
    }

    private static void check(CheckedBackend backend, OpCase trial, OpCase blocked) {
        double factor = Trial.algorithm(backend, blocked).equals("block winograd 4x4") ? 8 : 1;
        Expected expected = trial.expected(factor).get(0);
        Tensor result =
                planes(Trial.run(backend, blocked).get(0), expected.type().shape());
        assertThat(expected.differences(result))
                .as(blocked + " by " + Trial.algorithm(backend, blocked))
                .isEmpty();
    }

    /** The case with channels in blocks, all but its input and a sum's other part constant; null if it cannot be so. */
    private static OpCase blocked(OpCase trial, int block, boolean plain) {
        Convolution op = (Convolution) trial.op();
        Tensor x = trial.inputs().get(0);
        Tensor weights = trial.inputs().get(1);
        boolean few = x.shape().extent(1) <= 4 && op.window().axis(1).dilation() == 1 && op.groups() == 1;
        boolean whole = op.groups() == 1
                || weights.shape().extent(1) == 1
                || weights.shape().extent(1) % block == 0;
        if ((plain && !few) || !whole || !isFinite(weights)) {
            return null;
        }
        List<Tensor> inputs = new ArrayList<>(trial.inputs());
        inputs.set(0, plain ? x : blocks(x, block, FILLING));
        List<Stage> operands =
                op.epilogue().stages().stream().filter(Stage::hasOperand).toList();
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) instanceof Epilogue.Add) {
                inputs.set(2 + i, blocks(inputs.get(2 + i), block, FILLING));
            }
        }
        Set<Integer> constants = Set.copyOf(IntStream.range(1, inputs.size())
                .filter(i -> i == 1 || !(operands.get(i - 2) instanceof Epilogue.Add))
                .boxed()
                .toList());
        OpCase blocked = OpCase.of(
                        trial.name() + (plain ? " · from planes" : " · blocks"),
                        new Convolution(op.window(), op.groups(), op.epilogue(), block),
                        inputs)
                .withConstants(constants);
        return trial.layout() == OpCase.Layout.SHARED ? blocked.shared() : blocked;
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.toFloats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static Tensor blocks(Tensor planes, int block, float filling) {
        Shape from = planes.shape();
        Shape to = Convolution.blocked(from, block);
        float[] values = planes.toFloats();
        float[] blocks = new float[Math.toIntExact(to.elements())];
        Arrays.fill(blocks, filling);
        for (int i = 0; i < values.length; i++) {
            blocks[place(i, from, block)] = values[i];
        }
        return Tensor.of(blocks, to.toArray());
    }

    private static Tensor planes(Tensor blocks, Shape shape) {
        FloatBuffer values = blocks.floats();
        float[] planes = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = values.get(place(i, shape, blocks.shape().extent(4)));
        }
        return Tensor.of(planes, shape.toArray());
    }

    /** Where an element of planes lies in blocks. */
    private static int place(int i, Shape planes, int block) {
        int plane = planes.extent(2) * planes.extent(3);
        int channel = i / plane % planes.extent(1);
        int n = i / plane / planes.extent(1);
        int blocks = (planes.extent(1) + block - 1) / block;
        return ((n * blocks + channel / block) * plane + i % plane) * block + channel % block;
    }
}
