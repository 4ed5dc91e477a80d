package io.nacre.image;

/** How a camera held the picture that it stored, in EXIF's order of numbers from 1; each says what makes it upright. */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_LEFT(true, false, true),
    TRANSVERSED(true, true, true),
    TURNED_RIGHT(true, true, false);

    private final boolean exchanged;
    private final boolean mirrored;
    private final boolean flipped;

    /**
     * A number of EXIF.
     *
     * @param exchanged whether the picture's rows are stored as columns
     * @param mirrored whether stored rows run from right to left
     * @param flipped whether stored rows are in order from the bottom
     */
    Orientation(boolean exchanged, boolean mirrored, boolean flipped) {
        this.exchanged = exchanged;
        this.mirrored = mirrored;
        this.flipped = flipped;
    }

    static Orientation of(int number) {
        return number < 1 || number > values().length ? UPRIGHT : values()[number - 1];
    }

    Picture upright(Picture stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = exchanged ? stored.height() : stored.width();
        int height = exchanged ? stored.width() : stored.height();
        return new Picture(
                width,
                height,
                stored.planes().stream()
                        .map(plane -> upright(plane, stored, width, height))
                        .toList());
    }

    private float[] upright(float[] plane, Picture stored, int width, int height) {
        float[] target = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = exchanged ? y : x;
                int row = exchanged ? x : y;
                column = mirrored ? stored.width() - 1 - column : column;
                row = flipped ? stored.height() - 1 - row : row;
                target[y * width + x] = plane[row * stored.width() + column];
            }
        }
        return target;
    }
}
