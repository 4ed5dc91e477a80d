package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorReaderTest {
    private final TensorReader reader = new TensorReader(new ExternalData(null));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | 0000803F000000C0                 | F32",
                "10 | 003C00C0                         | F32",
                "16 | 803F00C0                         | F32",
                "11 | 000000000000F03F00000000000000C0 | F32",
            })
    void rawFloats(int type, String hex, DataType expected) {
        Tensor tensor = reader.read(raw(type, hex));
        assertThat(tensor.type()).isEqualTo(new TensorType(expected, Shape.of(2)));
        assertThat(tensor.toFloats()).containsExactly(1, -2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2  | 01FF                             | I32  | 1 255",
                "3  | 01FF                             | I32  | 1 -1",
                "4  | 0100FFFF                         | I32  | 1 65535",
                "5  | 0100FFFF                         | I32  | 1 -1",
                "6  | 01000000FEFFFFFF                 | I32  | 1 -2",
                "7  | 0100000000000000FEFFFFFFFFFFFFFF | I64  | 1 -2",
                "9  | 0100                             | BOOL | 1 0",
                "12 | 01000000FFFFFFFF                 | I64  | 1 4294967295",
                "13 | 0100000000000000FFFFFFFFFFFFFF7F | I64  | 1 9223372036854775807",
            })
    void rawIntegers(int type, String hex, DataType expected, String numbers) {
        Tensor tensor = reader.read(raw(type, hex));
        assertThat(tensor.type()).isEqualTo(new TensorType(expected, Shape.of(2)));
        assertThat(tensor.toLongs())
                .containsExactly(Arrays.stream(numbers.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray());
    }

    @Test
    void typedLists() {
        assertThat(floats(tensor(1).addFloatData(1.5f).addFloatData(-2))).containsExactly(1.5f, -2f);
        assertThat(floats(tensor(11).addDoubleData(1.5).addDoubleData(-2))).containsExactly(1.5f, -2f);
        assertThat(floats(tensor(10).addInt32Data(0x3C00).addInt32Data(0xC000))).containsExactly(1f, -2f);
        assertThat(floats(tensor(16).addInt32Data(0x3F80).addInt32Data(0xC000))).containsExactly(1f, -2f);
        assertThat(longs(tensor(7).addInt64Data(1).addInt64Data(-2))).containsExactly(1L, -2L);
        assertThat(longs(tensor(6).addInt32Data(1).addInt32Data(-2))).containsExactly(1L, -2L);
        assertThat(longs(tensor(3).addInt32Data(1).addInt32Data(-2))).containsExactly(1L, -2L);
        assertThat(longs(tensor(9).addInt32Data(1).addInt32Data(0))).containsExactly(1L, 0L);
        assertThat(longs(tensor(12).addUint64Data(1).addUint64Data(4294967295L)))
                .containsExactly(1L, 4294967295L);
    }

    @Test
    void rawFloatsAreNotCopied() {
        byte[] bytes = new byte[8];
        TensorProto proto = TensorProto.newBuilder()
                .addDims(2)
                .setDataType(1)
                .setRawData(com.google.protobuf.UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        Tensor tensor = reader.read(proto);
        bytes[3] = 0x40;
        assertThat(tensor.toFloats()).containsExactly(2, 0);
    }

    @Test
    void scalarsAndEmptyTensors() {
        assertThat(reader.read(Written.floats("s", new float[] {3})).shape()).isEqualTo(Shape.of());
        assertThat(reader.read(Written.floats("e", new float[0], 2, 0)).shape()).isEqualTo(Shape.of(2, 0));
        TensorProto raw = raw(1, "").toBuilder().setDims(0, 0).build();
        assertThat(reader.read(raw).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void sizesThatDisagree() {
        assertFault(raw(1, "0000803F"), "tensor 'w': FLOAT 2 needs 8 bytes, but there are 4");
        assertFault(Written.floats("w", new float[3], 2, 2), "tensor 'w': FLOAT 2×2 needs 4 numbers, but there are 3");
        assertFault(Written.floats("w", new float[0], 7), "tensor 'w': FLOAT 7 needs 7 numbers, but there are 0");
    }

    @Test
    void claimsAreCheckedBeforeAnythingIsAllocated() {
        assertFault(
                Written.floats("w", new float[1], 1 << 20, 1 << 20),
                "tensor 'w': extents [1048576, 1048576]: claims more than 2^31 - 1 elements");
        assertFault(
                Written.floats("w", new float[1], 1L << 40), "tensor 'w': extents [1099511627776]: claims more than");
        assertFault(Written.floats("w", new float[1], Long.MAX_VALUE, Long.MAX_VALUE), "claims more than");
        assertFault(Written.floats("w", new float[1], 2, -3), "tensor 'w': extents [2, -3]: -3 is negative");
    }

    @Test
    void otherTypes() {
        assertFault(tensor(0).build(), "tensor 'w': has no element type");
        assertThatThrownBy(() -> reader.read(tensor(8).build()))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("tensor 'w': elements of type STRING are not supported");
        assertThatThrownBy(() -> reader.read(tensor(17).build())).hasMessageContaining("type 17");
    }

    private void assertFault(TensorProto proto, String text) {
        assertThatThrownBy(() -> reader.read(proto))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(text);
    }

    private List<Float> floats(TensorProto.Builder proto) {
        float[] floats = reader.read(proto.build()).toFloats();
        return java.util.stream.IntStream.range(0, floats.length)
                .mapToObj(i -> floats[i])
                .toList();
    }

    private List<Long> longs(TensorProto.Builder proto) {
        return Arrays.stream(reader.read(proto.build()).toLongs()).boxed().toList();
    }

    private static TensorProto.Builder tensor(int type) {
        return TensorProto.newBuilder().setName("w").setDataType(type).addDims(2);
    }

    private static TensorProto raw(int type, String hex) {
        return tensor(type)
                .setRawData(ByteString.copyFrom(HexFormat.of().parseHex(hex)))
                .build();
    }
}
