package io.nacre.cli;

import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * Inputs to try a model with: those of the shapes that were asked for, else what lies in {@code test_data_set_0} beside
 * the model, else random numbers in the model's own shapes with 1 for a free batch and 224 for any other free size.
 */
final class InputShapes {
    private static final int FREE_SIZE = 224;

    @Option(
            names = {"--input-shape", "--input"},
            paramLabel = "[NAME=]SHAPE",
            description =
                    "The shape of an input, as in 1x3x320x320; without a name, of the inputs in order. By default what"
                            + " lies in test_data_set_0 beside the model, else the model's own shape.")
    private List<String> shapes = List.of();

    /**
     * One tensor an input.
     *
     * @param batch how many samples; 0 for as many as there are
     */
    List<Tensor> inputs(Model model, Path file, int batch, Output output) throws IOException {
        Map<String, Shape> asked = asked(model);
        Path dataSet = file.resolveSibling("test_data_set_0");
        if (asked.isEmpty() && batch == 0 && Files.isDirectory(dataSet)) {
            List<Tensor> tensors = OnnxCase.inputs(dataSet);
            if (tensors.size() == model.inputs().size()) {
                return tensors;
            }
        }
        return inputs(model, batch, output);
    }

    /** The same for a model that has no folder. */
    List<Tensor> inputs(Model model, int batch, Output output) {
        Map<String, Shape> asked = asked(model);
        List<Tensor> tensors = new ArrayList<>();
        for (Port port : model.inputs()) {
            Shape shape = asked.containsKey(port.name()) ? asked.get(port.name()) : shape(port, output);
            tensors.add(random(port, batch > 0 && shape.rank() > 0 ? shape.with(0, batch) : shape));
        }
        return tensors;
    }

    private Map<String, Shape> asked(Model model) {
        List<String> left =
                new ArrayList<>(model.inputs().stream().map(Port::name).toList());
        Map<String, Shape> asked = new HashMap<>();
        for (String argument : shapes) {
            int equals = argument.lastIndexOf('=');
            String name = equals >= 0 ? argument.substring(0, equals) : left.isEmpty() ? "" : left.get(0);
            if (!left.remove(name)) {
                throw new NacreException(
                        "--input-shape " + argument + ": names no input of the model, or one twice; its"
                                + " inputs are " + Inputs.describe(model.inputs()));
            }
            asked.put(name, parse("--input-shape", argument.substring(equals + 1)));
        }
        return asked;
    }

    /** Whether it reads like a shape: sizes and nothing else. */
    static boolean isShape(String text) {
        return text.matches("\\d+([x×,]\\d+)*");
    }

    /** A shape written as in {@code 1x3x320x320}, the value of an option. */
    static Shape parse(String option, String text) {
        try {
            return Shape.of(Stream.of(text.split("[x×,]", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray());
        } catch (NumberFormatException | ShapeException e) {
            throw new NacreException(option + " " + text + ": expected sizes joined by x, as in 1x3x320x320", e);
        }
    }

    private static Shape shape(Port port, Output output) {
        List<Port.Extent> extents = port.extents();
        if (extents == null) {
            throw new NacreException(
                    "input '" + port.name() + "': the model does not say its shape; --input-shape does");
        }
        int[] sizes = new int[extents.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = extents.get(axis).isFixed() ? extents.get(axis).size() : axis == 0 ? 1 : FREE_SIZE;
        }
        Shape shape = Shape.of(sizes);
        if (!extents.stream().allMatch(Port.Extent::isFixed)) {
            output.remark(
                    "input '" + port.name() + "' is " + port + ", taken as " + shape + "; --input-shape sets another");
        }
        return shape;
    }

    /** Random numbers from 0 to 1, the same every time. */
    static Tensor random(Port port, Shape shape) {
        TensorType type = new TensorType(port.type(), shape);
        if (port.shaping() || !port.type().isFloat()) {
            throw new NacreException("input '" + port.name() + "': its values matter (" + port
                    + "), so they cannot be random; a file can hold them, or test_data_set_0 beside the model");
        }
        Tensor tensor = Tensor.zeros(type);
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(type.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        tensor.floats().put(values);
        return tensor;
    }

    /** The types in words: {@code f32 1×3×224×224}. */
    static String describe(List<Tensor> tensors) {
        return String.join(
                ", ", tensors.stream().map(tensor -> tensor.type().toString()).toList());
    }
}
