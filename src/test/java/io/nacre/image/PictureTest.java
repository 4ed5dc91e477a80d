package io.nacre.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nacre.error.NacreException;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Normalization NONE = new Normalization(1, List.of(0f), List.of(1f), false);

    private static Picture colours() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x0a141e);
        image.setRGB(1, 0, 0xff8000);
        return Picture.of(image);
    }

    @Test
    void becomesPlanesOfRedGreenAndBlue() {
        Tensor tensor = colours().tensor(NONE);
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
        assertThat(tensor.toFloats()).containsExactly(10, 255, 20, 128, 30, 0);
    }

    @Test
    void isNormalizedInTheOrderOfThePlanes() {
        Normalization normalization = new Normalization(1 / 10f, List.of(1f, 2f, 3f), List.of(1f, 2f, 4f), true);
        assertThat(colours().tensor(normalization).toFloats())
                .containsExactly(
                        new float[] {2, -1, 0, 5.4f, -0.5f, 5.625f}, // (30/10−1)/1, (0−1)/1, (20/10−2)/2, …
                        within(1e-6f));
    }

    @Test
    void wantsANumberAPlaneOrOneForAll() {
        assertThatThrownBy(() -> colours().tensor(new Normalization(1, List.of(1f, 2f), List.of(1f), false)))
                .isInstanceOf(NacreException.class)
                .hasMessage("mean [1.0, 2.0]: expected one number, or one for each of the 3 planes");
    }

    @Test
    void greyStaysAsItIsStored() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 77, 255});
        Picture grey = Picture.of(image);
        assertThat(grey.tensor(NONE).toFloats()).containsExactly(0, 77, 255);
        assertThat(grey.withChannels(3).tensor(NONE).toFloats()).containsExactly(0, 77, 255, 0, 77, 255, 0, 77, 255);
    }

    @Test
    void wideSamplesAreScaled() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {65535, 257});
        assertThat(Picture.of(image).tensor(NONE).toFloats()).containsExactly(new float[] {255, 1}, within(1e-4f));
    }

    @Test
    void colourBecomesGreyByBt601() {
        assertThat(colours().withChannels(1).tensor(NONE).toFloats())
                .containsExactly(
                        new float[] {0.299f * 10 + 0.587f * 20 + 0.114f * 30, 0.299f * 255 + 0.587f * 128},
                        within(1e-4f));
    }

    @Test
    void transparencyIsDropped() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00010203);
        assertThat(Picture.of(image).tensor(NONE).toFloats()).containsExactly(1, 2, 3);
    }

    @Test
    void growsLinearlyAndShrinksByAveraging() {
        Picture row = new Picture(4, 1, List.of(new float[] {0, 40, 80, 120}));
        assertThat(row.resized(8, 1).planes().get(0))
                .containsExactly(new float[] {0, 10, 30, 50, 70, 90, 110, 120}, within(1e-4f));
        // weights 0.75, 0.75, 0.25 (and again 0.25 outside) around the middle of two pixels
        assertThat(row.resized(2, 1).planes().get(0))
                .containsExactly(
                        new float[] {
                            (0.75f * 0 + 0.75f * 40 + 0.25f * 80) / 1.75f,
                            (0.25f * 40 + 0.75f * 80 + 0.75f * 120) / 1.75f
                        },
                        within(1e-4f));
        assertThat(new Picture(1, 4, row.planes()).resized(1, 8).planes().get(0))
                .containsExactly(row.resized(8, 1).planes().get(0));
    }

    @Test
    void keepsWhatIsWhere() {
        Picture picture = new Picture(3, 2, List.of(new float[] {1, 2, 3, 4, 5, 6}));
        assertThat(picture.resized(3, 2)).isSameAs(picture);
        assertThat(picture.resized(3, 4).planes().get(0)).startsWith(1, 2, 3).endsWith(4, 5, 6);
        assertThat(picture.resized(6, 2).width()).isEqualTo(6);
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> Picture.read(new ByteArrayInputStream(new byte[] {1, 2, 3}), "notes.txt"))
                .isInstanceOf(NacreException.class)
                .hasMessage("notes.txt: is no picture that Java can read (PNG, JPEG, BMP, GIF)");
    }
}
