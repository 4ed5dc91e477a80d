package io.nacre.backend.cpu;

import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Transposed convolution as a product of matrices for each sample, group and slice of the result: weights (taps of a
 * slice of the window × channels) times a rectangle of the input (channels × elements). What each tap gives is then added
 * where it lies on the result; a tile takes as much of the input as its own results need.
 */
final class RowGemmTransposedConvolution extends RowProduct {
    private final Volume in;
    private final Volume out;
    private final Taps depth;
    /** For each slice of the result the taps along the depth axis that give to it. */
    private final int[][] depthTaps;

    private final TransposedPieces lines;
    private final TransposedPieces columns;
    private final int groups;
    private final int outputsPerGroup;
    private final int taps;
    private final CpuView x;
    private final CpuView weight;
    private final RowEpilogue epilogue;

    private RowGemmTransposedConvolution(
            ConvolutionTranspose op, Operands operands, TransposedPieces lines, TransposedPieces columns) {
        super(
                operands.outputShape().extent(0) * op.groups(),
                operands.inputShape(1).extent(1)
                        * lines.taps().count()
                        * columns.taps().count(),
                lines.taps().count() * columns.taps().count(),
                Volume.of(operands.outputShape()).d()
                        * lines.results().count()
                        * columns.results().count());
        in = Volume.of(operands.inputShape(0));
        out = Volume.of(operands.outputShape());
        depth = new Taps(op.window().volume().axis(0), out.d(), in.d());
        depthTaps = new int[out.d()][];
        Arrays.setAll(
                depthTaps,
                od -> IntStream.range(0, depth.count())
                        .filter(kd -> depth.outputAt(od, kd) >= 0)
                        .toArray());
        this.lines = lines;
        this.columns = columns;
        groups = op.groups();
        outputsPerGroup = out.c() / groups;
        taps = lines.taps().count() * columns.taps().count();
        x = operands.input(0);
        weight = operands.input(1);
        epilogue = RowEpilogue.perRow(op, operands);
    }

    /** Whether the taps of a slice of the window, and the part of the input that one result needs, fit into a tile. */
    static boolean fits(ConvolutionTranspose op, Shape input, Shape output) {
        Window window = op.window().volume();
        return window.axis(1).kernel() * (long) window.axis(2).kernel() <= Workspace.ROWS
                && lines(window, input, output).isPresent()
                && columns(window, input, output).isPresent();
    }

    /** The bound work, for an operation that fits. */
    static RowGemmTransposedConvolution of(ConvolutionTranspose op, Operands operands) {
        Window window = op.window().volume();
        return new RowGemmTransposedConvolution(
                op,
                operands,
                lines(window, operands.inputShape(0), operands.outputShape()).orElseThrow(),
                columns(window, operands.inputShape(0), operands.outputShape()).orElseThrow());
    }

    private static Optional<TransposedPieces> lines(Window window, Shape input, Shape output) {
        Taps height =
                new Taps(window.axis(1), Volume.of(output).h(), Volume.of(input).h());
        return TransposedPieces.of(height, Workspace.WIDTH / Math.max(widest(window, input), 1));
    }

    private static Optional<TransposedPieces> columns(Window window, Shape input, Shape output) {
        Taps width =
                new Taps(window.axis(2), Volume.of(output).w(), Volume.of(input).w());
        return TransposedPieces.of(width, widest(window, input));
    }

    /** The most columns of input in a tile: a whole line, if as many lines as one result needs find room. */
    private static int widest(Window window, Shape input) {
        Volume in = Volume.of(input);
        long lines = (window.axis(1).span() - 1) / window.axis(1).stride() + 1;
        return (int) Math.min(in.w(), Workspace.WIDTH / Math.max(Math.min(lines, in.h()), 1));
    }

    private int slice(int columnTile) {
        return columnTile / columns.results().count() / lines.results().count();
    }

    private int linePiece(int columnTile) {
        return columnTile / columns.results().count() % lines.results().count();
    }

