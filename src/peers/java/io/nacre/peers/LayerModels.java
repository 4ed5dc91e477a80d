package io.nacre.peers;

import com.google.protobuf.ByteString;
import io.nacre.bench.Layer;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.OperatorSetIdProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.TensorShapeProto;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Layers as ONNX models of one node. */
final class LayerModels {
    private static final int FORMAT = 9;
    private static final int OPSET = 20;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private LayerModels() {}

    static ModelProto onnx(Layer layer) {
        NodeProto.Builder node = node(layer.op()).setName(layer.name()).addInput("x");
        GraphProto.Builder graph = GraphProto.newBuilder().setName(layer.name());
        graph.addInput(value("x", layer.input().type()));
        for (int i = 0; i < layer.weights().size(); i++) {
            node.addInput("w" + i);
            graph.addInitializer(initializer("w" + i, layer.weights().get(i)));
        }
        List<TensorType> outputs = layer.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            node.addOutput("y" + i);
            graph.addOutput(value("y" + i, outputs.get(i)));
        }
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.addNode(node))
                .build();
    }

    private static NodeProto.Builder node(Op op) {
        if (op instanceof Convolution convolution) {
            return windowed("Conv", convolution.window()).addAttribute(integer("group", convolution.groups()));
        }
        if (op instanceof ConvolutionTranspose transposed) {
            return windowed("ConvTranspose", transposed.window())
                    .addAttribute(integer("group", transposed.groups()))
                    .addAttribute(integers("output_padding", transposed.extra()));
        }
        if (op instanceof MaxPool pool) {
            return windowed("MaxPool", pool.window()).addAttribute(integer("ceil_mode", pool.ceil() ? 1 : 0));
        }
        if (op instanceof AveragePool pool) {
            return windowed("AveragePool", pool.window(), false)
                    .addAttribute(integer("ceil_mode", pool.ceil() ? 1 : 0))
                    .addAttribute(integer("count_include_pad", pool.countPadding() ? 1 : 0));
        }
        if (op instanceof MatMul) {
            return NodeProto.newBuilder().setOpType("MatMul");
        }
        if (op instanceof Softmax softmax) {
            return NodeProto.newBuilder().setOpType("Softmax").addAttribute(integer("axis", softmax.axis()));
        }
        if (op instanceof Normalization norm) {
            return NodeProto.newBuilder()
                    .setOpType("LayerNormalization")
                    .addAttribute(integer("axis", norm.axis()))
                    .addAttribute(number("epsilon", norm.epsilon()));
        }
        if (op instanceof Permute permute) {
            return NodeProto.newBuilder().setOpType("Transpose").addAttribute(integers("perm", permute.order()));
        }
        return NodeProto.newBuilder().setOpType(type(op));
    }

    /** The operator of a layer that needs no attributes. */
    private static String type(Op op) {
        if (op instanceof Unary unary) {
            return switch (unary.activation().function()) {
                case GELU -> "Gelu";
                case HARD_SWISH -> "HardSwish";
                case SIGMOID -> "Sigmoid";
                default -> throw new IllegalArgumentException(unary.activation() + " has no ONNX form here");
            };
        }
        if (op instanceof Binary binary && binary.function() == Binary.Function.MUL) {
            return "Mul";
        }
        if (op instanceof Reduce reduce && reduce.function() == Reduce.Function.MEAN) {
            return "GlobalAveragePool";
        }
        throw new IllegalArgumentException("a layer of " + op.kind() + " has no ONNX form here");
    }

    private static NodeProto.Builder windowed(String type, Window window) {
        return windowed(type, window, true);
    }

    /** Average pools have no dilations in this version of the operators. */
    private static NodeProto.Builder windowed(String type, Window window, boolean dilated) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(type)
                .addAttribute(integers("kernel_shape", each(window, Axis::kernel)))
                .addAttribute(integers("strides", each(window, Axis::stride)))
                .addAttribute(integers(
                        "pads",
                        Stream.concat(each(window, Axis::before).stream(), each(window, Axis::after).stream())
                                .toList()));
        return dilated ? node.addAttribute(integers("dilations", each(window, Axis::dilation))) : node;
    }

    private static List<Integer> each(Window window, ToIntFunction<Axis> property) {
        return window.axes().stream().map(axis -> property.applyAsInt(axis)).toList();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static AttributeProto integers(String name, List<Integer> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values.stream().map(Integer::longValue).toList())
                .build();
    }

    /** Integers are a pool's indices, which ONNX has as int64. */
    private static ValueInfoProto value(String name, TensorType type) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int extent : type.shape().toArray()) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.type() == DataType.F32 ? FLOAT : INT64)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static TensorProto initializer(String name, Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.floats());
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addAllDims(Arrays.stream(tensor.shape().toArray())
                        .mapToObj(Long::valueOf)
                        .toList())
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }
}
