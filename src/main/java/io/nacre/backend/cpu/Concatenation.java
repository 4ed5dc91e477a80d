package io.nacre.backend.cpu;

import io.nacre.op.Concat;
import io.nacre.tensor.Shape;

/** Joins inputs, floats or ints: one input's part of some outer turns a tile. */
final class Concatenation implements Tiles {
    /** Elements of a tile, if an input's part of one turn is shorter. */
    private static final int GRAIN = 8192;

    private final Operands operands;
    /** Turns of the axes before the one along which inputs are joined. */
    private final int turns;
    /** For each input its elements of one turn; at the end those of the output. */
    private final int[] lengths;

    private final int turnsPerTile;
    private final int tilesPerInput;

    Concatenation(Concat op, Operands operands) {
        this.operands = operands;
        Shape shape = operands.outputShape();
        turns = (int) shape.elements(0, op.axis());
        lengths = new int[operands.inputs().size() + 1];
        for (int i = 0; i < lengths.length; i++) {
            Shape part = i < operands.inputs().size() ? operands.inputShape(i) : shape;
            lengths[i] = (int) part.elements(op.axis(), part.rank());
        }
        turnsPerTile = Math.max(GRAIN / Math.max(lengths[lengths.length - 1], 1), 1);
        tilesPerInput = Tiles.cover(turns, turnsPerTile);
    }

    @Override
    public int count() {
        return Math.multiplyExact(tilesPerInput, operands.inputs().size());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int input = tile / tilesPerInput;
        int before = 0;
        for (int i = 0; i < input; i++) {
            before += lengths[i];
        }
        CpuView from = operands.input(input);
        CpuView to = operands.output();
        int length = lengths[input];
        int first = tile % tilesPerInput * turnsPerTile;
        for (int turn = first; turn < Math.min(first + turnsPerTile, turns); turn++) {
            int target = to.offset() + turn * lengths[lengths.length - 1] + before;
            System.arraycopy(from.array(), from.offset() + turn * length, to.array(), target, length);
        }
    }
}
