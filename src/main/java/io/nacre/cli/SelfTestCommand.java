package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks devices against plain Java. */
@Command(
        name = "selftest",
        description = {
            "Checks whether devices and their drivers compute right: runs built-in layers on each, and compares with"
                    + " cpu-scalar. Floats must be within 1e-5 + 1e-5·|expected|, indices equal.",
            "Without --backend, on everything there is."
        },
        mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {
    private static final String REFERENCE = "cpu-scalar";
    private static final double TOLERANCE = 1e-5;

    /** A layer, and the shape of what it is given. Sizes are odd, so that tiles end within them. */
    private record Case(String layer, String shape) {
        static List<Case> all() {
            return CASES.lines()
                    .map(line -> line.split(" on "))
                    .map(parts -> new Case(parts[0], parts[1]))
                    .toList();
        }
    }

    private static final String CASES = """
            Conv2d(3, 17, 3, padding=1) on 2x3x37x41
            Conv2d(16, 33, 3, stride=2, padding=1) on 1x16x29x35
            Conv2d(64, 40, 1) on 1x64x23x19
            Conv2d(24, 24, 5, padding=2, groups=24) on 1x24x31x33
            Conv2d(12, 18, 3, dilation=2, groups=3) on 2x12x17x19
            Conv2d(3, 8, 7, stride=2, padding=3, padding_mode='reflect') on 1x3x33x31
            Sequential(Conv2d(8, 16, 3, padding=1), BatchNorm2d(16), ReLU()) on 1x8x21x23
            Conv1d(5, 9, 4, stride=3) on 2x5x103
            Conv3d(4, 6, 3, padding=1) on 1x4x9x11x13
            ConvTranspose2d(10, 7, 4, stride=2, padding=1) on 1x10x13x17
            ConvTranspose2d(6, 6, 3, stride=3, groups=2, output_padding=1) on 2x6x9x7
            ConvTranspose1d(4, 3, 5, stride=2) on 1x4x51
            ConvTranspose3d(3, 4, 3, stride=2) on 1x3x5x6x7
            Linear(300, 77) on 5x300
            Linear(1031, 129) on 1x1031
            Bilinear(13, 11, 7) on 6x13 6x11
            MaxPool2d(3, stride=2, padding=1, return_indices=True) on 2x5x27x31
            MaxPool2d(2, ceil_mode=True) on 1x7x33x35
            MaxPool3d(2, return_indices=True) on 1x3x8x9x10
            AvgPool2d(3, stride=2, padding=1, count_include_pad=False) on 1x6x25x23
            AdaptiveAvgPool2d((5, 7)) on 2x4x31x29
            LPPool2d(2, 3) on 1x3x15x17
            Upsample(scale_factor=2.5, mode='nearest') on 1x3x11x13
            Upsample(size=(29, 31), mode='bilinear') on 2x3x13x17
            Upsample(scale_factor=2, mode='bicubic') on 1x2x9x11
            Softmax(1) on 3x1001
            LogSoftmax(1) on 2x19x5x7
            LayerNorm((37,)) on 4x9x37
            GroupNorm(3, 12) on 2x12x9x11
            InstanceNorm2d(5) on 2x5x13x15
            LocalResponseNorm(5) on 1x9x7x9
            ReflectionPad2d((3, 2, 1, 4)) on 1x3x9x11
            CircularPad2d((1, 2, 3, 0)) on 1x2x7x9
            ConstantPad2d((2, -1, 0, 3), 0.5) on 1x3x9x11
            PixelShuffle(3) on 1x18x7x9
            GLU(1) on 3x10x33
            PReLU() on 2x3x33
            GELU() on 1003
            GELU(approximate='tanh') on 1003
            SiLU() on 1003
            Mish() on 1003
            ELU(1.3) on 1003
            Softplus() on 1003
            Hardswish() on 1003
            Sigmoid() on 1003
            Tanh() on 1003
            """;

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final Output output = new Output();

    private int passed;
    private int failed;

    @Override
    public Integer call() {
        TextTable table = new TextTable("result", "backend", "layer", ">absolute", ">relative", "why");
        try (BackendSelection.Opened opened = selection.openAllByDefault(output);
                Backend reference = Backends.open(REFERENCE)) {
            for (Backend backend : opened.backends()) {
                output.remark(backend.name() + ": " + backend.device().name() + ", "
                        + backend.device().driver());
                for (Case one : Case.all()) {
                    check(one, reference, backend, table);
                }
            }
        }
        output.print(table);
        output.results().printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
        return failed > 0 ? Main.CHECK_FAILED : Main.DONE;
    }

    private void check(Case one, Backend reference, Backend backend, TextTable table) {
        String fault;
        Comparison comparison = null;
        try {
            comparison = compare(one, reference, backend);
            fault = comparison.fault();
        } catch (RuntimeException e) {
            fault = String.valueOf(e.getMessage());
        }
        passed += fault == null ? 1 : 0;
        failed += fault == null ? 0 : 1;
        table.row(
                fault == null ? "PASS" : "FAIL",
                backend.name(),
                one.layer + " on " + one.shape,
                comparison == null ? "-" : String.format(Locale.ROOT, "%.1e", comparison.absolute()),
                comparison == null ? "-" : String.format(Locale.ROOT, "%.1e", comparison.relative()),
                fault == null ? "" : fault);
    }

    private static Comparison compare(Case one, Backend reference, Backend backend) {
        Model model = Workload.layer(LayerExpression.parse(one.layer));
        String[] shapes = one.shape.split(" ");
        List<Tensor> inputs = java.util.stream.IntStream.range(0, shapes.length)
                .mapToObj(i -> InputShapes.random(model.inputs().get(i), InputShapes.parse("selftest", shapes[i])))
                .toList();
        List<Tensor> expected = run(model, reference, inputs);
        List<Tensor> results = run(model, backend, inputs);
        Comparison worst = Comparison.EQUAL;
        for (int i = 0; i < expected.size(); i++) {
            worst = worst.and(Comparison.of(results.get(i), expected.get(i), TOLERANCE, TOLERANCE)
                    .at("'" + model.outputs().get(i) + "'"));
        }
        return worst;
    }

    private static List<Tensor> run(Model model, Backend backend, List<Tensor> inputs) {
        SessionOptions strict = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
        try (Session session = Session.open(model, backend, strict)) {
            return session.run(inputs);
        }
    }
}
