package io.nacre;

import com.google.protobuf.ByteString;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.OperatorSetIdProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.TensorShapeProto;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tiny ONNX files for tests. */
public final class TinyModels {
    private static final int FLOAT = 1;

    private TinyModels() {}

    /** {@code y = op(x)} for an operator of one input. */
    public static Path unary(Path file, String op, int... extents) throws IOException {
        NodeProto node = NodeProto.newBuilder()
                .setName("the node")
                .setOpType(op)
                .addInput("x")
                .addOutput("y")
                .build();
        return model(file, node, extents);
    }

    /** A 1×1 convolution of three channels to one that adds them with given weights. */
    public static Path weightedSum(Path file, float[] weights, int height, int width) throws IOException {
        NodeProto node = NodeProto.newBuilder()
                .setName("sum")
                .setOpType("Conv")
                .addInput("x")
                .addInput("w")
                .addOutput("y")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("kernel_shape")
                        .setType(AttributeProto.AttributeType.INTS)
                        .addInts(1)
                        .addInts(1))
                .build();
        GraphProto graph = graph(node, 1, 3, height, width)
                .addInitializer(proto("w", weights, 1, 3, 1, 1))
                .build();
        return write(file, graph);
    }

    private static Path model(Path file, NodeProto node, int... extents) throws IOException {
        return write(file, graph(node, extents).build());
    }

    private static GraphProto.Builder graph(NodeProto node, int... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int extent : extents) {
            shape.addDim(
                    extent < 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        TypeProto type = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape))
                .build();
        return GraphProto.newBuilder()
                .addNode(node)
                .addInput(ValueInfoProto.newBuilder().setName("x").setType(type))
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("y")
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT))));
    }

    private static Path write(Path file, GraphProto graph) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(
                file,
                ModelProto.newBuilder()
                        .setIrVersion(7)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
    }

    /** A tensor file, as test data has them. */
    public static Path tensor(Path file, String name, float[] values, int... extents) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, proto(name, values, extents).toByteArray());
    }

    private static TensorProto proto(String name, float[] values, int... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(FLOAT).setRawData(ByteString.copyFrom(bytes));
        for (int extent : extents) {
            tensor.addDims(extent);
        }
        return tensor.build();
    }
}
