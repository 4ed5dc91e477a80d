package io.nacre.cli;

import io.nacre.error.NacreException;
import io.nacre.model.LayerCase;
import io.nacre.model.Model;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@code .safetensors} file with one call of a layer and what PyTorch answered.
 *
 * @param name the file's path below the folder that was searched, without its ending
 */
record LayerFile(String name, Path file) implements ConformanceCase {
    private static final String ENDING = ".safetensors";

    static List<LayerFile> below(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        List<LayerFile> cases = new ArrayList<>();
        for (Path file : files) {
            if (mayBeCase(file)) {
                String name = ConformanceCase.name(root, file);
                cases.add(new LayerFile(name.substring(0, name.length() - ENDING.length()), file));
            }
        }
        return cases;
    }

    /** Whether it names a layer; a damaged file does, so that it is told of. */
    private static boolean mayBeCase(Path file) throws IOException {
        try {
            return Safetensors.open(file).metadata().containsKey("layer");
        } catch (NacreException e) {
            return true;
        }
    }

    private record Call(LayerCase content) implements Trial {
        @Override
        public String name() {
            return "";
        }

        @Override
        public List<Tensor> inputs() {
            return content.inputs();
        }

        @Override
        public List<Tensor> outputs() {
            return content.outputs();
        }
    }

    private LayerCase read() throws IOException {
        return LayerCase.read(file).orElseThrow(() -> new NacreException(file + ": its metadata name no layer"));
    }

    @Override
    public Model model() throws IOException {
        return read().model();
    }

    @Override
    public List<Call> trials() throws IOException {
        return List.of(new Call(read()));
    }

    @Override
    public double tolerance() {
        return LayerCase.RTOL;
    }
}
