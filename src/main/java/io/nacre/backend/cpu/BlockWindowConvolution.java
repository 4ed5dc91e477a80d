package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;

/** Depthwise convolution of channels in blocks: some lines of a block at a time, for which the input is copied and padded. */
final class BlockWindowConvolution implements Tiles {
    /** Elements of copied input of a tile. */
    private static final long CACHE = 24 * 1024;

    private final BlockLoops loops;
    private final BlockInput input;
    private final BlockFinish finish;
    private final Pieces lines;
    private final Shape in;
    private final Shape out;
    private final int taps;
    private final int[] offsets;
    private final CpuView x;
    private final CpuView w;
    private final float[] scratch;
    private final int start;
    private final int perSeat;

    BlockWindowConvolution(BlockLoops loops, Convolution op, Operands operands) {
        this.loops = loops;
        in = operands.inputShape(0);
        out = operands.outputShape();
        lines = lines(loops, op, in, out);
        input = input(loops, op, in, out, lines.size());
        taps = Math.toIntExact(op.window().taps());
        offsets = input.offsets();
        finish = new BlockFinish(loops, op, operands);
        x = operands.input(0);
        w = operands.input(1);
        scratch = operands.scratch().floats();
        start = operands.scratch().offset();
        perSeat = Math.toIntExact(input.elements());
    }

    /** Elements of scratch memory that each thread needs. */
    static long scratch(BlockLoops loops, Convolution op, Shape in, Shape out) {
        return input(loops, op, in, out, lines(loops, op, in, out).size()).elements();
    }

    /** The copied input of one block. */
    private static BlockInput input(BlockLoops loops, Convolution op, Shape in, Shape out, int lines) {
        Convolution single = new Convolution(op.window(), in.extent(1), op.epilogue(), op.block());
        return new BlockInput(loops, single, in, out, lines);
    }

    private static Pieces lines(BlockLoops loops, Convolution op, Shape in, Shape out) {
        int most = out.extent(2);
        while (most > 1 && input(loops, op, in, out, most).elements() > CACHE) {
            most = Tiles.cover(most, 2);
        }
        return Pieces.ofAtMost(out.extent(2), most);
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.extent(0) * out.extent(1), lines.count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int strip = tile % lines.count();
        int block = tile / lines.count() % out.extent(1);
        int n = tile / lines.count() / out.extent(1);
        int lanes = loops.lanes();
        int width = out.extent(3);
        int first = lines.start(strip);
        int count = lines.length(strip);
        int at = start + workspace.seat * perSeat;
        int plane = in.extent(2) * in.extent(3) * lanes;
        input.fill(x.floats(), x.sample(n) + block * plane, first, count, scratch, at);
        for (int line = 0; line < count; line++) {
            loops.window(
                    scratch,
                    at + line * input.pitch(),
                    offsets,
                    w.floats(),
                    w.offset() + block * taps * lanes,
                    finish.results(),
                    finish.target(n, block, (first + line) * width),
                    width);
        }
        finish.apply(n, block, first * width, count * width);
    }
}
