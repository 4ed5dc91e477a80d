package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.cli.demo.TextPicture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryCommandTest {
    @TempDir
    private static Path folder;

    private static CommandLineRun run;

    @BeforeAll
    static void showTheSample() throws IOException {
        Path photo = folder.resolve("sample.png");
        try (InputStream sample = Objects.requireNonNull(TextPicture.class.getResourceAsStream("sample.png"))) {
            Files.copy(sample, photo);
        }
        run = CommandLineRun.of(
                "gallery", photo.toString(), "--output", folder.toString(), "--backend", "cpu", "--tsv");
    }

    @Test
    void tellsSizesBeforeAndAfterWithTheFormula() {
        assertThat(run.errLines()).isEmpty();
        assertThat(run.status()).isZero();
        List<String> sizes = run.outLines().stream()
                .map(line -> line.split("\t", -1))
                .map(row -> row[1] + " → " + row[2] + ": " + row[3])
                .toList();
        assertThat(sizes)
                .contains(
                        "1×3×512×512 → 1×1×510×510: ⌊(512 + 2·0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 510",
                        "1×3×512×512 → 1×1×255×255: ⌊(512 + 2·0 − 1·(3 − 1) − 1) / 2⌋ + 1 = 255",
                        "1×3×512×512 → 1×1×574×574: ⌊(512 + 2·32 − 1·(3 − 1) − 1) / 1⌋ + 1 = 574",
                        "1×3×512×512 → 1×1×480×480: ⌊(512 + 2·0 − 16·(3 − 1) − 1) / 1⌋ + 1 = 480",
                        "1×3×512×512 → 1×1×1025×1025: (512 − 1)·2 − 2·0 + 1·(3 − 1) + 0 + 1 = 1025",
                        "1×3×512×512 → 1×3×256×256: ⌊(512 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 256",
                        "1×3×256×256 → 1×3×512×512: (256 − 1)·2 − 2·0 + 2 = 512",
                        "1×3 → 1×2: ");
    }

    @ParameterizedTest
    @CsvSource({"photo,512", "conv-seed-1,510", "conv-seed-3,510", "transposed,1025", "pool-max,256", "unpool,512"})
    void writesPngsOfTheResultsSizes(String name, int side) throws IOException {
        assertThat(ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth())
                .isEqualTo(side);
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        String page = Files.readString(folder.resolve("index.html"));
        assertThat(page).doesNotContain("http://", "https://", "<script", "src=\"/", "url(");
        assertThat(page.split("<img src=\"data:image/", -1)).hasSizeGreaterThan(20);
        assertThat(page.split("<img ", -1)).hasSameSizeAs(page.split("<img src=\"data:image/", -1));
    }

    /** In a browser of a phone's, a tablet's and a desk's width: all pictures are there, and nothing juts out. */
    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1280})
    void aBrowserShowsItAtAnyWidth(int width) throws IOException, InterruptedException {
        String answer = Browser.ask(
                folder.resolve("index.html"),
                folder,
                width,
                false,
                """
                "images " + page.images.length
                    + ", missing " + [...page.images].filter(image => !image.complete || !image.naturalWidth).length
                    + ", curves " + page.querySelectorAll("svg .line").length""");
        assertThat(answer).matches("width " + width + ", images 2\\d, missing 0, curves 12");
    }
}
