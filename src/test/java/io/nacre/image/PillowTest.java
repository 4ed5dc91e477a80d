package io.nacre.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file, and every step of the usual recipe, against what Pillow made of it ({@code scripts/golden/pictures.py}). */
class PillowTest {
    private static final Normalization NONE = new Normalization(1, List.of(0f), List.of(1f), false);
    /** Two decoders of JPEG differ by rounding, and by how they widen chrominance stored at half the size. */
    private static final float JPEG = 3;

    private static final float HALVED_CHROMINANCE = 14;
    private static final Pattern SIZE = Pattern.compile("resize (\\d+)x(\\d+)( exact)?");
    private static final Map<String, Tensor> EXPECTED = expected();

    private static Map<String, Tensor> expected() {
        try {
            return Safetensors.open(folder().resolve("expected.safetensors")).tensors();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(PillowTest.class.getResource("/pictures"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> files() {
        return EXPECTED.keySet().stream().filter(name -> name.contains(".")).sorted();
    }

    static Stream<String> sizes() {
        return EXPECTED.keySet().stream()
                .filter(name -> name.startsWith("resize"))
                .sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsWhatPillowReads(String file) throws IOException {
        float tolerance = !file.endsWith(".jpg") ? 2e-5f : isHalved(file) ? HALVED_CHROMINANCE : JPEG;
        compare(Picture.read(folder().resolve(file)).withChannels(3), EXPECTED.get(file), tolerance);
    }

    private static boolean isHalved(String file) {
        return file.equals("rgb_420.jpg") || file.equals("progressive.jpg");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void resizesAsPillowDoes(String name) throws IOException {
        Matcher size = SIZE.matcher(name);
        assertThat(size.matches()).isTrue();
        Picture resized = Picture.read(folder().resolve("rgb.png"))
                .resized(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        float rounding = 1; // Pillow rounds to whole numbers after the columns and after the rows
        compare(resized, EXPECTED.get(name), size.group(3) == null ? rounding : 1e-4f);
    }

    @Test
    void greyIsPillowsButForItsRounding() throws IOException {
        Tensor grey = Picture.read(folder().resolve("rgb.png")).withChannels(1).tensor(NONE);
        Tensor expected = EXPECTED.get("grey");
        for (int i = 0; i < expected.type().elements(); i++) {
            assertThat(grey.floats().get(i)).isCloseTo(expected.integer(i), within(0.501f));
        }
    }

    /** {@code Resize(14), CenterCrop((11, 12)), ToTensor(), Normalize(…)}: one level of 255, divided by 0.224 at the least. */
    @Test
    void theWholeRecipeIsWithinOneLevel() throws IOException {
        Tensor tensor = Picture.read(folder().resolve("rgb.png"))
                .shorterSide(14)
                .centerCrop(12, 11)
                .tensor(Normalization.IMAGENET);
        Tensor expected = EXPECTED.get("imagenet");
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3, 11, 12));
        assertThat(expected.shape()).isEqualTo(Shape.of(3, 11, 12));
        assertThat(tensor.toFloats()).containsExactly(expected.toFloats(), within(1 / 255f / 0.224f));
    }

    /** Compares with an image H×W×3. */
    private static void compare(Picture picture, Tensor expected, float tolerance) {
        assertThat(Shape.of(picture.height(), picture.width(), 3)).isEqualTo(expected.shape());
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            for (int c = 0; c < 3; c++) {
                int at = 3 * i + c;
                float wanted = expected.dataType().isFloat() ? expected.floats().get(at) : expected.integer(at);
                assertThat(picture.planes().get(c)[i])
                        .as("plane %d at row %d, column %d", c, i / picture.width(), i % picture.width())
                        .isCloseTo(wanted, within(tolerance));
            }
        }
    }
}
