package io.nacre.cli;

import io.nacre.Nacre;
import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.Model;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a model on files. */
@Command(
        name = "run",
        description = {
            "Runs a model, and writes each of its outputs as NAME.npy.",
            "An input is a TensorProto (.pb), a NumPy array (.npy), a tensor of a .safetensors file that has the input's"
                    + " name, or a picture: three planes, red first, values from 0 to 1, unless options below say else.",
            "The time is that of runs after the first one, which plans."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL.onnx")
    private Path file = Path.of("");

    @Option(
            names = "--input",
            paramLabel = "[NAME=]FILE",
            description = "What an input is given; without a name, the inputs in order.")
    private List<String> inputs = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where outputs are written; the current folder by default.")
    private Path folder = Path.of("");

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many runs are timed; 5 by default.")
    private int repeats;

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
        if (repeats < 1) {
            throw new NacreException("--repeat " + repeats + ": at least 1 run is needed");
        }
        try (BackendOpening opening = new BackendOpening(selection::openOne)) {
            Model model = Nacre.load(file);
            List<Tensor> given = Inputs.read(model, inputs, pictures);
            run(model, given, opening.get());
        }
        return Main.DONE;
    }

    private void run(Model model, List<Tensor> given, Backend backend) throws IOException {
        try (Session session = Session.open(model, backend, accuracy.session(Accuracy.FAST))) {
            List<Tensor> results = session.run(given);
            write(model, results);
            output.print(TensorTable.of(model.outputs(), results));
            Timing timing = Timing.of(() -> session.run(given, results), repeats);
            if (!output.tsv()) {
                output.results()
                        .printf(
                                Locale.ROOT,
                                "%n%.3f ms on %s, median of %d runs%n",
                                timing.median(),
                                backend.name(),
                                repeats);
            }
        }
    }

    private void write(Model model, List<Tensor> results) throws IOException {
        Files.createDirectories(folder);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            String name = model.outputs().get(i).replaceAll("[^A-Za-z0-9._-]", "_");
            String free = taken.add(name) ? name : name + "-" + i;
            Npy.write(folder.resolve(free + ".npy"), results.get(i));
        }
    }
}
