package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
    private static Written line() {
        return new Written(13)
                .input("x", -1, 3)
                .weight("w", new float[] {1, 2, 3}, 3)
                .node("scale", "Mul", "x,w", "s")
                .node("Relu", "s", "y")
                .output("y");
    }

    @Test
    void portsOutputsAndParameters() {
        Model model = line().load();
        assertThat(model.name()).isEqualTo("test.onnx");
        assertThat(model.inputs()).hasToString("[f32 n×3]");
        assertThat(model.outputs()).containsExactly("y");
        assertThat(model.parameters()).isEqualTo(3);
    }

    @Test
    void initializersAmongTheInputsAreConstants() {
        Model model = line().input("w", 3).load();
        assertThat(model.inputs()).extracting(Port::name).containsExactly("x");
    }

    @Test
    void unusedAndDoubledInitializersAndDeadNodesDoNotMatter() {
        Model model = line().weight("w", new float[] {4, 5, 6}, 3)
                .weight("unused", new float[1], 1)
                .node("Relu", "x", "dead")
                .node("NoSuchThing", "dead", "dead2")
                .load();
        assertThat(model.parameters()).isEqualTo(3);
        Graph graph = model.lower(List.of(new Model.Input(TensorType.f32(2, 3), null)), new Folding());
        assertThat(graph.nodes()).hasSize(2);
        Tensor weight = graph.nodes().get(0).inputs().get(1).constant();
        assertThat(weight).isNotNull();
        assertThat(weight.toFloats()).containsExactly(4, 5, 6);
    }

    @Test
    void nodesAreSortedAndNamed() {
        Graph graph = new Written(13)
                .node("b", "Relu", "a", "y")
                .node("Abs", "x", "a")
                .input("x", 2)
                .output("y")
                .lower(Tensor.of(new float[2], 2));
        assertThat(graph.nodes()).extracting(io.nacre.graph.Node::name).containsExactly("a", "b");
    }

    @Test
    void weightsAndWhatFollowsFromThemAreSharedByAllGraphsOfASession() {
        Model model = new Written(13)
                .input("x", -1, 2, 4)
                .weight("v", new float[] {1, 2}, 2)
                .node("BatchNormalization", "x,v,v,v,v", "y")
                .output("y")
                .load();
        Folding folding = new Folding();
        Graph one = model.lower(List.of(new Model.Input(TensorType.f32(1, 2, 4), null)), folding);
        Graph two = model.lower(List.of(new Model.Input(TensorType.f32(5, 2, 4), null)), folding);
        for (int i = 0; i < 2; i++) {
            assertThat(one.nodes().get(i).inputs().get(1).constant())
                    .isNotNull()
                    .isSameAs(two.nodes().get(i).inputs().get(1).constant());
        }
    }

    @Test
    void inputsThatShapesFollowFromAreFoundStatically() {
        Model model = new Written(13)
                .input("x", -1, 8)
                .inputOf(Written.INT64, "rows", 1)
                .inputOf(Written.INT64, "ends", 2)
                .input("factor")
                .integers("rest", -1)
                .node("Concat", "rows,rest", "shape", Written.integer("axis", 0))
                .node("Reshape", "x,shape", "r")
                .node("Shape", "r", "size")
                .node("Slice", "r,zero,ends", "s")
                .integers("zero", 0, 0)
                .node("Mul", "s,factor", "y")
                .output("y")
                .output("size", Written.INT64)
                .load();
        assertThat(model.inputs())
                .filteredOn(Port::shaping)
                .extracting(Port::name)
                .containsExactly("rows", "ends");
    }

    @Test
    void everythingUnsupportedIsSaidAtOnce() {
        Written written = new Written(11)
                .input("x", 1, 1, 8, 8)
                .inputOf(10, "h", 3)
                .node("nms", "NonMaxSuppression", "x", "a")
                .node("norm", "BatchNormalization", "x,h,h,h,h", "b", Written.integer("training_mode", 1))
                .node("Resize", "x", "c", Written.text("coordinate_transformation_mode", "elsewhere"))
                .node("places", "NonZero", "x", "d")
                .output("a")
                .output("b")
                .output("c")
                .output("d", Written.INT64);
        assertThatThrownBy(written::load)
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("model 'test.onnx': 4 operators are not supported: 'nms' NonMaxSuppression (opset 11),"
                        + " 'norm' BatchNormalization (opset 11) with training_mode, 'c' Resize (opset 11) with"
                        + " coordinate_transformation_mode elsewhere, 'places' NonZero (opset 11) at run time (shapes"
                        + " and constants only); input 'h' is of type FLOAT16; FLOAT, INT32, INT64 and BOOL are"
                        + " supported");
    }

    @Test
    void otherDomainsAreNotOurs() {
        ModelProto proto = line().proto();
        ModelProto foreign = proto.toBuilder()
                .setGraph(proto.getGraph().toBuilder()
                        .setNode(1, proto.getGraph().getNode(1).toBuilder().setDomain("com.acme")))
                .build();
        assertThatThrownBy(() -> OnnxModel.load("m", foreign.toByteArray()))
                .hasMessage("model 'm': 1 operator is not supported: 'y' com.acme.Relu (opset 1)");
    }

    @Test
    void contradictions() {
        assertFault(
                line().node("again", "Relu", "x", "y"), "'again' Relu: makes value 'y', which 'y' Relu makes already");
        assertFault(
                line().node("Relu", "x", "w"), "'w' Relu: makes value 'w', which is an input or initializer already");
        assertFault(line().node("n", "Relu", "z", "q"), "'n' Relu: needs value 'z', which is no input, no initializer");
        assertFault(line().output("q"), "output 'q' is no node's result, no input and no initializer");
        assertFault(line().output("y"), "output 'y' comes twice");
        assertFault(line().input("x", 3), "input 'x' comes twice or has no name");
        assertFault(
                line().node("a", "Add", "x,q", "p").node("b", "Relu", "p", "q"),
                "nodes depend on themselves: a cycle of 2: ['a' Add, 'b' Relu]");
        assertFault(new Written(13).input("x", 3), "the graph has no outputs");
        assertFault(line().weight("big", new float[1], 1L << 40), "tensor 'big': extents [1099511627776]: claims");
    }

    @Test
    void opsetsTooOld() {
        assertThatThrownBy(() -> new Written(5).input("x", 3).output("x").load())
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("model 'test.onnx': opset 5 is not supported, opsets from 6 on are");
    }

    @Test
    void filesThatAreNone(@TempDir Path folder) throws IOException {
        byte[] bytes = line().proto().toByteArray();
        assertThatThrownBy(() -> OnnxModel.load("cut", Arrays.copyOf(bytes, bytes.length - 5)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'cut': cannot be read: it is damaged or no ONNX file");
        assertThatThrownBy(() -> OnnxModel.load("empty", new byte[0]))
                .hasMessage("model 'empty': holds no graph; is it an ONNX file?");
        assertThatThrownBy(() -> OnnxModel.load(folder.resolve("none.onnx")))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'none.onnx': cannot be read: there is no such file");
        assertThatThrownBy(() -> OnnxModel.load(folder)).isInstanceOf(ModelException.class);
        Path file = Files.write(folder.resolve("m.onnx"), bytes);
        assertThat(OnnxModel.load(file).name()).isEqualTo("m.onnx");
        assertThat(OnnxModel.load("s", new ByteArrayInputStream(bytes)).outputs())
                .containsExactly("y");
    }

    @Test
    void largeFilesAreMappedAndReadAlike(@TempDir Path folder) throws IOException {
        float[] numbers = new float[1 << 19];
        numbers[numbers.length - 1] = 7;
        Written written = new Written(13)
                .input("x", 1)
                .weight("w", numbers, numbers.length)
                .node("Add", "x,w", "y")
                .output("y");
        Path file = Files.write(folder.resolve("m.onnx"), written.proto().toByteArray());
        Model model = OnnxModel.load(file);
        Graph graph = model.lower(List.of(new Model.Input(TensorType.f32(1), null)), new Folding());
        Tensor weight = graph.nodes().get(0).inputs().get(1).constant();
        assertThat(weight).isNotNull();
        assertThat(weight.floats().get(numbers.length - 1)).isEqualTo(7);
    }

    @Test
    void faultsOfPlansNameModelAndNode() {
        assertThatThrownBy(() -> line().lower(Tensor.of(new float[2], 2)))
                .hasMessageContaining("input 'x': is f32 2, the model expects f32 n×3");
        Written wrong = new Written(13)
                .input("x", 2, 3)
                .weight("w", new float[4], 2, 2)
                .node("product", "MatMul", "x,w", "y")
                .output("y");
        assertThatThrownBy(() -> wrong.lower(Tensor.of(new float[6], 2, 3)))
                .hasMessageStartingWith(
                        "model 'test.onnx': 'product' MatMul: mat1 and mat2 shapes cannot be multiplied");
    }

    @Test
    void unknownRankIsAnyShape() {
        ModelProto proto = line().proto();
        ModelProto open = proto.toBuilder()
                .setGraph(proto.getGraph().toBuilder()
                        .setInput(
                                0,
                                proto.getGraph().getInput(0).toBuilder()
                                        .setType(io.nacre.model.onnx.schema.TypeProto.newBuilder()
                                                .setTensorType(io.nacre.model.onnx.schema.TypeProto.Tensor.newBuilder()
                                                        .setElemType(1)))))
                .build();
        Model model = OnnxModel.load("m", open.toByteArray());
        Graph graph = model.lower(List.of(new Model.Input(TensorType.f32(5, 4, 3), null)), new Folding());
        assertThat(graph.outputs().get(0).type().shape()).isEqualTo(Shape.of(5, 4, 3));
    }

    private static void assertFault(Written written, String text) {
        assertThatThrownBy(written::load)
                .isExactlyInstanceOf(ModelException.class)
                .hasMessageStartingWith("model 'test.onnx': ")
                .hasMessageContaining(text);
    }
}
