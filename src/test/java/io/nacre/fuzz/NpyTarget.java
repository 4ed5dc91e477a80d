package io.nacre.fuzz;

import io.nacre.tensor.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The reader of {@code .npy}. */
record NpyTarget(List<byte[]> files) implements Target {
    @Override
    public String name() {
        return "npy";
    }

    @Override
    public byte[] input(Random random) {
        return Damage.damaged(files, random);
    }

    @Override
    public Outcome consume(byte[] input, Path folder, Random random) throws IOException {
        Execution.touch(Npy.read(Files.write(folder.resolve("damaged.npy"), input)));
        return Outcome.RAN;
    }
}
