package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.model.onnx.schema.AttributeProto.AttributeType;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.OperatorSetIdProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.TensorShapeProto;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A model being written, piece by piece, in ONNX's form. */
final class Written {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final int opset;

    Written(int opset) {
        this.opset = opset;
    }

    /** A float input; -1 is a free extent. */
    Written input(String name, long... extents) {
        return inputOf(FLOAT, name, extents);
    }

    Written inputOf(int type, String name, long... extents) {
        graph.addInput(value(name, type, extents));
        return this;
    }

    Written output(String name) {
        graph.addOutput(value(name, FLOAT));
        return this;
    }

    Written output(String name, int type) {
        graph.addOutput(value(name, type));
        return this;
    }

    Written weight(String name, float[] numbers, long... extents) {
        return initializer(floats(name, numbers, extents));
    }

    Written integers(String name, long... numbers) {
        return initializer(longs(name, numbers, numbers.length));
    }

    Written initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** A node without a name; {@code "x,y"} names two values. */
    Written node(String operator, String inputs, String outputs, AttributeProto... attributes) {
        return node("", operator, inputs, outputs, attributes);
    }

    Written node(String name, String operator, String inputs, String outputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(names(inputs))
                .addAllOutput(names(outputs))
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    ModelProto proto() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .build();
    }

    Model load() {
        return OnnxModel.load("test.onnx", proto().toByteArray());
    }

    /** The graph for the given inputs. */
    Graph lower(Tensor... inputs) {
        return load().lower(
                        Stream.of(inputs)
                                .map(tensor -> new Model.Input(tensor.type(), tensor))
                                .toList(),
                        new Folding());
    }

    private static List<String> names(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(",", -1));
    }

    static TensorProto floats(String name, float[] numbers, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long extent : extents) {
            tensor.addDims(extent);
        }
        for (float number : numbers) {
            tensor.addFloatData(number);
        }
        return tensor.build();
    }

    static TensorProto longs(String name, long[] numbers, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(INT64);
        for (long extent : extents) {
            tensor.addDims(extent);
        }
        for (long number : numbers) {
            tensor.addInt64Data(number);
        }
        return tensor.build();
    }

    static AttributeProto ints(String name, long... numbers) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long number : numbers) {
            attribute.addInts(number);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(number)
                .build();
    }

    static AttributeProto real(String name, float number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(number)
                .build();
    }

    static AttributeProto text(String name, String text) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(text))
                .build();
    }

    static AttributeProto tensor(String name, TensorProto tensor) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.TENSOR)
                .setT(tensor)
                .build();
    }

    private static ValueInfoProto value(String name, int type, long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : extents) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(extent < 0 ? dimension.setDimParam("n") : dimension.setDimValue(extent));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
