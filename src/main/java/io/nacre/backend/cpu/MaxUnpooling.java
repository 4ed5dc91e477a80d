package io.nacre.backend.cpu;

import io.nacre.backend.IndexFault;
import io.nacre.op.Volume;
import java.util.Arrays;

/** Puts values back by their indices, one channel of one sample a tile, in order: of duplicates the last one stays. */
final class MaxUnpooling implements Tiles {
    private final Volume in;
    private final Volume out;
    private final CpuView x;
    private final CpuView indices;
    private final CpuView y;

    MaxUnpooling(Operands operands) {
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        x = operands.input(0);
        indices = operands.input(1);
        y = operands.output();
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.n(), out.c());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int n = tile / out.c();
        int c = tile % out.c();
        int from = x.sample(n) + c * in.plane();
        int where = indices.sample(n) + c * in.plane();
        int to = y.sample(n) + c * out.plane();
        Arrays.fill(y.floats(), to, to + out.plane(), 0);
        for (int i = 0; i < in.plane(); i++) {
            int index = indices.ints()[where + i];
            if (index < 0 || index >= out.plane()) {
                throw new IndexFault(null, (long) tile * in.plane() + i, index);
            }
            y.floats()[to + index] = x.floats()[from + i];
        }
    }
}
