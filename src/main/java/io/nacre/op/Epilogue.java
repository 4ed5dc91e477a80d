package io.nacre.op;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to each result before it is stored, in order. At most {@value #MAX_STAGES} stages.
 *
 * @param stages the stages, first to last
 */
public record Epilogue(List<Stage> stages) {
    public static final int MAX_STAGES = 4;
    public static final Epilogue NONE = new Epilogue(List.of());

    /** One step of an epilogue: {@code y → stage(y)}. */
    public sealed interface Stage {
        /** Whether the stage reads an operand of its own. */
        default boolean hasOperand() {
            return true;
        }
    }

    /** {@code y + b[c]}, the operand of shape (channels). */
    public record Bias() implements Stage {}

    /** {@code y · s[c]}, the operand of shape (channels). */
    public record Scale() implements Stage {}

    /** {@code y + t}, the operand of the output's own shape: a residual connection. */
    public record Add() implements Stage {}

    /** {@code y ≥ 0 ? y : a[c] · y}, the operand of shape (channels): PReLU. */
    public record Slope() implements Stage {}

    /** {@code f(y)} with constant parameters. */
    public record Activate(Activation activation) implements Stage {
        @Override
        public boolean hasOperand() {
            return false;
        }
    }

    public Epilogue {
        stages = List.copyOf(stages);
        if (stages.size() > MAX_STAGES) {
            throw new ShapeException(
                    "Epilogue: " + stages.size() + " stages, at most " + MAX_STAGES + " are possible: " + stages);
        }
    }

    public static Epilogue of(Stage... stages) {
        return new Epilogue(List.of(stages));
    }

    public boolean isFull() {
        return stages.size() == MAX_STAGES;
    }

    /** This epilogue with one more stage at its end. */
    public Epilogue then(Stage stage) {
        List<Stage> longer = new ArrayList<>(stages);
        longer.add(stage);
        return new Epilogue(longer);
    }

    public int operands() {
        return (int) stages.stream().filter(Stage::hasOperand).count();
    }

    /** Whether an operand, counted from 0, is that of an {@link Add}. */
    boolean isAdd(int operand) {
        List<Stage> withOperand = stages.stream().filter(Stage::hasOperand).toList();
        return operand >= 0 && operand < withOperand.size() && withOperand.get(operand) instanceof Add;
    }

    /** Checks the operands of an operation's epilogue against its output. */
    void check(EpilogueOp op, TensorType output, List<TensorType> inputs) {
        check(op, output, output.shape().extent(op.channelAxis(output.shape().rank())), inputs);
    }

    /** The same for an output of so many channels. */
    void check(EpilogueOp op, TensorType output, int outputs, List<TensorType> inputs) {
        int next = op.ownInputs();
        Operands.count(op, inputs, next + operands());
        Shape channels = Shape.of(outputs);
        for (Stage stage : stages) {
            if (!stage.hasOperand()) {
                continue;
            }
            Shape expected = stage instanceof Add ? output.shape() : channels;
            TensorType operand = inputs.get(next++);
            if (!operand.equals(new TensorType(output.type(), expected))) {
                throw new ShapeException(op.kind() + ": epilogue stage "
                        + stage.getClass().getSimpleName() + " has an operand of type " + operand + ", expected "
                        + new TensorType(output.type(), expected));
            }
        }
    }
}
