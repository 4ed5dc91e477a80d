package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.BlockTransform;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.Arrays;

/**
 * Convolution of 3×3 with channels in blocks by Winograd's minimal filtering: some tiles of a plane are transformed, multiplied
 * panel by panel, and taken back. Where the input is not finite, or where it or weights are so large that sums would not be, results
 * are computed by the definition.
 */
final class BlockWinogradConvolution implements Tiles {
    /** Sums of squares up to which no sum of transformed inputs overflows. */
    private static final float LARGEST = 1e30f;

    private final BlockLoops loops;
    private final BlockTransform transform;
    private final BlockWinogradPlan plan;
    private final BlockWinogradPanels panels;
    private final BlockConvolution direct;
    private final BlockFinish finish;
    private final Axis height;
    private final Axis width;
    private final Shape in;
    private final Shape out;
    private final Shape weights;
    private final TensorType weightType;
    private final int[] offsets;
    private final CpuView x;
    private final CpuView w;
    private final float[] scratch;
    private final int start;
    private final int perSeat;

    /**
     * @param start where each thread's {@link BlockWinogradPlan#scratch} begins
     */
    BlockWinogradConvolution(
            BlockWinogradPlan plan,
            BlockWinogradPanels panels,
            BlockLoops loops,
            BlockTransform transform,
            Convolution op,
            Operands operands,
            BlockConvolution direct,
            int start) {
        this.plan = plan;
        this.panels = panels;
        this.loops = loops;
        this.transform = transform;
        this.direct = direct;
        this.start = start;
        height = op.window().axis(0);
        width = op.window().axis(1);
        in = operands.inputShape(0);
        weightType = operands.inputTypes().get(1);
        weights = weightType.shape();
        out = operands.outputShape();
        finish = new BlockFinish(loops, op, operands);
        offsets = new int[plan.inputs() * plan.lanes()];
        Arrays.setAll(offsets, c -> c / plan.lanes() * plan.inputBlock() + c % plan.lanes());
        x = operands.input(0);
        w = operands.input(1);
        scratch = operands.scratch().floats();
        perSeat = Math.toIntExact(plan.scratch());
    }

    @Override
    public int count() {
        return Math.multiplyExact(out.extent(0), plan.parts() * plan.panels().count());
    }

    @Override
    public void run(int tile, Workspace workspace) {
        int chunk = tile % plan.panels().count();
        int part = tile / plan.panels().count() % plan.parts();
        int n = tile / plan.panels().count() / plan.parts();
        int row = plan.rows().start(part / plan.columns().count());
        int rows = plan.rows().length(part / plan.columns().count());
        int column = plan.columns().start(part % plan.columns().count());
        int columns = plan.columns().length(part % plan.columns().count());
        int firstPanel = plan.panels().start(chunk);
        int endPanel = firstPanel + plan.panels().length(chunk);
        int at = start + workspace.seat * perSeat;
        boolean finite = true;
        for (int block = 0; block < plan.inputs() && finite; block++) {
            finite = transform(n, block, row, rows, column, columns, at);
        }
        for (int panel = firstPanel; panel < endPanel; panel++) {
            if (finite && panels.isUsual(weightType, w, panel)) {
                panel(n, panel * BlockPanels.PANEL, row, rows, column, columns, at);
            } else {
                define(n, row, rows, column, columns, panel, panel + 1, workspace.seat);
            }
        }
    }

    /** Computes tiles by the definition. */
    private void define(int n, int row, int rows, int column, int columns, int firstPanel, int endPanel, int seat) {
        int outputs = plan.form().outputs();
        int left = column * outputs;
        int width = Math.min(columns * outputs, out.extent(3) - left);
        int end = Math.min((row + rows) * outputs, out.extent(2));
        for (int line = row * outputs; line < end; line += direct.mostLines()) {
            int count = Math.min(direct.mostLines(), end - line);
            direct.lines(n, 0, line, count, left, width, firstPanel, endPanel, seat);
        }
    }

    /** Transforms a block's tiles; answers whether what they see is finite, and small enough to stay so. */
    private boolean transform(int n, int block, int row, int rows, int column, int columns, int at) {
        int lanes = plan.lanes();
        int outputs = plan.form().outputs();
        int lines = plan.lines(rows);
        int vectors = columns * outputs + 2;
        int top = row * outputs - height.before();
        int left = column * outputs - width.before();
        int from = Math.min(Math.max(-left, 0), vectors);
        int to = Math.max(Math.min(in.extent(3) + Math.min(width.after(), 0) - left, vectors), from);
        int plane = x.sample(n) + block * in.extent(2) * in.extent(3) * lanes;
        for (int line = 0; line < lines; line++) {
            int begin = at + line * plan.line();
            int position = top + line;
            boolean inside = position >= 0 && position < in.extent(2) + Math.min(height.after(), 0);
            int first = inside ? from : vectors;
            int end = inside ? to : vectors;
            Arrays.fill(scratch, begin, begin + first * lanes, 0);
            if (inside) {
                int source = plane + (position * in.extent(3) + left + from) * lanes;
                System.arraycopy(x.floats(), source, scratch, begin + from * lanes, (to - from) * lanes);
            }
            Arrays.fill(scratch, begin + end * lanes, begin + vectors * lanes, 0);
        }
        for (int i = 0; i < rows; i++) {
            int v = at + plan.inputStart() + block * plan.inputBlock() + i * columns * lanes;
            int lineStart = at + i * outputs * plan.line();
            int room = at + plan.roomStart();
            transform.input(scratch, lineStart, plan.line(), columns, scratch, v, plan.inputStep(), scratch, room);
        }
        float squares = 0;
        for (int line = 0; line < lines; line++) {
            squares += transform.squares(scratch, at + line * plan.line(), vectors * lanes);
        }
        return squares < LARGEST;
    }

    /** The results of a panel of one or two blocks. */
    private void panel(int n, int block, int row, int rows, int column, int columns, int at) {
        int wide = Math.min(BlockPanels.PANEL, out.extent(1) - block);
        int pixels = rows * columns;
        for (int k = 0; k < plan.form().products(); k++) {
            loops.multiply(
                    scratch,
                    at + plan.inputStart() + k * plan.inputStep(),
                    offsets,
                    w.floats(),
                    w.offset() + panels.start(weights, block, k),
                    wide,
                    scratch,
                    at + plan.sumStart() + k * plan.sumStep(),
                    plan.inputBlock(),
                    pixels);
        }
        int outputs = plan.form().outputs();
        int position = column * outputs;
        int length = Math.min(columns * outputs, out.extent(3) - position);
        for (int i = 0; i < wide; i++) {
            for (int r = 0; r < rows; r++) {
                int line = (row + r) * outputs;
                int count = Math.min(outputs, out.extent(2) - line);
                transform.output(
                        scratch,
                        at + plan.sumStart() + i * plan.inputBlock() + r * columns * plan.lanes(),
                        plan.sumStep(),
                        finish.results(),
                        finish.target(n, block + i, line * out.extent(3) + position),
                        out.extent(3) * plan.lanes(),
                        count,
                        length,
                        scratch,
                        at + plan.roomStart());
                for (int y = line; y < line + count; y++) {
                    finish.apply(n, block + i, y * out.extent(3) + position, length);
                }
            }
        }
    }
}
