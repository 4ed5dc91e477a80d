package io.nacre.cli.gallery;

import io.nacre.backend.Backend;
import io.nacre.cli.gallery.Workshop.Work;
import io.nacre.image.Normalization;
import io.nacre.image.Picture;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The layers of the classic introduction to convolutional networks, each at work on one photo. */
public final class Gallery {
    private static final int SIDE = 512;
    /** The part that is shown enlarged. */
    private static final int PART = 32;

    private static final int FACTOR = 8;
    private static final List<String> ACTIVATIONS = List.of(
            "ReLU()",
            "LeakyReLU(negative_slope=0.1)",
            "ELU()",
            "GELU()",
            "SiLU()",
            "Mish()",
            "Hardswish()",
            "Softplus()",
            "Sigmoid()",
            "Tanh()",
            "Softsign()",
            "Hardtanh()");

    private final Workshop workshop;
    private final Picture square;
    private final Tensor photo;

    private Gallery(Picture square, Backend backend) {
        this.workshop = new Workshop(backend);
        this.square = square;
        this.photo = square.tensor(Normalization.UNIT);
    }

    /** The gallery of a photo, of which the middle square is taken. */
    public static List<Section> of(Picture photo, Backend backend) {
        Picture square = photo.withChannels(3).shorterSide(SIDE).centerCrop(SIDE, SIDE);
        Gallery gallery = new Gallery(square, backend);
        return List.of(
                gallery.convolutions(),
                gallery.windows(),
                gallery.transposed(),
                gallery.pools(),
                gallery.unpooling(),
                gallery.activations(),
                gallery.linear());
    }

    private Section convolutions() {
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(new Exhibit(
                "the photo",
                photo.shape(),
                photo.shape(),
                "",
                List.of(new Panel("photo", "the photo, 3 planes", square.toImage(), false))));
        for (int seed = 1; seed <= 3; seed++) {
            Work work = workshop.seeded("Conv2d(3, 1, kernel_size=3)", seed, photo);
            exhibits.add(work.shown(
                    Size.window(SIDE, 3, 1, 0, 1),
                    new Panel("conv-seed-" + seed, "weights of seed " + seed, Shades.stretched(work.result()), false)));
        }
        return new Section(
                "Convolution",
                "Each element of the result is the weighted sum of a window of 3×3×3 = 27 elements of the photo, plus a"
                        + " bias. The layer is the same three times; only the weights, drawn at random as PyTorch draws"
                        + " them, differ. One sees edges, another one light. The window has to fit in, so a pixel is lost"
                        + " at every side: 512 becomes 510.",
                exhibits,
                "");
    }

    private Section windows() {
        Work strided = workshop.seeded("Conv2d(3, 1, kernel_size=3, stride=2)", 2, photo);
        Work padded = workshop.seeded("Conv2d(3, 1, kernel_size=3, padding=32)", 2, photo);
        Work dilated = workshop.seeded("Conv2d(3, 1, kernel_size=3, dilation=16)", 2, photo);
        Work grouped = workshop.seeded("Conv2d(3, 3, kernel_size=3, groups=3)", 2, photo);
        return new Section(
                "Stride, padding, dilation, groups",
                "The weights of seed 2 again, the window moved in other ways. <b>Stride</b> 2 takes every second place and"
                        + " halves the size. <b>Padding</b> puts zeros around the photo; 32 of them, to be seen as a frame."
                        + " <b>Dilation</b> spreads the window's nine places 16 pixels apart, so that everything comes thrice."
                        + " With three <b>groups</b> each colour has a window of its own, and the result has three planes.",
                List.of(
                        strided.shown(Size.window(SIDE, 3, 2, 0, 1), panel("conv-stride", "stride 2", strided)),
                        padded.shown(Size.window(SIDE, 3, 1, 32, 1), panel("conv-padding", "padding 32", padded)),
                        dilated.shown(Size.window(SIDE, 3, 1, 0, 16), panel("conv-dilation", "dilation 16", dilated)),
                        grouped.shown(
                                Size.window(SIDE, 3, 1, 0, 1),
                                panel("conv-groups", "3 groups: the 3 planes as red, green, blue", grouped))),
                "");
    }