    private int columnPiece(int columnTile) {
        return columnTile % columns.results().count();
    }

    @Override
    int depth(int columnTile) {
        return in.c() / groups * depthTaps[slice(columnTile)].length;
    }

    @Override
    int width(int columnTile) {
        return lines.sources(linePiece(columnTile)) * columns.sources(columnPiece(columnTile));
    }

    @Override
    void copyFactors(int product, int row, int columnTile, int k, int length, float[] factors) {
        int od = slice(columnTile);
        int[] slices = depthTaps[od];
        int firstChannel = product % groups * (in.c() / groups);
        for (int i = 0; i < length; i++) {
            int kd = slices[(k + i) % slices.length];
            int channel = weight.sample(firstChannel + (k + i) / slices.length);
            factors[i] = weight.floats()[channel + (row / taps * depth.count() + kd) * taps + row % taps];
        }
    }

    @Override
    void copyOperands(int product, int columnTile, int k, int length, Workspace workspace) {
        int od = slice(columnTile);
        int[] slices = depthTaps[od];
        int firstChannel = product % groups * (in.c() / groups);
        for (int i = 0; i < length; i++) {
            int id = depth.outputAt(od, slices[(k + i) % slices.length]);
            int channel = firstChannel + (k + i) / slices.length;
            int start = x.sample(product / groups) + (channel * in.d() + id) * in.h() * in.w();
            copyRectangle(start, linePiece(columnTile), columnPiece(columnTile), workspace.operands[i]);
        }
    }

    private void copyRectangle(int start, int linePiece, int columnPiece, float[] operand) {
        int count = columns.sources(columnPiece);
        int source = start + lines.firstSource(linePiece) * in.w() + columns.firstSource(columnPiece);
        for (int line = 0; line < lines.sources(linePiece); line++) {
            System.arraycopy(x.floats(), source + line * in.w(), operand, line * count, count);
        }
    }

    @Override
    void store(int product, int firstRow, int height, int columnTile, Workspace workspace) {
        int od = slice(columnTile);
        int linePiece = linePiece(columnTile);
        int firstLine = lines.results().start(linePiece);
        for (int r = 0; r < height; r += taps) {
            int oc = product % groups * outputsPerGroup + (firstRow + r) / taps;
            for (int oh = firstLine; oh < firstLine + lines.results().length(linePiece); oh++) {
                storeLine(product / groups, oc, od, oh, columnTile, r, workspace);
            }
        }
    }

    /** Adds up a line of results, or a piece of one, from the rows of its channel, and stores it. */
    private void storeLine(int n, int oc, int od, int oh, int columnTile, int firstRow, Workspace workspace) {
        int columnPiece = columnPiece(columnTile);
        int length = columns.results().length(columnPiece);
        float[] result = workspace.lines[0];
        Arrays.fill(result, 0, length, 0);
        for (int kh = 0; kh < lines.taps().count(); kh++) {
            int ih = lines.taps().outputAt(oh, kh);
            if (ih >= 0) {
                int line = (ih - lines.firstSource(linePiece(columnTile))) * columns.sources(columnPiece);
                for (int kw = 0; kw < columns.taps().count(); kw++) {
                    float[] row =
                            workspace.results[firstRow + kh * columns.taps().count() + kw];
                    addTap(row, line, kw, columnPiece, result);
                }
            }
        }
        int first = columns.results().start(columnPiece);
        epilogue.store(result, length, oc, n, ((oc * out.d() + od) * out.h() + oh) * out.w() + first);
    }

    private void addTap(float[] row, int line, int kw, int columnPiece, float[] result) {
        Taps width = columns.taps();
        int first = columns.results().start(columnPiece);
        int from = width.firstOutputFrom(first, kw);
        int end = width.firstOutputFrom(first + columns.results().length(columnPiece), kw);
        int source = line - columns.firstSource(columnPiece);
        int target = width.position(from, kw) - first;
        for (int iw = from; iw < end; iw++) {
            result[target] += row[source + iw];
            target += width.stride();
        }
    }
}
