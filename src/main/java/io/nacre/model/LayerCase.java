package io.nacre.model;

import io.nacre.error.ModelException;
import io.nacre.nn.Layer;
import io.nacre.nn.SizedOutput;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One call of a layer and what PyTorch answered, as a {@code .safetensors} file holds them: tensors {@code x}, {@code x1},
 * {@code x2} (what it is given), {@code param.NAME}, {@code y} and {@code indices} (the results); among the metadata
 * {@code layer}, the constructor call, {@code case}, a name, and {@code output_size}, where the call was given one.
 *
 * @param layer with the size that its result was asked to have
 * @param outputs what is right: floats within {@link #ATOL} + {@link #RTOL} · |expected|
 */
public record LayerCase(String name, Layer layer, StateDict parameters, List<Tensor> inputs, List<Tensor> outputs) {
    /** PyTorch's own tolerances for float32. */
    public static final double ATOL = 1e-5;

    public static final double RTOL = 1.3e-6;

    private static final String EXPRESSION = "layer";

    /**
     * The case in a file; empty if the file holds other tensors.
     *
     * @throws io.nacre.error.NacreException if the layer cannot be read
     */
    public static Optional<LayerCase> read(Path file) throws IOException {
        Safetensors content = Safetensors.open(file);
        return content.metadata().containsKey(EXPRESSION) ? Optional.of(of(file, content)) : Optional.empty();
    }

    private static LayerCase of(Path file, Safetensors content) {
        Map<String, Tensor> tensors = content.tensors();
        Layer layer = LayerExpression.parse(content.metadata().getOrDefault(EXPRESSION, ""));
        String size = content.metadata().get("output_size");
        return new LayerCase(
                content.metadata().getOrDefault("case", String.valueOf(file.getFileName())),
                size == null ? layer : sized(file, layer, size),
                new StateDict(tensors).below("param."),
                present(tensors, "x", "x1", "x2", "samples"),
                present(tensors, "y", "indices"));
    }

    private static Layer sized(Path file, Layer layer, String size) {
        if (!(layer instanceof SizedOutput sized) || !size.matches("\\[\\d+(, *\\d+)*]")) {
            throw new ModelException(
                    file + ": output_size is " + size + ", " + layer.kind() + " takes none or not such a one");
        }
        return sized.outputSize(Arrays.stream(size.replaceAll("[\\[\\] ]", "").split(",", -1))
                .map(Integer::valueOf)
                .toList());
    }

    private static List<Tensor> present(Map<String, Tensor> tensors, String... names) {
        return Stream.of(names).filter(tensors::containsKey).map(tensors::get).toList();
    }

    /** The layer with its parameters. */
    public Model model() {
        return Model.of(layer, parameters);
    }
}