    private Section transposed() {
        String layer = "ConvTranspose2d(3, 1, kernel_size=3, stride=2)";
        Work seeded = workshop.seeded(layer, 4, photo);
        BufferedImage image = Shades.stretched(seeded.result());
        Work counted = workshop.uniform(
                "ConvTranspose2d(1, 1, kernel_size=3, stride=2)", 1, Tensor.of(ones(PART * PART), 1, 1, PART, PART));
        Work even = workshop.uniform(
                "ConvTranspose2d(1, 1, kernel_size=4, stride=2)", 1, Tensor.of(ones(PART * PART), 1, 1, PART, PART));
        return new Section(
                "Transposed convolution and its checkerboard",
                "Each element of the photo is multiplied by the window and added to the result, two places further for the"
                        + " next one: 512 becomes 1025. Windows of 3 at a distance of 2 overlap in every second row and"
                        + " column only. Ones times ones show how many windows reach each place: 1, 2 or 4. That is the"
                        + " checkerboard that networks of such layers draw over their pictures. Windows of 4 overlap"
                        + " evenly.",
                List.of(
                        seeded.shown(
                                Size.transposed(SIDE, 3, 2),
                                new Panel("transposed", "the result, twice as large", image, false),
                                part("transposed-part", "a part, enlarged " + FACTOR + " times", image)),
                        counted.shown(
                                Size.transposed(PART, 3, 2),
                                counts("transposed-counts", "windows over each place: 1, 2, 4", counted)),
                        even.shown(
                                Size.transposed(PART, 4, 2),
                                counts("transposed-even", "with windows of 4: always 4, but at the edge", even))),
                "");
    }

    private static Panel counts(String file, String caption, Work work) {
        BufferedImage image = Shades.between(work.result(), 0, 4);
        return new Panel(file, caption, Shades.enlarged(image, 0, 0, PART, FACTOR), true);
    }

    private Section pools() {
        Work max = workshop.seeded("MaxPool2d(kernel_size=2)", 0, photo);
        Work average = workshop.seeded("AvgPool2d(kernel_size=2)", 0, photo);
        return new Section(
                "Pooling",
                "Of each square of 2×2, the largest element or the mean: both halve the size, in each plane by itself. The"
                        + " largest keeps what is bright and sharp, the mean smooths.",
                List.of(
                        max.shown(
                                Size.window(SIDE, 2, 2, 0, 1),
                                photoPanel("pool-max", "maxima", max),
                                part("pool-max-part", "enlarged", max)),
                        average.shown(
                                Size.window(SIDE, 2, 2, 0, 1),
                                photoPanel("pool-mean", "means", average),
                                part("pool-mean-part", "enlarged", average))),
                "");
    }

    /** A part above the middle, where people look. */
    private static Panel part(String file, String caption, Work work) {
        return part(file, caption, toImage(work.result()));
    }

    private static Panel part(String file, String caption, BufferedImage image) {
        int left = image.getWidth() / 2 - PART / 2;
        int top = image.getHeight() / 4 - PART / 2;
        return new Panel(file, caption, Shades.enlarged(image, left, top, PART, FACTOR), true);
    }

    private Section unpooling() {
        Work pooled = workshop.seeded("MaxPool2d(kernel_size=2, return_indices=True)", 0, photo);
        Tensor indices = Objects.requireNonNull(pooled.results().get(1));
        Work back = workshop.seeded("MaxUnpool2d(kernel_size=2)", 0, pooled.result(), indices);
        return new Section(
                "Max-unpooling by indices",
                "The pool also tells where each maximum lay, as an index into the plane. Unpooling puts the maxima back"
                        + " there, and zeros into the three other places: one in four is as it was, at its own place.",
                List.of(
                        pooled.shown(
                                Size.window(SIDE, 2, 2, 0, 1),
                                photoPanel("unpool-before", "maxima", pooled),
                                part("unpool-before-part", "enlarged", pooled)),
                        back.shown(
                                Size.unpooled(SIDE / 2, 2),
                                photoPanel("unpool", "put back, three in four are 0", back),
                                part("unpool-part", "enlarged", back))),
                indices(indices));
    }

