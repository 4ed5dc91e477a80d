package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.RowLoops;
import io.nacre.op.Activation;
import io.nacre.op.Unary;
import io.nacre.tensor.Shape;

/** An element-wise function, a piece of a sample a tile; samples that lie one after the other are one. */
final class UnaryRows implements Tiles {
    /** Elements of a tile. */
    private static final int GRAIN = 8192;

    private final RowLoops rows;
    private final Activation activation;
    private final int samples;
    private final Pieces pieces;
    private final CpuView x;
    private final CpuView y;

    UnaryRows(Unary op, Operands operands) {
        Shape shape = operands.outputShape();
        rows = operands.rows(shape.elements());
        activation = op.activation();
        x = operands.input(0);
        y = operands.output();
        int elements = (int) shape.elements();
        int batch = shape.rank() == 0 ? 1 : shape.extent(0);
        boolean dense = x.sampleStride() == elements / batch && y.sampleStride() == elements / batch;
        samples = dense ? 1 : batch;
        pieces = new Pieces(elements / samples, GRAIN);
    }

    @Override
    public int count() {
        return Math.multiplyExact(samples, pieces.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int n = tile / pieces.count();
        int piece = tile % pieces.count();
        int first = pieces.start(piece);
        rows.activate(
                activation, x.floats(), x.sample(n) + first, y.floats(), y.sample(n) + first, pieces.length(piece));
    }
}
