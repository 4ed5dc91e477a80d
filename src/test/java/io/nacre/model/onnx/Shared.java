package io.nacre.model.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ONNX project's test cases and the models that lie beside the checkout. */
final class Shared {
    private Shared() {}

    /** A folder with a model, inputs and expected outputs. */
    record Case(Path folder) {
        String name() {
            return folder.getFileName().toString();
        }

        Model load() {
            return OnnxModel.load(folder.resolve("model.onnx"));
        }

        List<Tensor> inputs() {
            return tensors("input_");
        }

        List<Tensor> outputs() {
            return tensors("output_");
        }

        private List<Tensor> tensors(String prefix) {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; ; i++) {
                Path file = folder.resolve("test_data_set_0").resolve(prefix + i + ".pb");
                if (!Files.exists(file)) {
                    return tensors;
                }
                tensors.add(OnnxTensors.read(file).tensor());
            }
        }

        Graph lower(Model model) {
            return lower(model, new Folding());
        }

        Graph lower(Model model, Folding folding) {
            return model.lower(
                    inputs().stream()
                            .map(tensor -> new Model.Input(tensor.type(), tensor))
                            .toList(),
                    folding);
        }
    }

    /** The folder of shared material; skips the test where there is none. */
    static Path folder() {
        String property = System.getProperty("nacre.shared", "../shared");
        Path folder = Path.of(property);
        assumeTrue(Files.isDirectory(folder), "no shared material at " + folder.toAbsolutePath());
        return folder;
    }

    static List<Case> conformance() {
        return cases(folder().resolve("conformance"), 2);
    }

    static List<Case> models() {
        return cases(folder().resolve("models"), 1);
    }

    static Case model(String name) {
        return new Case(folder().resolve("models").resolve(name));
    }

    private static List<Case> cases(Path folder, int depth) {
        try (Stream<Path> files = Files.find(folder, depth + 1, (path, attributes) -> path.endsWith("model.onnx"))) {
            return files.map(Path::getParent).sorted().map(Case::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
