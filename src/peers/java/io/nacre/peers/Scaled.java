package io.nacre.peers;

import io.nacre.model.onnx.OnnxModel;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.TensorShapeProto;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.Random;

/** A network of one picture after another, for as many and as large ones as are asked for. */
record Scaled(Subject subject) {

    /** Whether its only input are pictures: N×C×H×W of float32. */
    boolean isPossible() {
        return subject.inputs().size() == 1
                && subject.inputs().get(0).shape().rank() == 4
                && subject.inputs().get(0).dataType().isFloat();
    }

    /**
     * The network on random pictures. Where its file fixes a size the graph is freed of that: batch, height and width of the
     * input become ONNX's free dimensions, and what the file says about shapes further on is dropped. Both sides get this.
     */
    Subject with(Shape shape) {
        ModelProto free = free(subject.onnx());
        byte[] bytes = free.toByteArray();
        return new Subject(
                subject.name(), () -> OnnxModel.load(subject.name(), bytes), free, List.of(random(shape)), List.of());
    }

    /** So many pictures of the size that the network's test data have. */
    Shape batch(int pictures) {
        return shape().with(0, pictures);
    }

    /** One square picture. */
    Shape side(int side) {
        return shape().with(0, 1).with(2, side).with(3, side);
    }

    private Shape shape() {
        return subject.inputs().get(0).shape();
    }

    private static ModelProto free(ModelProto model) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        graph.setUnknownFields(com.google.protobuf.UnknownFieldSet.getDefaultInstance()); // shapes of values within
        ValueInfoProto input = graph.getInput(0);
        TensorShapeProto.Builder shape = input.getType().getTensorType().getShape().toBuilder();
        for (int axis : new int[] {0, 2, 3}) {
            shape.getDimBuilder(axis).clear().setDimParam("free_" + axis);
        }
        graph.setInput(0, input.toBuilder().setType(typed(input, shape)));
        for (int i = 0; i < graph.getOutputCount(); i++) {
            graph.setOutput(i, graph.getOutput(i).toBuilder().setType(typed(graph.getOutput(i), null)));
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static TypeProto typed(
            ValueInfoProto value, TensorShapeProto.@org.jspecify.annotations.Nullable Builder shape) {
        TypeProto.Tensor.Builder tensor =
                value.getType().getTensorType().toBuilder().clearShape();
        if (shape != null) {
            tensor.setShape(shape);
        }
        return TypeProto.newBuilder().setTensorType(tensor).build();
    }

    /** From 0 to 1, the same every time. */
    private static Tensor random(Shape shape) {
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Tensor.of(values, shape.toArray());
    }
}
