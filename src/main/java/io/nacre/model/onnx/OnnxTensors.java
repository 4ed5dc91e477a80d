package io.nacre.model.onnx;

import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Reads files of one serialized TensorProto, as ONNX's test data has them. */
public final class OnnxTensors {
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
        String place = "tensor file '" + file.getFileName() + "'";
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
}
