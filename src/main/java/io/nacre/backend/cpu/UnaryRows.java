package io.nacre.backend.cpu;

import io.nacre.backend.cpu.scalar.ActivationLoops;
import io.nacre.op.Activation;
import io.nacre.op.Unary;
import io.nacre.tensor.Shape;

/** An element-wise function, a piece of a sample a tile. */
final class UnaryRows implements Tiles {
    /** Elements of a tile. */
    private static final int GRAIN = 16 * Workspace.WIDTH;

    private final Activation activation;
    private final int samples;
    private final int sample;
    private final int tilesPerSample;
    private final CpuView x;
    private final CpuView y;

    UnaryRows(Unary op, Operands operands) {
        Shape shape = operands.outputShape();
        activation = op.activation();
        samples = shape.rank() == 0 ? 1 : shape.extent(0);
        sample = (int) (shape.elements() / samples);
        tilesPerSample = Tiles.cover(sample, GRAIN);
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Math.multiplyExact(samples, tilesPerSample);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int n = tile / tilesPerSample;
        int first = tile % tilesPerSample * GRAIN;
        int end = Math.min(first + GRAIN, sample);
        float[] row = workspace.row();
        for (int i = first; i < end; i += Workspace.WIDTH) {
            int length = Math.min(Workspace.WIDTH, end - i);
            System.arraycopy(x.floats(), x.sample(n) + i, row, 0, length);
            ActivationLoops.apply(activation, row, length);
            System.arraycopy(row, 0, y.floats(), y.sample(n) + i, length);
        }
    }
}
