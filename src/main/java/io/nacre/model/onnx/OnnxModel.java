package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.nacre.error.ModelException;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.onnx.schema.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads ONNX files, opset 7 to the newest, as models. Weights stay in the mapped file where the host can use them as
 * they are; float16, bfloat16 and float64 ones become float32.
 */
public final class OnnxModel {
    private OnnxModel() {}

    /**
     * The model of a file. Weights may lie in other files of its folder.
     *
     * @throws ModelException if the file is damaged or contradicts itself
     * @throws io.nacre.error.UnsupportedException naming every operator in it that is not supported
     */
    public static Model load(Path file) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.toAbsolutePath().getParent();
        return load(name, () -> ProtoBytes.of(file), folder);
    }

    /** The model that a stream holds, which is read to its end but not closed. Weights must all lie in it. */
    public static Model load(String name, InputStream stream) {
        return load(name, () -> ByteString.readFrom(stream), null);
    }

    /** The model that an array holds, which must not be changed afterwards. Weights must all lie in it. */
    public static Model load(String name, byte[] bytes) {
        return load(name, () -> UnsafeByteOperations.unsafeWrap(bytes), null);
    }

    private interface Source {
        ByteString bytes() throws IOException;
    }

    private static Model load(String name, Source source, @Nullable Path folder) {
        String place = "model '" + name + "'";
        try {
            ModelProto proto = ProtoBytes.parse(source.bytes(), ModelProto.parser());
            OnnxGraph graph = GraphReader.read(proto, new TensorReader(new ExternalData(folder)));
            return new Model(name, graph.inputs(), graph.outputs(), graph.parameters(), new Lowering(place, graph));
        } catch (IOException e) {
            throw new ModelException(place + ": cannot be read: " + ProtoBytes.reason(e), e);
        } catch (NacreException e) {
            throw Faults.at(place, e);
        }
    }
}
