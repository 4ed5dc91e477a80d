package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.model.Model;
import io.nacre.model.onnx.schema.StringStringEntryProto;
import io.nacre.model.onnx.schema.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {
    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = Files.createDirectories(home.resolve("model/weights")).getParent();
        write(folder.resolve("weights/w.bin"), 100_000);
        write(home.resolve("secret.bin"), 100_000);
    }

    /** Floats 0, 1, 2… */
    private static void write(Path file, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
        }
        Files.write(file, bytes.array());
    }

    @Test
    void readsPartsOfFilesBesideTheModel() {
        assertThat(read(2, Map.of("location", "weights/w.bin", "offset", "12", "length", "8")))
                .containsExactly(3, 4);
        assertThat(read(2, Map.of("location", "./weights/../weights/w.bin"))).containsExactly(0, 1);
    }

    @Test
    void mapsLargeParts() {
        float[] numbers = read(90_000, Map.of("location", "weights/w.bin", "offset", "4"));
        assertThat(numbers).hasSize(90_000);
        assertThat(numbers[89_999]).isEqualTo(90_000);
    }

    @Test
    void staysInTheFolder() throws IOException {
        assertFault(
                Map.of("location", "../secret.bin"), "external data '../secret.bin': lies outside the model's folder");
        String absolute = home.resolve("secret.bin").toString();
        assertFault(Map.of("location", absolute), "lies outside the model's folder");
        Files.createSymbolicLink(folder.resolve("link.bin"), home.resolve("secret.bin"));
        assertFault(Map.of("location", "link.bin"), "external data 'link.bin': lies outside the model's folder");
    }

    @Test
    void wrongPlaces() {
        assertFault(Map.of("location", "none.bin"), "'none.bin': there is no such file beside the model");
        assertFault(Map.of(), "external data '': there is no such file");
        assertFault(Map.of("location", "weights"), "there is no such file");
        assertFault(Map.of("location", "a\0b"), "cannot be found");
        assertFault(
                Map.of("location", "weights/w.bin", "offset", "399996"),
                "bytes 399996 to 400004 are not all within the file of 400000 bytes");
        assertFault(Map.of("location", "weights/w.bin", "offset", "-4"), "bytes -4 to 4 are not all within");
        assertFault(Map.of("location", "weights/w.bin", "offset", "9223372036854775807"), "not all within");
        assertFault(Map.of("location", "weights/w.bin", "offset", "x"), "offset 'x' is no number");
        assertFault(
                Map.of("location", "weights/w.bin", "length", "12"),
                "has 12 bytes, the tensor's type and extents need 8");
    }

    @Test
    void modelsFindTheirWeights() throws IOException {
        Path file = folder.resolve("m.onnx");
        Written model = new Written(13)
                .input("x", 2)
                .initializer(proto(2, Map.of("location", "weights/w.bin")))
                .node("Add", "x,w", "y")
                .output("y");
        Files.write(file, model.proto().toByteArray());
        Model loaded = OnnxModel.load(file);
        assertThat(loaded.parameters()).isEqualTo(2);
        assertThatThrownBy(model::load)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "test.onnx': tensor 'w': external data 'weights/w.bin': the model was not read from");
    }

    private float[] read(int count, Map<String, String> place) {
        return new TensorReader(new ExternalData(folder))
                .read(proto(count, place))
                .toFloats();
    }

    private void assertFault(Map<String, String> place, String text) {
        assertThatThrownBy(() -> read(2, place))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("tensor 'w': external data")
                .hasMessageContaining(text);
    }

    private static TensorProto proto(int count, Map<String, String> place) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName("w")
                .setDataType(Written.FLOAT)
                .addDims(count)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        place.forEach((key, value) -> proto.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return proto.build();
    }
}
