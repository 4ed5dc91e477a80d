package io.nacre.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are what numpy.save of NumPy 2.4 wrote. */
class NpyTest {
    @TempDir
    Path folder;

    private Path file(String dictionary, String data) throws IOException {
        byte[] header = (dictionary + " ".repeat(117 - dictionary.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        return file(ByteBuffer.allocate(128 + data.length() / 2)
                .put(HexFormat.of().parseHex("934e554d505901007600"))
                .put(header)
                .put(HexFormat.of().parseHex(data))
                .array());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("array.npy"), bytes);
    }

    @Test
    void readsFloats() throws IOException {
        Path file = file(
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                "0000c03f000010c00000807fcdcccc3d00000080e6b1617f");
        Tensor tensor = Npy.read(file);
        assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(tensor.toFloats()).containsExactly(1.5f, -2.25f, Float.POSITIVE_INFINITY, 0.1f, -0.0f, 3e38f);
    }

    @Test
    void readsBigEndianDoublesAsFloats() throws IOException {
        Path file =
                file("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", "3ff80000000000003f50624dd2f1a9fc");
        assertThat(Npy.read(file).toFloats()).containsExactly(1.5f, 1e-3f);
    }

    @Test
    void readsHalvesAsFloats() throws IOException {
        Path file =
                file("{'descr': '<f2', 'fortran_order': False, 'shape': (8,), }", "003c00c1ff7b0100007c008055350004");
        assertThat(Npy.read(file).toFloats())
                .containsExactly(
                        1f, -2.5f, 65504f, 0x1p-24f, Float.POSITIVE_INFINITY, -0.0f, 0.333251953125f, 0x1p-14f);
    }

    @Test
    void readsIntegers() throws IOException {
        check("<i8", "(2,)", "01000000000000000000000000ffffff", DataType.I64, 1, -1099511627776L);
        check("<i4", "()", "07000000", DataType.I32, 7);
        check("|u1", "(1, 3)", "00c8ff", DataType.I32, 0, 200, 255);
        check("|b1", "(2,)", "0100", DataType.BOOL, 1, 0);
    }

    private void check(String descr, String shape, String data, DataType type, long... values) throws IOException {
        Tensor tensor =
                Npy.read(file("{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }", data));
        assertThat(tensor.dataType()).isEqualTo(type);
        assertThat(tensor.toLongs()).containsExactly(values);
    }

    @Test
    void writesWhatNumpyWrites() throws IOException {
        check(
                Tensor.of(new float[] {1.5f, -2.25f, Float.POSITIVE_INFINITY, 0.1f, -0.0f, 3e38f}, 2, 3),
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                "0000c03f000010c00000807fcdcccc3d00000080e6b1617f");
        check(
                Tensor.of(new long[] {1, -1099511627776L}, 2),
                "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
                "01000000000000000000000000ffffff");
        check(Tensor.of(new int[] {7}), "{'descr': '<i4', 'fortran_order': False, 'shape': (), }", "07000000");
        check(
                Tensor.ofBooleans(ByteBuffer.wrap(new byte[] {1, 0}), Shape.of(2)),
                "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }",
                "0100");
        check(Tensor.of(new float[0], 2, 0, 3), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0, 3), }", "");
    }

    private void check(Tensor tensor, String dictionary, String data) throws IOException {
        byte[] expected = Files.readAllBytes(file(dictionary, data));
        Path written = folder.resolve("written.npy");
        Npy.write(written, tensor);
        assertThat(Files.readAllBytes(written)).isEqualTo(expected);
        assertThat(Npy.read(written).type()).isEqualTo(tensor.type());
    }

    @Test
    void refusesWhatItDoesNotRead() throws IOException {
        refuses(
                file("{'descr': '>u8', 'fortran_order': False, 'shape': (1,), }", "ffffffffffffffff"),
                "element 0 is 18446744073709551615, int64 holds at most 2^63 - 1");
        refuses(
                file("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "0000000000000000"),
                "holds elements of type 'c8', which is none of [b1, f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8]");
        refuses(
                file("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "00000000"),
                "no legible 'descr' in the header {'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }");
    }

    @Test
    void refusesDamagedFiles() throws IOException {
        refuses(file(new byte[0]), "is no .npy file: it does not begin with \\x93NUMPY");
        refuses(
                file("PK\003\004 a zip file".getBytes(StandardCharsets.US_ASCII)),
                "is no .npy file: it does not begin with" + " \\x93NUMPY");
        refuses(
                file(HexFormat.of().parseHex("934e554d50590100ffff7b7d")),
                "is truncated or of an unknown version: version 1, header of 65535 bytes, 2 bytes left");
        refuses(
                file(HexFormat.of().parseHex("934e554d50590900ffff7b7d")),
                "is truncated or of an unknown version: version 9, header of -1 bytes, 4 bytes left");
        refuses(
                file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "00000000"),
                "4 bytes of data, its header says 2×3 of 4 bytes each");
    }

    @Test
    void claimsOfHugeShapesAllocateNothing() throws IOException {
        refuses(
                file("{'descr': '<f4', 'fortran_order': False, 'shape': (1048576, 1048576), }", "00000000"),
                "4 bytes of data, its header says 1048576×1048576 of 4 bytes each");
        refuses(
                file("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "00000000"),
                "shape (99999999999,) is not one: For input string: \"99999999999\"");
        refuses(
                file("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 8), }", "00000000"),
                "shape (2147483647, 2147483647, 8) is not one: Shape 2147483647×2147483647×8: more than 2^63 elements");
    }

    private static void refuses(Path file, String message) {
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file + ": " + message);
    }
}
