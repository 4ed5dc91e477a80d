package io.nacre.cli;

import io.nacre.Nacre;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model and what it is run on, to be timed.
 *
 * @param name what tables call it
 */
record Workload(String name, Model model, List<Tensor> inputs) {
    private static final Pattern EXPRESSION = Pattern.compile("\\s*\\w+\\s*\\(.*\\)\\s*", Pattern.DOTALL);
    private static final long SEED = 1;

    /**
     * What an argument means: a model's file, or a layer's expression with weights that are random but the same every time.
     *
     * @param batch how many samples; 0 for as many as there are
     */
    static Workload of(String argument, InputShapes shapes, int batch, Output output) throws IOException {
        if (EXPRESSION.matcher(argument).matches()) {
            Model model = layer(LayerExpression.parse(argument));
            return new Workload(model.name(), model, shapes.inputs(model, batch, output));
        }
        Path file = path(argument);
        Model model = Nacre.load(file);
        return new Workload(name(file), model, shapes.inputs(model, file, batch, output));
    }

    /** A layer as PyTorch would make it, called as PyTorch prints it, in one line. */
    static Model layer(Layer layer) {
        return named(layer, Model.of(layer, StateDict.initial(layer, SEED)));
    }

    static Model named(Layer layer, Model model) {
        String name = layer.toString().replaceAll("\\s+", " ");
        return new Model(name, model.inputs(), model.outputs(), model.parameters(), model.body());
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new NacreException(argument + ": neither a file nor a layer such as \"Conv2d(3, 8, 3)\"", e);
        }
    }

    /** The file's name, and its folder's before it where all models are called the same. */
    static String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        boolean telling = !absolute.endsWith("model.onnx") || names < 2;
        return absolute.getName(telling ? names - 1 : names - 2).toString();
    }

    /** How many samples a run takes. */
    int samples() {
        return inputs.isEmpty() || inputs.get(0).shape().rank() == 0
                ? 1
                : inputs.get(0).shape().extent(0);
    }
}
