package io.nacre.backend.cpu;

import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.TileTransform;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import java.util.Arrays;

/** Pads and transforms the input of a block of Winograd tiles. */
final class WinogradInput {
    /** Sums of squares up to which no sum of transformed inputs overflows. */
    private static final float LARGEST = 1e30f;

    private final LineLoops loops;
    private final TileTransform transform;
    private final WinogradPlan plan;
    private final WinogradBlock block;
    private final Volume in;
    private final Taps height;
    private final Taps width;

    WinogradInput(
            LineLoops loops,
            TileTransform transform,
            WinogradPlan plan,
            WinogradBlock block,
            Window window,
            Volume in,
            Volume out) {
        this.loops = loops;
        this.transform = transform;
        this.plan = plan;
        this.block = block;
        this.in = in;
        height = new Taps(window.axis(1), in.h(), out.h());
        width = new Taps(window.axis(2), in.w(), out.w());
    }

    /**
     * Transforms all channels of a block.
     *
     * @param start where the first channel's slice lies
     * @param piece the block, counted within its slice
     * @param at where the thread's scratch memory begins
     * @return whether all of it is finite, and small enough to stay so
     */
    boolean fill(float[] x, int start, int piece, float[] scratch, int at) {
        int rowPiece = piece / plan.columns().count();
        int columnPiece = piece % plan.columns().count();
        int rows = plan.rows().length(rowPiece);
        int tiles = plan.columns().length(columnPiece);
        int outputs = plan.form().outputs();
        int top = plan.rows().start(rowPiece) * outputs - height.axis().before();
        int left = plan.columns().start(columnPiece) * outputs - width.axis().before();
        int line = outputs * (tiles + 1);
        int firstLine = clamp(-top, block.lines(rows));
        int lines = clamp(height.in() - top, block.lines(rows)) - firstLine;
        int first = clamp(-left, line);
        int length = clamp(width.in() - left, line) - first;
        int source = start + (top + firstLine) * in.w() + left + first;
        Arrays.fill(scratch, at, at + block.phases(), 0);
        boolean finite = true;
        for (int c = 0; c < block.channels(); c++) {
            if (lines > 0 && length > 0) {
                int to = at + firstLine * line + first;
                loops.copy(x, source + c * in.plane(), in.w(), scratch, to, line, length, lines);
            }
            finite &= transform(c, rows, tiles, scratch, at);
        }
        return finite;
    }

    private boolean transform(int c, int rows, int tiles, float[] scratch, int at) {
        int phases = at + block.phases();
        int line = tiles + 1;
        float squares = transform.split(scratch, at, scratch, phases, block.phase(), block.lines(rows) * line);
        transform.input(
                scratch,
                phases,
                block.phase(),
                line,
                rows,
                tiles,
                scratch,
                at + block.inputs(0) + c * block.pitch(),
                block.inputStep(),
                scratch,
                at + block.roomStart());
        return squares < LARGEST;
    }

    private static int clamp(int value, int most) {
        return Math.min(Math.max(value, 0), most);
    }
}
