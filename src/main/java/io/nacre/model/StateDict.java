package io.nacre.model;

import io.nacre.error.ModelException;
import io.nacre.nn.Layer;
import io.nacre.nn.Parameter;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a network by PyTorch's names: {@code 0.conv.weight}.
 *
 * @param tensors in order
 */
public record StateDict(Map<String, Tensor> tensors) {
    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * The parameters in a {@code .safetensors} file, which stay mapped: the file must not change while they are used.
     *
     * @throws ModelException if the file is damaged
     */
    public static StateDict open(Path safetensors) {
        try {
            return new StateDict(Safetensors.open(safetensors).tensors());
        } catch (IOException e) {
            throw new UncheckedIOException(safetensors + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** No parameters, for layers that have none. */
    public static StateDict empty() {
        return new StateDict(Map.of());
    }

    /** The parameters of a new layer, filled as PyTorch fills them, from a generator with that seed. */
    public static StateDict initial(Layer layer, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        layer.parameters().forEach(parameter -> tensors.put(parameter.name(), initial(parameter, random)));
        return new StateDict(tensors);
    }

    private static Tensor initial(Parameter parameter, Random random) {
        Tensor tensor = Tensor.zeros(parameter.type());
        if (tensor.dataType() != DataType.F32) {
            return tensor;
        }
        for (int i = 0; i < tensor.type().elements(); i++) {
            double value = parameter.initial() instanceof Parameter.Uniform uniform
                    ? (2 * random.nextDouble() - 1) * uniform.bound()
                    : ((Parameter.Constant) parameter.initial()).value();
            tensor.floats().put(i, (float) value);
        }
        return tensor;
    }

    /** Writes a {@code .safetensors} file. */
    public void write(Path safetensors) {
        try {
            new Safetensors(tensors, Map.of("format", "pt")).write(safetensors);
        } catch (IOException e) {
            throw new UncheckedIOException(safetensors + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** The parameters whose names begin with a prefix, without it. */
    public StateDict below(String prefix) {
        Map<String, Tensor> below = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), tensor);
            }
        });
        return new StateDict(below);
    }

    /**
     * Checks that these are a layer's parameters, all of them and no others.
     *
     * @throws ModelException naming everything that is missing, unexpected or of another shape, in PyTorch's words
     */
    public void check(Layer layer) {
        Map<String, Parameter> expected =
                layer.parameters().stream().collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        List<String> faults = new ArrayList<>();
        List<String> missing = layer.parameters().stream()
                .filter(parameter -> !parameter.optional() && !tensors.containsKey(parameter.name()))
                .map(Parameter::name)
                .toList();
        listed(faults, "Missing", missing);
        listed(
                faults,
                "Unexpected",
                tensors.keySet().stream()
                        .filter(name -> !expected.containsKey(name))
                        .toList());
        layer.parameters().forEach(parameter -> mismatch(faults, parameter));
        if (!faults.isEmpty()) {
            throw new ModelException(
                    "Error(s) in loading state_dict for " + layer.kind() + ": " + String.join(" ", faults));
        }
    }

    private static void listed(List<String> faults, String how, List<String> names) {
        if (!names.isEmpty()) {
            faults.add(how + " key(s) in state_dict: "
                    + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")) + ".");
        }
    }

    private void mismatch(List<String> faults, Parameter parameter) {
        Tensor tensor = tensors.get(parameter.name());
        if (tensor == null) {
            return;
        }
        boolean scalar = parameter.shape().rank() == 0 && tensor.shape().equals(Shape.of(1)); // as older files have it
        if (!scalar && !tensor.shape().equals(parameter.shape())) {
            faults.add("size mismatch for " + parameter.name() + ": copying a param with shape "
                    + size(tensor.shape()) + " from checkpoint, the shape in current model is "
                    + size(parameter.shape()) + ".");
        } else if (tensor.dataType() != parameter.type().type()
                && Set.of(tensor.dataType(), parameter.type().type()).contains(DataType.F32)) {
            faults.add("type mismatch for " + parameter.name() + ": is " + tensor.type() + ", expected "
                    + parameter.type() + ".");
        }
    }

    private static String size(Shape shape) {
        return "torch.Size(" + Arrays.toString(shape.toArray()) + ")";
    }

    @Override
    public String toString() {
        return "StateDict(" + tensors.size() + " tensors, "
                + tensors.values().stream()
                        .mapToLong(tensor -> tensor.type().elements())
                        .sum()
                + " elements)";
    }
}
