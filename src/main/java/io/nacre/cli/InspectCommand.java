package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.Nacre;
import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.plan.Step;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a model is made of. */
@Command(
        name = "inspect",
        description = {
            "Shows a model's inputs and outputs, and a row for each step that it is run in: what it computes, its result's"
                    + " shape, its parameters, floating-point operations, and bytes read and written.",
            "A model that asks for operators that Nacre does not have is refused with the list of all of them."
        },
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL.onnx")
    private Path file = Path.of("");

    @Mixin
    private final InputShapes shapes = new InputShapes();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Model model = Nacre.load(file);
        List<Tensor> inputs = shapes.inputs(model, file, 0, output);
        try (Backend backend = Backends.open("cpu-scalar");
                Session session = Session.open(model, backend)) {
            Plan plan = session.plan(inputs);
            if (!output.tsv()) {
                describe(model, plan, inputs);
            }
            output.print(steps(plan));
            if (!output.tsv()) {
                output.results()
                        .printf(
                                Locale.ROOT,
                                "%n%d steps, %,d parameters, %.3f GFLOP, %.1f MB moved, %.1f MB for what lies between%n",
                                plan.steps().size(),
                                model.parameters(),
                                plan.flops() / 1e9,
                                plan.steps().stream().mapToLong(Step::bytes).sum() / 1e6,
                                plan.arenaBytes() / 1e6);
            }
        }
        return Main.DONE;
    }

    private void describe(Model model, Plan plan, List<Tensor> inputs) {
        PrintWriter results = output.results();
        results.println(model.name());
        for (int i = 0; i < inputs.size(); i++) {
            Port port = model.inputs().get(i);
            results.println("input  " + port.name() + ": " + port + ", here "
                    + inputs.get(i).type());
        }
        for (int i = 0; i < model.outputs().size(); i++) {
            results.println("output " + model.outputs().get(i) + ": "
                    + plan.outputTypes().get(i));
        }
        results.println();
    }

    private static TextTable steps(Plan plan) {
        TextTable table = new TextTable(">#", "step", "operation", "output", ">parameters", ">MFLOP", ">MB");
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            table.row(
                    i,
                    step.name(),
                    step.operation(),
                    step.output(),
                    step.parameters(),
                    TextTable.decimal(step.flops() / 1e6, 3),
                    TextTable.decimal(step.bytes() / 1e6, 3));
        }
        return table;
    }
}
