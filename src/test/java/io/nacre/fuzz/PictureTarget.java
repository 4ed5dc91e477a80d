package io.nacre.fuzz;

import io.nacre.image.Normalization;
import io.nacre.image.Picture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The reader of pictures, and what is done to them. */
record PictureTarget(List<byte[]> files) implements Target {
    private static final int MOST_PIXELS = 1 << 20;

    @Override
    public String name() {
        return "picture";
    }

    @Override
    public byte[] input(Random random) {
        return Damage.damaged(files, random);
    }

    @Override
    public Outcome consume(byte[] input, Path folder, Random random) throws IOException {
        Picture picture = Picture.read(new ByteArrayInputStream(input), "damaged");
        if (picture.width() * picture.height() > MOST_PIXELS) {
            return Outcome.LARGE;
        }
        picture.withChannels(3)
                .resized(1 + random.nextInt(40), 1 + random.nextInt(40))
                .tensor(Normalization.IMAGENET);
        return Outcome.RAN;
    }
}
