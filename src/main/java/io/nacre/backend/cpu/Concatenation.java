package io.nacre.backend.cpu;

import io.nacre.op.Concat;
import io.nacre.tensor.Shape;

/** Joins inputs, floats or ints: some thousand elements of the output a tile, whichever inputs they come from. */
final class Concatenation implements Tiles {
    /** Elements of a tile. */
    private static final int GRAIN = 16 * 1024;

    private final CpuView[] inputs;
    private final CpuView output;
    /** Where, within one turn of the axes before the joined one, each input's part begins; at the end the turn's length. */
    private final int[] starts;

    private final Pieces pieces;

    Concatenation(Concat op, Operands operands) {
        inputs = operands.inputs().toArray(CpuView[]::new);
        output = operands.output();
        starts = new int[inputs.length + 1];
        for (int i = 0; i < inputs.length; i++) {
            Shape part = operands.inputShape(i);
            starts[i + 1] = starts[i] + (int) part.elements(op.axis(), part.rank());
        }
        pieces = new Pieces(Math.toIntExact(operands.outputShape().elements()), GRAIN);
    }

    @Override
    public int count() {
        return pieces.count();
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int position = pieces.start(tile);
        int end = position + pieces.length(tile);
        int turnLength = starts[inputs.length];
        int turn = position / turnLength;
        int within = position % turnLength;
        int input = 0;
        while (position < end) {
            while (within >= starts[input + 1]) {
                input++;
            }
            int length = Math.min(starts[input + 1] - within, end - position);
            int part = starts[input + 1] - starts[input];
            int from = inputs[input].offset() + turn * part + within - starts[input];
            System.arraycopy(inputs[input].array(), from, output.array(), output.offset() + position, length);
            position += length;
            within += length;
            if (within == turnLength) {
                within = 0;
                input = 0;
                turn++;
            }
        }
    }
}
