package io.nacre.cli;

import io.nacre.Nacre;
import io.nacre.model.Model;
import io.nacre.model.onnx.OnnxTensors;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a model and what it answers, as the ONNX project lays them out: {@code model.onnx},
 * {@code test_data_set_N/input_K.pb} and {@code output_K.pb}.
 *
 * @param name the folder's path below the one that was searched
 */
record OnnxCase(String name, Path folder, List<Path> dataSets) implements ConformanceCase {
    private static final double RTOL = 1e-3;

    /** A folder {@code test_data_set_N}. */
    private record DataSet(String name, Path folder) implements Trial {
        @Override
        public List<Tensor> inputs() throws IOException {
            return OnnxCase.inputs(folder);
        }

        @Override
        public List<Tensor> outputs() throws IOException {
            return OnnxCase.outputs(folder);
        }
    }

    static List<OnnxCase> below(Path root) throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.walk(root)) {
            folders = files.filter(folder -> Files.isRegularFile(folder.resolve("model.onnx")))
                    .sorted()
                    .toList();
        }
        List<OnnxCase> cases = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> sets = list(folder, "test_data_set_");
            if (!sets.isEmpty()) {
                cases.add(new OnnxCase(ConformanceCase.name(root, folder), folder, sets));
            }
        }
        return cases;
    }

    @Override
    public Model model() {
        return Nacre.load(folder.resolve("model.onnx"));
    }

    @Override
    public List<DataSet> trials() {
        return dataSets.stream()
                .map(set -> new DataSet(dataSets.size() == 1 ? "" : String.valueOf(set.getFileName()), set))
                .toList();
    }

    @Override
    public double tolerance() {
        return RTOL;
    }

    static List<Tensor> inputs(Path dataSet) throws IOException {
        return tensors(dataSet, "input_");
    }

    static List<Tensor> outputs(Path dataSet) throws IOException {
        return tensors(dataSet, "output_");
    }

    private static List<Tensor> tensors(Path dataSet, String prefix) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (Path file : list(dataSet, prefix)) {
            tensors.add(OnnxTensors.read(file).tensor());
        }
        return tensors;
    }

    /** The entries that are named by a prefix and a number, by the number. */
    private static List<Path> list(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> number(entry, prefix) >= 0)
                    .sorted(Comparator.comparingLong(entry -> number(entry, prefix)))
                    .toList();
        }
    }

    private static long number(Path entry, String prefix) {
        String name = String.valueOf(entry.getFileName());
        String digits =
                name.startsWith(prefix) ? name.substring(prefix.length()).replaceAll("\\.pb$", "") : "";
        return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : -1;
    }
}
