package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import java.util.ArrayList;
import java.util.List;

/** An {@link Epilogue} bound to its operands: finishes rows of results on their way to their place. */
final class RowEpilogue {
    private final RowStage[] stages;
    private final CpuView output;

    private RowEpilogue(List<RowStage> stages, CpuView output) {
        this.stages = stages.toArray(RowStage[]::new);
        this.output = output;
    }

    /** The epilogue of an operation whose rows belong to one channel each. */
    static RowEpilogue perRow(EpilogueOp op, Operands operands) {
        return bind(op, operands, false);
    }

    /** The epilogue of an operation whose channels run along the rows. */
    static RowEpilogue alongRows(EpilogueOp op, Operands operands) {
        return bind(op, operands, true);
    }

    private static RowEpilogue bind(EpilogueOp op, Operands operands, boolean alongRows) {
        List<RowStage> stages = new ArrayList<>();
        int input = op.ownInputs();
        for (Epilogue.Stage stage : op.epilogue().stages()) {
            if (stage instanceof Epilogue.Activate activate) {
                stages.add(new RowStage.Activate(operands.rows(), activate.activation()));
            } else {
                stages.add(stage(stage, operands.rows(), operands.input(input++), alongRows));
            }
        }
        return new RowEpilogue(stages, operands.output());
    }

    private static RowStage stage(Epilogue.Stage stage, RowLoops rows, CpuView operand, boolean alongRows) {
        if (stage instanceof Epilogue.Add) {
            return new RowStage.Add(rows, operand);
        }
        Binary.Function function = stage instanceof Epilogue.Bias
                ? Binary.Function.ADD
                : stage instanceof Epilogue.Scale ? Binary.Function.MUL : Binary.Function.PRELU;
        return alongRows
                ? new RowStage.Column(rows, function, operand.floats(), operand.offset())
                : new RowStage.Channel(rows, function, operand);
    }

    /**
     * Finishes a row and stores it at its place.
     *
     * @param channel of the row, or of its first element where channels run along rows
     * @param position of the first element within the sample
     */
    void store(float[] row, int length, int channel, int sample, int position) {
        store(row, 0, length, channel, sample, position);
    }

    /** As {@link #store}, for a row that begins at {@code at}; it may be the place of the results. */
    void store(float[] row, int at, int length, int channel, int sample, int position) {
        float[] y = output.floats();
        int target = output.sample(sample) + position;
        if (stages.length == 0 && (row != y || at != target)) {
            System.arraycopy(row, at, y, target, length);
        }
        for (int i = 0; i < stages.length; i++) {
            stages[i].apply(i == 0 ? row : y, i == 0 ? at : target, y, target, length, channel, sample, position);
        }
    }
}
