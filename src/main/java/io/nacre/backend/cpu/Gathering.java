package io.nacre.backend.cpu;

import io.nacre.backend.IndexFault;
import io.nacre.op.Gather;
import io.nacre.tensor.Shape;

/** Takes pieces along an axis, floats or ints, by their indices; some pieces a tile. */
final class Gathering implements Tiles {
    /** Elements of a tile, if a piece is shorter. */
    private static final int GRAIN = 8192;

    private final int extent;
    /** Elements of a piece: those that one index takes at once. */
    private final int inner;

    private final int indexCount;
    private final int pieces;
    private final int piecesPerTile;
    private final CpuView x;
    private final CpuView indices;
    private final CpuView y;

    Gathering(Gather op, Operands operands) {
        Shape shape = operands.inputShape(0);
        extent = shape.extent(op.axis());
        inner = (int) shape.elements(op.axis() + 1, shape.rank());
        indexCount = (int) operands.inputShape(1).elements();
        pieces = Math.multiplyExact((int) shape.elements(0, op.axis()), indexCount);
        piecesPerTile = Math.max(GRAIN / Math.max(inner, 1), 1);
        x = operands.input(0);
        indices = operands.input(1);
        y = operands.output();
    }

    @Override
    public int count() {
        return Tiles.cover(pieces, piecesPerTile);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = (int) Math.min((tile + 1L) * piecesPerTile, pieces);
        for (int piece = tile * piecesPerTile; piece < end; piece++) {
            int at = piece % indexCount;
            int index = indices.ints()[indices.offset() + at];
            if (index < -extent || index >= extent) {
                throw new IndexFault(null, at, index);
            }
            int taken = index < 0 ? index + extent : index;
            int from = x.offset() + (piece / indexCount * extent + taken) * inner;
            int to = y.offset() + piece * inner;
            if (inner > 1) {
                System.arraycopy(x.array(), from, y.array(), to, inner);
            } else if (x.array() instanceof float[] floats) {
                y.floats()[to] = floats[from];
            } else {
                y.ints()[to] = x.ints()[from];
            }
        }
    }
}
