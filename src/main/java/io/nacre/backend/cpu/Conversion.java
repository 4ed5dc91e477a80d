package io.nacre.backend.cpu;

/** Floats as ints, or ints as floats; a piece of the tensor a tile. */
final class Conversion implements Tiles {
    /** Elements of a tile. */
    private static final int GRAIN = 16 * Workspace.WIDTH;

    private final int elements;
    private final CpuView x;
    private final CpuView y;

    Conversion(Operands operands) {
        elements = Math.toIntExact(operands.outputShape().elements());
        x = operands.input(0);
        y = operands.output();
    }

    @Override
    public int count() {
        return Tiles.cover(elements, GRAIN);
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int end = (int) Math.min((tile + 1L) * GRAIN, elements);
        for (int i = tile * GRAIN; i < end; i++) {
            int from = x.offset() + i;
            int to = y.offset() + i;
            if (y.array() instanceof float[] floats) {
                floats[to] = x.array() instanceof float[] same ? same[from] : x.ints()[from];
            } else {
                y.ints()[to] = x.array() instanceof float[] wide ? (int) wide[from] : x.ints()[from];
            }
        }
    }
}
