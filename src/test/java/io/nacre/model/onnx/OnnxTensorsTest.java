package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors in files of one TensorProto, written and read. */
class OnnxTensorsTest {
    @TempDir
    private Path folder;

    @Test
    void writesTheBytesThatOnnxDoes() throws IOException {
        Path file = folder.resolve("x.pb");
        OnnxTensors.write(file, new OnnxTensors.Named("xy", Tensor.of(new float[] {1, -2}, 2, 1)));
        assertThat(Files.readAllBytes(file))
                .containsExactly(
                        0x08, 2, 0x08, 1, // dims
                        0x10, 1, // data_type FLOAT
                        0x42, 2, 'x', 'y', // name
                        0x4A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0); // raw_data
    }

    @Test
    void readsWhatItWrote() {
        Path file = folder.resolve("x.pb");
        for (Tensor tensor : List.of(
                Tensor.of(new float[] {0.5f, Float.NaN, Float.NEGATIVE_INFINITY, -0f}, 4),
                Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 1, 2),
                Tensor.of(new long[] {Long.MAX_VALUE, -1, 0}, 3),
                Tensor.ofBooleans(ByteBuffer.wrap(new byte[] {1, 0}), Shape.of(2)),
                Tensor.of(new float[] {3}),
                Tensor.of(new float[0], 0, 5))) {
            OnnxTensors.write(file, new OnnxTensors.Named("", tensor));
            Tensor read = OnnxTensors.read(file).tensor();
            assertThat(read.type()).isEqualTo(tensor.type());
            if (tensor.dataType().isFloat()) {
                assertThat(read.toFloats()).containsExactly(tensor.toFloats());
            } else {
                assertThat(read.toLongs()).containsExactly(tensor.toLongs());
            }
        }
    }

    @Test
    void saysWhereItCannotWrite() {
        Path file = folder.resolve("none/x.pb");
        assertThatThrownBy(() -> OnnxTensors.write(file, new OnnxTensors.Named("x", Tensor.of(new float[1], 1))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("tensor file 'x.pb': cannot be written: ");
    }
}
