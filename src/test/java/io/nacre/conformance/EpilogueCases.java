package io.nacre.conformance;

import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.Epilogue;
import io.nacre.op.Epilogue.Stage;
import io.nacre.op.EpilogueOp;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What the cases of convolutions and of matrix products have in common: weights, operands of the epilogue, variants. */
final class EpilogueCases {
    static final Stage BIAS = new Epilogue.Bias();
    static final Stage SCALE = new Epilogue.Scale();
    static final Stage ADD = new Epilogue.Add();
    static final Stage SLOPE = new Epilogue.Slope();
    static final Stage RELU = new Epilogue.Activate(Activation.relu());
    static final Stage RELU6 = new Epilogue.Activate(Activation.clip(0, 6));

    private EpilogueCases() {}

    static Stage stage(Function function, float a, float b) {
        return new Epilogue.Activate(new Activation(function, a, b));
    }

    /**
     * The variants of one operation: small integers and floats, constant and run-time weights, each layout of memory.
     *
     * @param x the first input's shape
     * @param weight the second input's
     */
    static List<OpCase> variants(String name, EpilogueOp op, Shape x, Shape weight) {
        Data data = new Data(name.hashCode());
        List<Tensor> integers = new ArrayList<>();
        List<Tensor> floats = new ArrayList<>();
        for (Shape shape : shapes(op, x, weight)) {
            integers.add(data.integers(shape.toArray()));
            floats.add(data.floats(shape.toArray()));
        }
        Set<Integer> constants = constants(op);
        OpCase exact = OpCase.of(name, op, integers).exactly();
        OpCase rounded = OpCase.of(name, op, floats);
        return List.of(
                exact.shared(),
                exact.withConstants(constants),
                rounded.withConstants(constants).shared(),
                rounded,
                rounded.withConstants(Set.of(1)));
    }

    /**
     * The operation on operands with a NaN and infinities in them, or with huge numbers: they may reach only the results whose sums they belong
     * to, so not those where their tap lies in the padding.
     */
    static List<OpCase> special(String name, EpilogueOp op, Shape x, Shape weight) {
        Data data = new Data(name.hashCode());
        List<OpCase> cases = new ArrayList<>();
        float[][] specials = {
            {Float.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY}, {1e20f, -3e18f, -1e25f},
        };
        for (int operand = 0; operand < 2; operand++) {
            for (float[] special : specials) {
                List<Tensor> inputs = new ArrayList<>();
                for (Shape shape : shapes(op, x, weight)) {
                    inputs.add(data.integers(shape.toArray()));
                }
                FloatBuffer values = inputs.get(operand).floats();
                values.put(0, special[0]);
                values.put(values.limit() / 2, special[1]);
                values.put(values.limit() - 1, special[2]);
                String what = (special[0] < Float.MAX_VALUE ? " · huge " : " · special ")
                        + (operand == 0 ? "input" : "weight");
                OpCase trial = OpCase.of(name + what, op, inputs);
                cases.add(trial.shared());
                cases.add(trial.withConstants(Set.of(1)));
            }
        }
        return cases;
    }

    private static List<Shape> shapes(EpilogueOp op, Shape x, Shape weight) {
        List<Shape> shapes = new ArrayList<>(List.of(x, weight));
        Shape output = op.withEpilogue(Epilogue.NONE)
                .outputs(shapes.stream()
                        .map(shape -> TensorType.f32(shape.toArray()))
                        .toList())
                .get(0)
                .shape();
        for (Stage stage : op.epilogue().stages()) {
            if (stage.hasOperand()) {
                shapes.add(
                        stage instanceof Epilogue.Add
                                ? output
                                : Shape.of(output.extent(op.channelAxis(output.rank()))));
            }
        }
        return shapes;
    }

    /** All that a trained network knows beforehand: everything but the first input and residuals. */
    private static Set<Integer> constants(EpilogueOp op) {
        List<Stage> operands =
                op.epilogue().stages().stream().filter(Stage::hasOperand).toList();
        Set<Integer> constants = new HashSet<>(Set.of(1));
        IntStream.range(0, operands.size())
                .filter(i -> !(operands.get(i) instanceof Epilogue.Add))
                .forEach(i -> constants.add(2 + i));
        return constants;
    }
}
