package io.nacre.cli;

import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.model.onnx.OnnxTensors;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a model is run on, read from files. */
final class Inputs {
    private Inputs() {}

    /**
     * Reads the files that were named for a model's inputs.
     *
     * @param arguments {@code [NAME=]FILE} each; those without a name belong to the inputs that are left, in order
     */
    static List<Tensor> read(Model model, List<String> arguments, PictureOptions pictures) throws IOException {
        Map<String, Path> files = assign(model, arguments);
        List<Tensor> tensors = new ArrayList<>();
        for (Port port : model.inputs()) {
            Path file = files.get(port.name());
            if (file == null) {
                throw new NacreException("input '" + port.name() + "' is not given: --input [NAME=]FILE for each of "
                        + describe(model.inputs()));
            }
            tensors.add(read(file, port, pictures));
        }
        return tensors;
    }

    private static Map<String, Path> assign(Model model, List<String> arguments) {
        Map<String, Path> files = new LinkedHashMap<>();
        List<String> left =
                new ArrayList<>(model.inputs().stream().map(Port::name).toList());
        List<String> unnamed = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? "" : argument.substring(0, equals);
            if (left.remove(name)) {
                files.put(name, Path.of(argument.substring(equals + 1)));
            } else if (files.containsKey(name)) {
                throw new NacreException("--input " + argument + ": input '" + name + "' is given twice");
            } else {
                unnamed.add(argument);
            }
        }
        for (String file : unnamed) {
            if (left.isEmpty()) {
                throw new NacreException("--input " + file
                        + ": is one too many, or names no input; the model's inputs are " + describe(model.inputs()));
            }
            files.put(left.remove(0), Path.of(file));
        }
        return files;
    }

    /** The inputs in words, for errors. */
    static String describe(List<Port> ports) {
        return String.join(
                ", ",
                ports.stream().map(port -> port.name() + " (" + port + ")").toList());
    }

    /** Reads one file: a tensor, or a picture as the input wants it. */
    static Tensor read(Path file, Port port, PictureOptions pictures) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pb")) {
            return OnnxTensors.read(file).tensor();
        }
        if (name.endsWith(".npy")) {
            return Npy.read(file);
        }
        if (name.endsWith(".safetensors")) {
            Map<String, Tensor> tensors = Safetensors.open(file).tensors();
            Tensor tensor = tensors.size() == 1 ? tensors.values().iterator().next() : tensors.get(port.name());
            if (tensor == null) {
                throw new NacreException(file + ": has no tensor '" + port.name() + "', only " + tensors.keySet());
            }
            return tensor;
        }
        return pictures.read(file, port);
    }
}
