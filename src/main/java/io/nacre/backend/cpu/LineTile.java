package io.nacre.backend.cpu;

/**
 * Some lines of a convolution's results, or a piece of one line, as a tile's columns. So that the taps of one row of the
 * window see parts of the same input lines, each line is followed by a few columns that mean nothing: a tap further right
 * sees the same lines from a later column on.
 *
 * @param lines how the lines of a slice are cut
 * @param columns how a line is cut; not at all if a tile has several lines
 * @param gap columns between the lines
 */
record LineTile(Pieces lines, Pieces columns, int gap) {

    /** The tiling of slices of the given extents. */
    static LineTile of(int height, int width, int gap) {
        Pieces columns = Pieces.ofAtMost(width, Workspace.WIDTH - gap);
        int most = columns.count() > 1 ? 1 : Math.max(Workspace.WIDTH / (width + gap), 1);
        return new LineTile(Pieces.ofAtMost(height, most), columns, gap);
    }

    /** Tiles of one slice. */
    int count() {
        return lines.count() * columns.count();
    }

    int firstLine(int tile) {
        return lines.start(tile / columns.count());
    }

    int lineCount(int tile) {
        return lines.length(tile / columns.count());
    }

    int firstColumn(int tile) {
        return columns.start(tile % columns.count());
    }

    /** Results of each line. */
    int columnCount(int tile) {
        return columns.length(tile % columns.count());
    }

    /** Columns from one line to the next. */
    int pitch(int tile) {
        return columnCount(tile) + gap;
    }

    /** All columns, those between lines included. */
    int width(int tile) {
        return lineCount(tile) * pitch(tile) - gap;
    }
}
