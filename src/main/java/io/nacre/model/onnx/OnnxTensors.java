package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of one serialized TensorProto, as ONNX's test data has them. */
public final class OnnxTensors {
    private static final int HEADER = 1 << 16;

    private OnnxTensors() {}

    /**
     * A tensor and the name of the value it belongs to.
     *
     * @param name empty if the file has none
     */
    public record Named(String name, Tensor tensor) {}

    /**
     * The tensor of a file.
     *
     * @throws ModelException if the file is damaged
     * @throws io.nacre.error.UnsupportedException if its elements are no numbers
     */
    public static Named read(Path file) {
        String place = place(file);
        try {
            TensorProto proto = ProtoBytes.parse(ProtoBytes.of(file), TensorProto.parser());
            ExternalData beside = new ExternalData(file.toAbsolutePath().getParent());
            return new Named(proto.getName(), new TensorReader(beside).read(proto));
        } catch (IOException e) {
            throw new ModelException(place + ": cannot be read: " + ProtoBytes.reason(e), e);
        } catch (NacreException e) {
            throw Faults.at(place, e);
        }
    }

    /**
     * Writes a file with one tensor, replacing it if there is one.
     *
     * @throws ModelException if it cannot be written, or would be larger than 2 GiB, which the format does not allow
     */
    public static void write(Path file, Named named) {
        Tensor tensor = named.tensor();
        if (tensor.type().bytes() > Integer.MAX_VALUE - HEADER) {
            throw new ModelException(place(file) + ": " + tensor.type() + " is larger than the format allows");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dataType()) {
            case F32 -> bytes.asFloatBuffer().put(tensor.floats());
            case I32 -> bytes.asIntBuffer().put(tensor.ints());
            case I64 -> bytes.asLongBuffer().put(tensor.longs());
            case BOOL -> bytes.duplicate().put(tensor.booleans());
        }
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setDataType(ElementType.of(tensor.dataType()).code())
                .setName(named.name())
                .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(tensor.shape().toArray()).forEach(proto::addDims);
        try {
            Files.write(file, proto.build().toByteArray());
        } catch (IOException e) {
            throw new ModelException(place(file) + ": cannot be written: " + ProtoBytes.reason(e), e);
        }
    }

    private static String place(Path file) {
        return "tensor file '" + file.getFileName() + "'";
    }
}
