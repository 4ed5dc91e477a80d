package io.nacre.backend.cpu;

import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import java.util.ArrayList;
import java.util.List;

/** An {@link Epilogue} bound to its operands: finishes rows of results and stores them. */
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
                stages.add(new RowStage.Activate(activate.activation()));
            } else {
                stages.add(stage(stage, operands.input(input++), alongRows));
            }
        }
        return new RowEpilogue(stages, operands.output());
    }

    private static RowStage stage(Epilogue.Stage stage, CpuView operand, boolean alongRows) {
        if (stage instanceof Epilogue.Add) {
            return new RowStage.Add(operand);
        }
        float[] values = operand.floats();
        int offset = operand.offset();
        if (stage instanceof Epilogue.Bias) {
            return alongRows ? new RowStage.ColumnBias(values, offset) : new RowStage.ChannelBias(operand);
        }
        if (stage instanceof Epilogue.Scale) {
            return alongRows ? new RowStage.ColumnScale(values, offset) : new RowStage.ChannelScale(operand);
        }
        return alongRows ? new RowStage.ColumnSlope(values, offset) : new RowStage.ChannelSlope(operand);
    }

    /**
     * Finishes a row and stores it at its place.
     *
     * @param channel of the row, or of its first element where channels run along rows
     * @param position of the first element within the sample
     */
    void store(float[] row, int length, int channel, int sample, int position) {
        for (RowStage stage : stages) {
            stage.apply(row, length, channel, sample, position);
        }
        System.arraycopy(row, 0, output.floats(), output.sample(sample) + position, length);
    }
}
