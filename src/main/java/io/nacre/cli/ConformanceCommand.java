package io.nacre.cli;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.error.UnsupportedException;
import io.nacre.model.Model;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs cases with known answers on backends. */
@Command(
        name = "conformance",
        description = {
            "Runs every folder below PATH that has a model.onnx and test_data_set_*, and every .safetensors file with a call"
                    + " of a layer and PyTorch's answer, on every backend named.",
            "Shapes, integers and booleans must be equal, floats within ATOL + RTOL·|expected|; NaN equals NaN.",
            "With --algorithm both tolerances are multiplied by the error factor that the algorithm declares."
        },
        mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH")
    private List<Path> paths = List.of();

    @Option(names = "--atol", paramLabel = "ATOL", defaultValue = "1e-5", description = "1e-5 by default.")
    private double atol;

    @Option(
            names = "--rtol",
            paramLabel = "RTOL",
            description = "1e-3 by default for models, 1.3e-6 (PyTorch's own) for layers.")
    private @Nullable Double rtol;

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final AccuracyOption accuracy = new AccuracyOption();

    @Mixin
    private final Output output = new Output();

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

    private enum Verdict {
        PASS,
        FAIL,
        UNSUPPORTED
    }

    private record Result(Verdict verdict, @Nullable Comparison comparison, String why) {}

    @Override
    public Integer call() throws IOException {
        List<ConformanceCase> cases = new ArrayList<>();
        for (Path path : paths) {
            cases.addAll(ConformanceCase.below(path));
        }
        if (cases.isEmpty()) {
            throw new NacreException("conformance: no folder with model.onnx and test_data_set_*, and no layer's"
                    + " .safetensors, below " + paths);
        }
        Double relative = rtol;
        if (!(atol >= 0) || (relative != null && !(relative >= 0))) {
            throw new NacreException("conformance: tolerances " + atol + " and " + relative + " must not be negative");
        }
        int width = cases.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        if (output.tsv()) {
            output.results().println("result\tbackend\tcase\tabsolute\trelative\twhy");
        }
        try (BackendSelection.Opened opened = selection.open(output)) {
            for (ConformanceCase one : cases) {
                run(one, opened.backends(), width);
            }
        }
        output.results()
                .printf(
                        Locale.ROOT,
                        "%d passed, %d failed, %d unsupported%n",
                        count(Verdict.PASS),
                        count(Verdict.FAIL),
                        count(Verdict.UNSUPPORTED));
        return count(Verdict.FAIL) > 0 ? Main.CHECK_FAILED : Main.DONE;
    }

    private int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private void run(ConformanceCase one, List<Backend> backends, int width) {
        Model model = null;
        Result loading = null;
        try {
            model = one.model();
        } catch (IOException | RuntimeException | Error e) {
            loading = failure(e);
        }
        for (Backend backend : backends) {
            Result result = model == null ? Objects.requireNonNull(loading) : run(one, model, backend);
            counts.merge(result.verdict, 1, Integer::sum);
            print(one, backend, result, width);
        }
    }

    private Result run(ConformanceCase one, Model model, Backend backend) {
        SessionOptions options = accuracy.session(Accuracy.STRICT);
        try (Session session = Session.open(model, backend, options)) {
            Comparison worst = Comparison.EQUAL;
            for (ConformanceCase.Trial trial : one.trials()) {
                Comparison comparison = compare(one, trial, model, session);
                worst = worst.and(trial.name().isEmpty() ? comparison : comparison.at(trial.name() + ":"));
            }
            String fault = worst.fault();
            return fault == null ? new Result(Verdict.PASS, worst, "") : new Result(Verdict.FAIL, worst, fault);
        } catch (IOException | RuntimeException | Error e) {
            return failure(e);
        }
    }

    private Comparison compare(ConformanceCase one, ConformanceCase.Trial trial, Model model, Session session)
            throws IOException {
        List<Tensor> expected = trial.outputs();
        List<Tensor> results = session.run(trial.inputs());
        if (expected.isEmpty() || results.size() != expected.size()) {
            throw new NacreException((trial.name().isEmpty() ? "" : trial.name() + ": ") + "the case has "
                    + expected.size() + " outputs, the model " + results.size());
        }
        Double asked = rtol;
        double factor =
                selection.asksForAlgorithms() ? session.plan(trial.inputs()).errorFactor() : 1;
        double relative = factor * (asked == null ? one.tolerance() : asked);
        Comparison worst = Comparison.EQUAL;
        for (int i = 0; i < expected.size(); i++) {
            worst = worst.and(Comparison.of(results.get(i), expected.get(i), factor * atol, relative)
                    .at("'" + model.outputs().get(i) + "'"));
        }
        return worst;
    }

    private static Result failure(Throwable e) {
        String message = e instanceof NacreException ? String.valueOf(e.getMessage()) : e.toString();
        Verdict verdict = e instanceof UnsupportedException ? Verdict.UNSUPPORTED : Verdict.FAIL;
        return new Result(verdict, null, message.replaceAll("\\s*[\\t\\r\\n]+\\s*", "; "));
    }

    private void print(ConformanceCase one, Backend backend, Result result, int width) {
        String format = output.tsv() ? "%s\t%s\t%s\t%s\t%s\t%s" : "%-11s  %-10s  %-" + width + "s  %8s  %8s  %s";
        Comparison comparison = result.comparison;
        String line = String.format(
                Locale.ROOT,
                format,
                result.verdict,
                backend.name(),
                one.name(),
                comparison == null ? "-" : number(comparison.absolute()),
                comparison == null ? "-" : number(comparison.relative()),
                result.why);
        output.results().println(output.tsv() ? line : line.stripTrailing());
        output.results().flush();
    }

    private static String number(double difference) {
        return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
    }
}
