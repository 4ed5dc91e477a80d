package io.nacre.cli;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one layer. */
@Command(
        name = "layer",
        description = {
            "Runs one layer, written as PyTorch prints it: \"Conv2d(3, 8, kernel_size=3, stride=2, padding=1)\".",
            "An input is a file, as for run, or a shape, which is filled with random numbers from 0 to 1, the same every"
                    + " time. Weights are the layer's state_dict, or random as PyTorch would make them."
        },
        mixinStandardHelpOptions = true)
final class LayerCommand implements Callable<Integer> {
    /** The prefix of parameters in a file that holds inputs and results as well. */
    private static final String PARAMETERS = "param.";

    @Parameters(index = "0", paramLabel = "EXPR")
    private String expression = "";

    @Option(
            names = "--input",
            paramLabel = "FILE|SHAPE",
            description = "What the layer is given, input by input; a shape is sizes joined by x, as in 1x3x32x32.")
    private List<String> given = List.of();

    @Option(names = "--weights", paramLabel = "FILE", description = "Its parameters by PyTorch's names, .safetensors.")
    private @Nullable Path weights;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the result is written: .npy, or .safetensors with every result by its name.")
    private @Nullable Path target;

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final AccuracyOption accuracy = new AccuracyOption();

    @Mixin
    private final PictureOptions pictures = new PictureOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Layer layer = LayerExpression.parse(expression);
        Path file = weights;
        Model model = file == null ? Workload.layer(layer) : Workload.named(layer, Model.of(layer, parameters(file)));
        requireTarget(model);
        List<Tensor> inputs = inputs(model);
        try (Backend backend = selection.openOne();
                Session session = Session.open(model, backend, accuracy.session(Accuracy.STRICT))) {
            List<Tensor> results = session.run(inputs);
            write(model, results);
            output.print(TensorTable.of(model.outputs(), results));
            if (!output.tsv()) {
                output.results()
                        .printf(
                                Locale.ROOT,
                                "%n%s, %s: %,d parameters, %,d FLOP, on %s%n",
                                model.name(),
                                InputShapes.describe(inputs),
                                model.parameters(),
                                session.plan(inputs).flops(),
                                backend.name());
            }
        }
        return Main.DONE;
    }

    private static StateDict parameters(Path file) {
        StateDict all = StateDict.open(file);
        boolean prefixed = all.tensors().keySet().stream().anyMatch(name -> name.startsWith(PARAMETERS));
        return prefixed ? all.below(PARAMETERS) : all;
    }

    private List<Tensor> inputs(Model model) throws IOException {
        if (given.size() != model.inputs().size()) {
            throw new NacreException("layer: " + given.size() + " inputs are given, " + model.name() + " takes "
                    + model.inputs().size() + ": --input FILE|SHAPE for each of "
                    + Inputs.describe(model.inputs()));
        }
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Port port = model.inputs().get(i);
            inputs.add(
                    InputShapes.isShape(given.get(i))
                            ? InputShapes.random(port, InputShapes.parse("--input", given.get(i)))
                            : Inputs.read(Path.of(given.get(i)), port, pictures));
        }
        return inputs;
    }

    /** Says what is wrong before anything runs. */
    private void requireTarget(Model model) {
        Path file = target;
        if (file != null
                && !isSafetensors(file)
                && !(file.toString().endsWith(".npy") && model.outputs().size() == 1)) {
            throw new NacreException("--output " + file + ": expected a name that ends in "
                    + (model.outputs().size() == 1
                            ? ".npy or .safetensors"
                            : ".safetensors, for there are results " + model.outputs()));
        }
    }

    private static boolean isSafetensors(Path file) {
        return file.toString().endsWith(".safetensors");
    }

    private void write(Model model, List<Tensor> results) throws IOException {
        Path file = target;
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (isSafetensors(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (int i = 0; i < results.size(); i++) {
                tensors.put(model.outputs().get(i), results.get(i));
            }
            new Safetensors(tensors, Map.of("layer", model.name())).write(file);
        } else {
            Npy.write(file, results.get(0));
        }
    }
}
