package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ProductLoops;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;

/**
 * Convolution as a product of matrices for each sample and group: weights (channels × taps) times the input as each tap
 * sees it (taps × results), whose rows are made when a tile needs them.
 *
 * <p>The zeros that taps see in the padding are not the same as taps that are skipped if a weight is infinite or NaN:
 * they make the result NaN. So results with a NaN are computed again, directly.
 */
final class RowGemmConvolution extends RowProduct {
    private final Volume in;
    private final Volume out;
    private final int groups;
    private final int rows;
    private final int depth;
    private final TapRows taps;
    private final LineTile tiling;
    private final CpuView x;
    private final CpuView weight;
    private final RowEpilogue epilogue;
    private final DirectConvolution direct;

    private RowGemmConvolution(Convolution op, Operands operands, Volume in, Volume out, TapRows taps) {
        super(
                Math.multiplyExact(out.n(), op.groups()),
                out.c() / op.groups(),
                1,
                Math.multiplyExact(out.d(), taps.tiling().count()));
        this.in = in;
        this.out = out;
        this.taps = taps;
        tiling = taps.tiling();
        groups = op.groups();
        rows = out.c() / groups;
        depth = Math.toIntExact(in.c() / groups * op.window().taps());
        x = operands.input(0);
        weight = operands.input(1);
        epilogue = RowEpilogue.perRow(op, operands);
        direct = new DirectConvolution(op, operands, (oc, k) -> weight.floats()[weight.sample(oc) + k]);
    }

    static RowGemmConvolution of(Convolution op, Operands operands) {
        Volume in = Volume.of(operands.inputShape(0));
        Volume out = Volume.of(operands.outputShape());
        if (op.window().isPointwise()) { // planes do as well as lines, and are longer
            in = new Volume(in.n(), in.c(), 1, 1, in.plane());
            out = new Volume(out.n(), out.c(), 1, 1, out.plane());
        }
        TapRows taps = new TapRows(op.window().volume(), in, out, operands.input(0));
        return new RowGemmConvolution(op, operands, in, out, taps);
    }

    @Override
    int depth(int columnTile) {
        return depth;
    }

    @Override
    int width(int columnTile) {
        return tiling.width(columnTile % tiling.count());
    }

    @Override
    void copyFactors(int product, int row, int columnTile, int k, int length, float[] factors) {
        int oc = product % groups * rows + row;
        System.arraycopy(weight.floats(), weight.sample(oc) + k, factors, 0, length);
    }

    @Override
    void copyOperands(int product, int columnTile, int k, int length, Workspace workspace) {
        int channel = product % groups * (in.c() / groups);
        int start = x.sample(product / groups) + channel * in.plane();
        taps.copy(start, columnTile / tiling.count(), columnTile % tiling.count(), k, length, workspace);
    }

    @Override
    void store(int product, int firstRow, int height, int columnTile, Workspace workspace) {
        int tile = columnTile % tiling.count();
        int line = columnTile / tiling.count() * out.h() + tiling.firstLine(tile);
        int position = line * out.w() + tiling.firstColumn(tile);
        int oc = product % groups * rows + firstRow;
        for (int r = 0; r < height; r++) {
            int length = closeGaps(workspace.results[r], tile);
            store(product / groups, oc + r, position, length, workspace.results[r]);
        }
    }

    private void store(int n, int oc, int position, int length, float[] result) {
        if (ProductLoops.hasNaN(result, length)) {
            direct.run(n, oc, position, length, result);
        } else {
            epilogue.store(result, length, oc, n, oc * out.plane() + position);
        }
    }

    /** Moves lines together; answers the elements of all. */
    private int closeGaps(float[] result, int tile) {
        int columns = tiling.columnCount(tile);
        int lines = tiling.lineCount(tile);
        for (int line = 1; line < lines && tiling.gap() > 0; line++) {
            System.arraycopy(result, line * tiling.pitch(tile), result, line * columns, columns);
        }
        return lines * columns;
    }
}
