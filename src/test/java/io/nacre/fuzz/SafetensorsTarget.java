package io.nacre.fuzz;

import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The reader of {@code .safetensors}. */
record SafetensorsTarget(List<byte[]> files) implements Target {
    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public byte[] input(Random random) {
        return Damage.damaged(files, random);
    }

    @Override
    public Outcome consume(byte[] input, Path folder, Random random) throws IOException {
        Path file = Files.createTempFile(folder, "damaged", ".safetensors"); // never written again: it stays mapped
        try {
            Files.write(file, input);
            Safetensors.open(file).tensors().values().forEach(Execution::touch);
        } finally {
            Files.delete(file);
        }
        return Outcome.RAN;
    }
}
