package io.nacre.backend.cpu;

import io.nacre.op.LoopNest;

/**
 * A loop nest over a dense output, some thousand elements a tile, handed out in pieces of its innermost loop. The nest's
 * operands are the inputs.
 */
abstract class NestTiles implements Tiles {
    /** What a tile costs, in element-wise operations. */
    private static final int GRAIN = 8192;

    private final LoopNest nest;
    private final int elementsPerTile;
    private final int elements;
    private final int innermost;

    /**
     * @param elements of the output
     * @param cost of one of them, in element-wise operations
     */
    NestTiles(LoopNest nest, long elements, long cost) {
        this.nest = nest;
        this.elementsPerTile = (int) Math.max(GRAIN / Math.max(cost, 1), 1);
        this.elements = Math.toIntExact(elements);
        this.innermost = Math.max(nest.loops() - 1, 0);
    }

    /**
     * Computes some elements that follow each other in the output.
     *
     * @param position of the first in the output
     * @param outer the turn of the loops around the innermost
     * @param inner the turn of the innermost loop
     */
    abstract void piece(int position, int outer, int inner, int length, Workspace workspace);

    /** Where an operand is read at the given turn of the loops. */
    final int start(int operand, int outer, int inner) {
        long start = inner * nest.stride(operand, innermost);
        int turn = outer;
        for (int loop = innermost - 1; loop >= 0; loop--) {
            start += turn % nest.extent(loop) * nest.stride(operand, loop);
            turn /= nest.extent(loop);
        }
        return (int) start;
    }

    /** An operand's stride along the innermost loop. */
    final int step(int operand) {
        return (int) nest.stride(operand, innermost);
    }

    @Override
    public final int count() {
        return Tiles.cover(elements, elementsPerTile);
    }

    @Override
    public final void run(int tile, Workspace workspace) {
        int end = (int) Math.min((tile + 1L) * elementsPerTile, elements);
        int extent = nest.extent(innermost);
        int length;
        for (int position = tile * elementsPerTile; position < end; position += length) {
            int inner = position % extent;
            length = Math.min(extent - inner, end - position);
            piece(position, position / extent, inner, length, workspace);
        }
    }
}
