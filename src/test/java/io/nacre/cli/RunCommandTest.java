package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.TinyModels;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import io.nacre.tensor.io.Safetensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that adds 100 times the first plane, 10 times the second and the third. */
class RunCommandTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyModels.weightedSum(folder.resolve("sum.onnx"), new float[] {100, 10, 1}, 1, 2);
    }

    private CommandLineRun run(Object... more) {
        Object[] arguments = new Object[more.length + 6];
        Object[] common = {"run", model, "--backend", "cpu-scalar", "--output", folder.resolve("out")};
        System.arraycopy(common, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return CommandLineRun.of(arguments);
    }

    private void gives(float first, float second, Object... more) throws IOException {
        CommandLineRun run = run(more);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        Tensor result = Npy.read(folder.resolve("out/y.npy"));
        assertThat(result.shape()).isEqualTo(Shape.of(1, 1, 1, 2));
        assertThat(result.toFloats()).containsExactly(new float[] {first, second}, within(1e-3f));
    }

    @Test
    void readsTensorFiles() throws IOException {
        float[] values = {1, 2, 3, 4, 5, 6};
        gives(135, 246, "--input", TinyModels.tensor(folder.resolve("x.pb"), "x", values, 1, 3, 1, 2));
        Tensor tensor = Tensor.of(values, 1, 3, 1, 2);
        Npy.write(folder.resolve("x.npy"), tensor);
        gives(135, 246, "--input", "x=" + folder.resolve("x.npy"));
        Path one = folder.resolve("one.safetensors");
        new Safetensors(Map.of("anything", tensor), Map.of()).write(one);
        gives(135, 246, "--input", one);
        Path two = folder.resolve("two.safetensors");
        new Safetensors(Map.of("x", tensor, "z", Tensor.of(new float[1], 1)), Map.of()).write(two);
        gives(135, 246, "--input", two);
    }

    @Test
    void readsPictures() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff3300);
        image.setRGB(1, 0, 0x0000ff);
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        gives(102, 1, "--input", file);
        gives(3, 100, "--input", file, "--bgr"); // of 0, 0.2, 1 and of 1, 0, 0
        gives(102 * 255, 255, "--input", file, "--scale", 1);
        gives((102 - 111) / 2f, (1 - 111) / 2f, "--input", file, "--mean", "1", "--std", "2");
        gives(100 * 0.5f + 2, 100 * -0.5f + 0 + 10, "--input", file, "--mean", "0.5,0,0", "--std", "1,1,0.1");
    }

    @Test
    void picturesTakeTheModelsSize() throws IOException {
        BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        gives(0, 0, "--input", file);
        assertThat(run("--input", file, "--resize", "3x1").errLines())
                .containsExactly("nacre: model 'sum.onnx': input 'x': is f32 1×3×1×3, the model expects f32 1×3×1×2");
        assertThat(run("--input", file, "--resize", "3x").errLines())
                .containsExactly("nacre: --resize 3x: expected WxH, as in 320x240, or one number");
    }

    @Test
    void printsWhatCameOut() throws IOException {
        Path x = TinyModels.tensor(folder.resolve("x.pb"), "x", new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 1, 2);
        CommandLineRun run = run("--input", x, "--repeat", 3);
        assertThat(run.outLines().get(0)).isEqualTo("output  type         minimum  maximum     mean");
        assertThat(run.outLines().get(1)).isEqualTo("y       f32 1×1×1×2  135.000  246.000  190.500");
        assertThat(run.outLines().get(3)).matches("\\d+\\.\\d{3} ms on cpu-scalar, median of 3 runs");
        assertThat(run("--input", x, "--tsv").outLines())
                .containsExactly("output\ttype\tminimum\tmaximum\tmean", "y\tf32 1×1×1×2\t135.000\t246.000\t190.500");
    }

    @Test
    void saysWhatIsWrongWithInputs() throws IOException {
        Path x = TinyModels.tensor(folder.resolve("x.pb"), "x", new float[] {1}, 1);
        refuses("input 'x' is not given: --input [NAME=]FILE for each of x (f32 1×3×1×2)");
        refuses(
                "--input " + x + ": is one too many, or names no input; the model's inputs are x (f32 1×3×1×2)",
                "--input",
                x,
                "--input",
                x);
        refuses("--input x=" + x + ": input 'x' is given twice", "--input", "x=" + x, "--input", "x=" + x);
        refuses("model 'sum.onnx': input 'x': is f32 1, the model expects f32 1×3×1×2", "--input", x);
        refuses(folder.resolve("absent.png") + ": there is no such file", "--input", folder.resolve("absent.png"));
        Path two = folder.resolve("two.safetensors");
        Tensor tensor = Tensor.of(new float[1], 1);
        new Safetensors(Map.of("a", tensor, "b", tensor), Map.of()).write(two);
        CommandLineRun run = run("--input", two);
        assertThat(run.err()).contains(two + ": has no tensor 'x', only [");
        refuses("--repeat 0: at least 1 run is needed", "--input", x, "--repeat", "0");
        refuses(
                "--backend cpu-scalar,cpu,cpu-scalar: this command runs on one backend",
                "--input",
                TinyModels.tensor(folder.resolve("y.pb"), "x", new float[6], 1, 3, 1, 2),
                "--backend",
                "cpu,cpu-scalar");
    }

    private void refuses(String message, Object... more) {
        CommandLineRun run = run(more);
        assertThat(run.errLines()).containsExactly("nacre: " + message);
        assertThat(run.status()).isEqualTo(2);
    }
}
