package io.nacre.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nacre.error.ModelException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file(String header, String data) throws IOException {
        return file(header.getBytes(StandardCharsets.UTF_8).length, header, data);
    }

    private Path file(long length, String header, String data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = HexFormat.of().parseHex(data);
        ByteBuffer all = ByteBuffer.allocate(8 + text.length + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(length).put(text).put(bytes);
        return Files.write(folder.resolve("weights.safetensors"), all.array());
    }

    @Test
    void readsTensorsOfEveryType() throws IOException {
        Path file = file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + " \"half\" : {\"shape\":[1,1], \"dtype\":\"BF16\", \"data_offsets\":[8,10]},"
                        + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[10,18]},"
                        + "\"t\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[18,20]},"
                        + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[20,20]},"
                        + "\"__metadata__\":{\"case\":\"\\u00e9\\n\\\"\"}}   ",
                "0000c03f000000c0" + "8040" + "feffffffffffffff" + "0100");
        Safetensors read = Safetensors.open(file);
        assertThat(read.tensors().keySet()).containsExactly("a", "half", "n", "t", "none");
        assertThat(read.tensors().get("a").toFloats()).containsExactly(1.5f, -2f);
        assertThat(read.tensors().get("half").toFloats()).containsExactly(4f);
        assertThat(read.tensors().get("n").shape().rank()).isZero();
        assertThat(read.tensors().get("n").toLongs()).containsExactly(-2);
        assertThat(read.tensors().get("t").dataType()).isEqualTo(DataType.BOOL);
        assertThat(read.tensors().get("none").shape()).isEqualTo(Shape.of(0, 3));
        assertThat(read.metadata()).containsExactly(Map.entry("case", "é\n\""));
    }

    @Test
    void readsWhatPytorchWrote() throws IOException {
        String shared = System.getProperty("nacre.shared", "");
        Path file = Path.of(shared, "torch-examples", "maxpool2d_ceil_indices.safetensors");
        assumeThat(file).as("the folder 'shared' beside the checkout").exists();
        Safetensors read = Safetensors.open(file);
        assertThat(read.metadata()).containsEntry("case", "maxpool2d_ceil_indices");
        Tensor x = read.tensors().get("x");
        long[] indices = read.tensors().get("indices").toLongs();
        float[] y = read.tensors().get("y").toFloats();
        long plane = x.shape().elements(2, 4);
        int outputs = (int) read.tensors().get("y").shape().elements(2, 4);
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(x.toFloats()[(int) (i / outputs * plane + indices[i])]);
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", Tensor.of(new float[] {1, 2, 3, Float.NaN, -0f, 6}, 1, 2, 3));
        tensors.put("strange \"name\"\n\\", Tensor.of(new long[] {Long.MIN_VALUE}, 1));
        tensors.put("empty", Tensor.of(new float[0], 0));
        tensors.put("i", Tensor.of(new int[] {5}));
        Path file = folder.resolve("written.safetensors");
        new Safetensors(tensors, Map.of("ключ", "value")).write(file);
        Safetensors read = Safetensors.open(file);
        assertThat(read.metadata()).containsExactly(Map.entry("ключ", "value"));
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            assertThat(read.tensors().get(name).type()).isEqualTo(tensor.type());
            assertThat(read.tensors().get(name).buffer()).isEqualTo(tensor.buffer());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}x                                                             | the header is not JSON: text after the end at character 2",
                "{\"a\":{},\"a\":{}}                                             | the header is not JSON: key \"a\" a second time at character 14",
                "[1]                                                             | the header is no JSON object",
                "{\"a\":[]}                                                      | 'a' in the header is no JSON object",
                "{\"a\":1.5}                                                     | 'a' in the header is no JSON object",
                "{\"a\":1.5.5}                                                   | the header is not JSON: '1.5.5' where a value should be at character 10",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}| tensor 'a': shape is [1.5], expected a list of whole numbers",
                "{\"a\" 1}                                                       | the header is not JSON: '1' where ':' should be at character 5",
                "{\"a                                                            | the header is not JSON: an end too early at character 3",
                "[[[[[[[[[[[[[[[[[[[[[[                                          | the header is not JSON: nested deeper than 16 at character 17",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[],\"data_offsets\":[0,4]}}   | tensor 'a': elements of type C64 are none of [F32, F64, F16, BF16, F8_E4M3, F8_E5M2, F8_E8M0, I64, U64, I32, U32, I16, U16, I8, U8, BOOL]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | tensor 'a': shape is [-1], expected a list of whole numbers",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}              | tensor 'a': shape is null, expected a list of whole numbers",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}  | tensor 'a': 2 of F32 is 8 bytes, data_offsets are [0, 4]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}  | tensor 'a' begins at byte 4, the one before it ends at 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  | the tensors need 8 bytes, the file has 4",
                "{}                                                              | the tensors need 0 bytes, the file has 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1048576,1048576],\"data_offsets\":[0,4398046511104]}} | tensor 'a': 4398046511104 bytes, at most 2^31 - 1 can be read",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296],\"data_offsets\":[0,17179869184]}}       | tensor 'a': shape [4294967296] is not one: integer overflow",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2],\"data_offsets\":[0,4]}}    | tensor 'a': shape [2147483647, 2147483647, 2] is not one: long overflow",
            })
    void refusesHostileHeaders(String header, String message) throws IOException {
        Path file = file(header, "00000000");
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-1", "99000000", "1000", "0"})
    void refusesHostileHeaderLengths(long length) throws IOException {
        Path file = file(length, "{}", "");
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": a header of " + Long.toUnsignedString(length)
                        + " bytes in a file of 10 is not a .safetensors file's");
    }

    @Test
    void refusesAFileShorterThanItsLength() throws IOException {
        Path file = Files.write(folder.resolve("short.safetensors"), new byte[5]);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": is truncated at 5 bytes");
    }

    /** Whatever is changed, a file is read or refused, never worse. */
    @Test
    void survivesMutation() throws IOException {
        Path good = folder.resolve("good.safetensors");
        new Safetensors(Map.of("w", Tensor.of(new float[] {1, 2}, 2)), Map.of("a", "b")).write(good);
        byte[] bytes = Files.readAllBytes(good);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] mutated = bytes.clone();
            mutated[random.nextInt(mutated.length - 8)] = (byte) random.nextInt(256);
            Path file = Files.write(folder.resolve("mutated.safetensors"), mutated);
            try {
                Safetensors.open(file);
            } catch (ModelException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
