package io.nacre.peers;

import io.nacre.bench.Layer;
import io.nacre.error.ModelException;
import io.nacre.model.Model;
import io.nacre.model.onnx.OnnxModel;
import io.nacre.model.onnx.OnnxTensors;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network or a layer that every side runs.
 *
 * @param model as Nacre reads it
 * @param onnx as the peers do; its initializers are constants, not inputs
 * @param expected the right outputs; empty if ONNX Runtime's are to be taken for it
 */
record Subject(String name, Supplier<Model> model, ModelProto onnx, List<Tensor> inputs, List<Tensor> expected) {

    /** Every folder below with a model and data to run it on. */
    static List<Subject> in(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new ModelException("--models " + root + ": there is no such folder");
        }
        List<Subject> subjects = new ArrayList<>();
        for (Path folder : list(root, "")) {
            if (Files.exists(folder.resolve("model.onnx")) && Files.exists(folder.resolve("test_data_set_0"))) {
                subjects.add(ofFolder(folder));
            }
        }
        return subjects;
    }

    private static Subject ofFolder(Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        Path data = folder.resolve("test_data_set_0");
        ModelProto onnx;
        try (InputStream stream = Files.newInputStream(file)) {
            onnx = withConstantInitializers(ModelProto.parseFrom(stream));
        }
        return new Subject(
                folder.getFileName().toString(),
                () -> OnnxModel.load(file),
                onnx,
                tensors(data, "input_"),
                tensors(data, "output_"));
    }

    static Subject of(Layer layer) {
        return new Subject(layer.title(), layer::model, LayerModels.onnx(layer), List.of(layer.input()), List.of());
    }

    /** Elements of a plane of the first input: what the indices of a layer that pools count. */
    long plane() {
        Shape shape = inputs.get(0).shape();
        return shape.elements(Math.min(2, shape.rank()), shape.rank());
    }

    private static List<Tensor> tensors(Path folder, String prefix) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < list(folder, prefix).size(); i++) {
            tensors.add(OnnxTensors.read(folder.resolve(prefix + i + ".pb")).tensor());
        }
        return tensors;
    }

    private static List<Path> list(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** Listed as inputs, initializers could change from run to run, and ONNX Runtime would not fold them. */
    private static ModelProto withConstantInitializers(ModelProto model) {
        GraphProto graph = model.getGraph();
        Set<String> constants = graph.getInitializerList().stream()
                .map(TensorProto::getName)
                .collect(Collectors.toCollection(HashSet::new));
        GraphProto.Builder builder = graph.toBuilder().clearInput();
        graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .forEach(builder::addInput);
        // Initializers may be inputs only up to version 3 of the format, and must be inputs there.
        return model.toBuilder()
                .setGraph(builder)
                .setIrVersion(Math.max(4, model.getIrVersion()))
                .build();
    }
}