    /** The first indices, as numbers. */
    private static String indices(Tensor indices) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            long index = indices.integer(i);
            row.append(String.format(
                    Locale.ROOT, "<td>%d<small>row %d, column %d</small></td>", index, index / SIDE, index % SIDE));
        }
        return "<div class=\"scroll\"><table><caption>The first indices of the red plane</caption><tr>" + row
                + "</tr></table></div>";
    }

    private Section activations() {
        int points = 161;
        float[] positions = new float[points];
        for (int i = 0; i < points; i++) {
            positions[i] = Curves.LIMIT * (2f * i / (points - 1) - 1);
        }
        Tensor x = Tensor.of(positions, points);
        StringBuilder curves = new StringBuilder("<div class=\"curves\">");
        for (String expression : ACTIVATIONS) {
            curves.append(
                    Curves.draw(expression, x, workshop.seeded(expression, 0, x).result()));
        }
        Work convolved = workshop.seeded("Conv2d(3, 1, kernel_size=3)", 1, photo);
        Work clipped = workshop.seeded("ReLU()", 0, convolved.result());
        Work pooled = workshop.seeded("MaxPool2d(kernel_size=2)", 0, clipped.result());
        Work again = workshop.seeded("Conv2d(1, 1, kernel_size=3)", 3, pooled.result());
        return new Section(
                "Activations",
                "Element by element, so sizes stay. ReLU takes away what is negative: of the convolution's result only what"
                        + " it found is left. Four layers as a network begins with them; then curves, computed by the"
                        + " layers, from −4 to 4.",
                List.of(
                        convolved.shown(
                                Size.window(SIDE, 3, 1, 0, 1),
                                panel("relu-before", "a convolution's result", convolved)),
                        clipped.shown("", panel("relu", "what is positive of it", clipped)),
                        pooled.shown(Size.window(SIDE - 2, 2, 2, 0, 1), panel("relu-pooled", "its maxima", pooled)),
                        again.shown(
                                Size.window(SIDE / 2 - 1, 3, 1, 0, 1),
                                panel("relu-again", "another convolution", again))),
                curves.append("</div>").toString());
    }

    /** The photo's mean colour through two neurons, with every number. */
    private Section linear() {
        Work mean = workshop.seeded("AdaptiveAvgPool2d(output_size=1)", 0, photo);
        Tensor colour = Tensor.of(mean.result().toFloats(), 1, 3);
        Layer layer = LayerExpression.parse("Linear(3, 2)");
        StateDict parameters = StateDict.initial(layer, 1);
        Work work = workshop.run(layer, parameters, colour);
        Tensor weight = Objects.requireNonNull(parameters.tensors().get("weight"));
        Tensor bias = Objects.requireNonNull(parameters.tensors().get("bias"));
        StringBuilder rows = new StringBuilder();
        for (int out = 0; out < 2; out++) {
            StringBuilder sum = new StringBuilder();
            for (int in = 0; in < 3; in++) {
                sum.append(String.format(
                        Locale.ROOT,
                        "%.3f · %s + ",
                        colour.floats().get(in),
                        signed(weight.floats().get(3 * out + in))));
            }
            rows.append(String.format(
                    Locale.ROOT,
                    "<tr><th>y<sub>%d</sub></th><td>%s%s</td><td><b>= %s</b></td></tr>",
                    out,
                    sum,
                    signed(bias.floats().get(out)),
                    number(work.result().floats().get(out))));
        }
        return new Section(
                "A linear layer's numbers",
                "The photo's mean colour, three numbers from 0 to 1, through two neurons: each is a weighted sum of all"
                        + " inputs, plus a bias.",
                List.of(mean.shown("", swatch(colour)), work.shown("")),
                "<div class=\"scroll\"><table class=\"sums\">" + rows + "</table></div>");
    }

    private static Panel swatch(Tensor colour) {
        BufferedImage pixel = Shades.between(colour.reshape(Shape.of(1, 3, 1, 1)), 0, 1);
        return new Panel("mean-colour", "the mean colour", Shades.enlarged(pixel, 0, 0, 1, 96), true);
    }

    private static String signed(float number) {
        return number < 0 ? "(" + number(number) + ")" : number(number);
    }

    private static String number(float number) {
        return String.format(Locale.ROOT, "%.3f", number).replace('-', '−');
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Panel panel(String file, String caption, Work work) {
        return new Panel(file, caption, Shades.stretched(work.result()), false);
    }

    private static Panel photoPanel(String file, String caption, Work work) {
        return new Panel(file, caption, toImage(work.result()), false);
    }

    private static BufferedImage toImage(Tensor tensor) {
        return Shades.between(tensor, 0, 1);
    }
}
