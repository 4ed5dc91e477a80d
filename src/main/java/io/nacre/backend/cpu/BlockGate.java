package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Binary;
import io.nacre.tensor.Shape;

/**
 * A function of planes of channels in blocks and of one pixel of them: the pixel is repeated along a row, and rows are combined.
 */
final class BlockGate implements Tiles {
    /** Results of a tile, in rows. */
    private static final int ROWS = 32;

    private final RowLoops rows;
    private final Binary.Function function;
    private final boolean gateFirst;
    private final int lanes;
    private final int plane;
    private final int blocks;
    private final int width;
    private final CpuView x;
    private final CpuView gate;
    private final CpuView y;

    BlockGate(Binary op, Operands operands) {
        rows = operands.rows();
        function = op.function();
        Shape out = operands.outputShape();
        gateFirst = !operands.inputShape(0).equals(out);
        lanes = out.extent(4);
        plane = Math.toIntExact(out.elements(2, 5));
        blocks = out.extent(0) * out.extent(1);
        width = Workspace.WIDTH / lanes * lanes;
        x = operands.input(gateFirst ? 1 : 0);
        gate = operands.input(gateFirst ? 0 : 1);
        y = operands.output();
    }

    /** Whether one operand is a pixel of the other's planes, and the last axis a block. */
    static boolean fits(Shape a, Shape b, int lanes) {
        return isGate(a, b, lanes) || isGate(b, a, lanes);
    }

    private static boolean isGate(Shape gate, Shape x, int lanes) {
        return x.rank() == 5
                && x.extent(4) == lanes
                && x.elements(2, 4) > 1
                && gate.equals(x.with(2, 1).with(3, 1));
    }

    private int tilesPerPlane() {
        return Tiles.cover(plane, ROWS * width);
    }

    @Override
    public int count() {
        return Math.multiplyExact(blocks, tilesPerPlane());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int block = tile / tilesPerPlane();
        int first = tile % tilesPerPlane() * ROWS * width;
        int end = Math.min(first + ROWS * width, plane);
        float[] row = workspace.row();
        for (int j = 0; j < width; j += lanes) {
            System.arraycopy(gate.floats(), gate.offset() + block * lanes, row, j, lanes);
        }
        for (int j = first; j < end; j += width) {
            int at = block * plane + j;
            int length = Math.min(width, end - j);
            if (gateFirst) {
                rows.combine(function, row, 0, x.floats(), x.offset() + at, y.floats(), y.offset() + at, length);
            } else {
                rows.combine(function, x.floats(), x.offset() + at, row, 0, y.floats(), y.offset() + at, length);
            }
        }
    }
}
