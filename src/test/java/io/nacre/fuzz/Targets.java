package io.nacre.fuzz;

import io.nacre.backend.Backend;
import io.nacre.model.onnx.SampleModel;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** All targets, each with small sound files to damage. */
final class Targets {
    private static final int LARGEST = 1 << 16;

    private Targets() {}

    /**
     * The targets.
     *
     * @param backend runs what can be run
     * @param shared more ONNX files lie below it, if it exists
     */
    static List<Target> all(Backend backend, Path shared) throws IOException {
        List<ModelProto> models = models(shared);
        List<Path> golden = resources("/golden", ".safetensors");
        List<byte[]> pictures = new ArrayList<>();
        for (Path file : resources("/pictures", "")) {
            if (!file.toString().endsWith(".safetensors")) {
                pictures.add(Files.readAllBytes(file));
            }
        }
        List<String> expressions = new ArrayList<>();
        for (Path file : golden) {
            Safetensors content = Safetensors.open(file);
            Tensor input = content.tensors().get("x");
            String layer = content.metadata().get("layer");
            if (input != null && layer != null) {
                expressions.add(layer + "\t" + input.shape());
            }
        }
        List<byte[]> safetensors = new ArrayList<>();
        for (int i = 0; i < golden.size(); i += 20) {
            safetensors.add(Files.readAllBytes(golden.get(i)));
        }
        safetensors.addAll(recorded(".safetensors"));
        return List.of(
                new OnnxTarget(models, backend, false),
                new OnnxTarget(models, backend, true),
                new SafetensorsTarget(safetensors),
                new NpyTarget(recorded(".npy")),
                new PictureTarget(pictures),
                new ExpressionTarget(expressions, backend));
    }

    private static List<ModelProto> models(Path shared) throws IOException {
        List<ModelProto> models = new ArrayList<>(List.of(SampleModel.proto()));
        if (Files.isDirectory(shared)) {
            try (Stream<Path> files = Files.find(
                    shared, 6, (path, attributes) -> path.endsWith("model.onnx") && attributes.size() <= LARGEST)) {
                for (Path file : files.sorted().toList()) {
                    models.add(ModelProto.parseFrom(Files.readAllBytes(file)));
                }
            }
        }
        return models;
    }

    private static List<Path> resources(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(
                Objects.requireNonNull(Targets.class.getResource(folder)).toURI()))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Files of every element type. */
    private static List<byte[]> recorded(String ending) throws IOException {
        try (InputStream table = Objects.requireNonNull(Targets.class.getResourceAsStream("/arrays.tsv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(row -> row[0].endsWith(ending))
                    .map(row -> HexFormat.of().parseHex(row[1]))
                    .toList();
        }
    }
}
