package io.nacre.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every element type, byte order, layout and version, as NumPy and PyTorch wrote them ({@code scripts/golden/arrays.py}). */
class RecordedArraysTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> arrays() throws IOException {
        try (InputStream table = Objects.requireNonNull(RecordedArraysTest.class.getResourceAsStream("/arrays.tsv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(line -> Arguments.of((Object[]) line.split("\t", -1))).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void readsWhatWasWritten(String name, String bytes, DataType type, String shape, String values) throws IOException {
        Path file = Files.write(
                folder.resolve(name.endsWith(".npy") ? "a.npy" : "a.safetensors"),
                HexFormat.of().parseHex(bytes));
        Tensor tensor = name.endsWith(".npy")
                ? Npy.read(file)
                : Objects.requireNonNull(Safetensors.open(file).tensors().get("t"));
        assertThat(tensor.dataType()).isEqualTo(type);
        assertThat(tensor.shape().toString()).isEqualTo(shape.equals("-") ? "scalar" : shape.replace('x', '×'));
        String[] words = values.isEmpty() ? new String[0] : values.split(" ", -1);
        if (type == DataType.F32) {
            assertThat(tensor.toFloats()).containsExactly(floats(words));
        } else {
            assertThat(tensor.toLongs())
                    .containsExactly(
                            Arrays.stream(words).mapToLong(Long::parseLong).toArray());
        }
    }

    private static float[] floats(String[] words) {
        float[] floats = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            floats[i] = words[i].equals("inf")
                    ? Float.POSITIVE_INFINITY
                    : words[i].equals("-inf")
                            ? Float.NEGATIVE_INFINITY
                            : words[i].equals("nan") ? Float.NaN : (float) Double.parseDouble(words[i]);
        }
        return floats;
    }
}
