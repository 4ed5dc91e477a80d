package io.nacre.backend.cpu;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A copy between the host's memory and an array, large enough that several threads are faster than one. */
final class Transfer implements Tiles {
    /** Elements from which on others help. */
    static final int LARGE = 64 * 1024;

    private static final int PIECES = 8;
    private static final float[] NOTHING = {};

    private final ParallelLoop loop;
    private @Nullable FloatBuffer host;
    private float[] array = NOTHING;
    private int offset;
    private int size;
    private boolean in;

    Transfer(String backend, Team team) {
        loop = new ParallelLoop(backend + " transfer", this, team);
    }

    /**
     * Copies the host's remaining elements, which are {@code size}.
     *
     * @param in whether into the array, else out of it
     */
    void run(FloatBuffer host, float[] array, int offset, int size, boolean in, Workspace workspace) {
        this.host = host;
        this.array = array;
        this.offset = offset;
        this.size = size;
        this.in = in;
        try {
            loop.runAll(workspace);
        } finally {
            this.host = null;
            this.array = NOTHING;
        }
    }

    @Override
    public int count() {
        return PIECES;
    }

    @Override
    public void run(int tile, Workspace workspace) {
        FloatBuffer memory = host;
        if (memory == null) {
            return;
        }
        int start = (int) ((long) size * tile / PIECES);
        int length = (int) ((long) size * (tile + 1) / PIECES) - start;
        if (in) {
            memory.get(memory.position() + start, array, offset + start, length);
        } else {
            memory.put(memory.position() + start, array, offset + start, length);
        }
    }
}
