package io.nacre.cli;

import io.nacre.error.NacreException;
import io.nacre.image.Normalization;
import io.nacre.image.Picture;
import io.nacre.model.Port;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a picture becomes a tensor. */
final class PictureOptions {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(?:x([1-9]\\d{0,5}))?");

    @Option(
            names = "--resize",
            paramLabel = "WxH|S",
            description =
                    "Resize a picture first, bilinearly and smoothed: to width and height, or its shorter side to S."
                            + " Without it, and without --crop, to the model's own size if that is fixed.")
    private @Nullable String resize;

    @Option(names = "--crop", paramLabel = "WxH", description = "Then keep the middle.")
    private @Nullable String crop;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "0.00392156862745098", // 1/255
            description = "Multiply the picture's numbers, 0 to 255, by this first; 1/255 by default.")
    private float scale;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Then subtract this: one number a plane, in the planes' order, or one for all; 0 by default.")
    private List<Float> mean = List.of(0f);

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Then divide by this, given like --mean; 1 by default.")
    private List<Float> std = List.of(1f);

    @Option(names = "--bgr", description = "Blue comes first, as OpenCV has it; red by default.")
    private boolean bgr;

    /** The picture as the input wants it: in grey if it has one channel, without a batch if it has no axis for one. */
    Tensor read(Path file, Port port) throws IOException {
        List<Port.Extent> extents = port.extents();
        int rank = extents == null ? 4 : extents.size();
        if (rank != 3 && rank != 4) {
            throw new NacreException(file + ": a picture is 3×H×W or 1×3×H×W, input '" + port.name() + "' is " + port);
        }
        int channels = fixed(extents, rank - 3, 3);
        Picture picture = Picture.read(file).withChannels(channels);
        picture = sized(picture, fixed(extents, rank - 1, picture.width()), fixed(extents, rank - 2, picture.height()));
        Tensor tensor = picture.tensor(new Normalization(scale, mean, std, bgr));
        return rank == 4 ? tensor : tensor.reshape(Shape.of(channels, picture.height(), picture.width()));
    }

    /** The picture in the size that the options ask for, or else the model. */
    private Picture sized(Picture picture, int width, int height) {
        String first = resize;
        String then = crop;
        Picture sized = picture;
        if (first != null) {
            Matcher size = size("--resize", first);
            int side = Integer.parseInt(size.group(1));
            sized = size.group(2) == null
                    ? picture.shorterSide(side)
                    : picture.resized(side, Integer.parseInt(size.group(2)));
        } else if (then == null) {
            sized = picture.resized(width, height);
        }
        if (then != null) {
            Matcher size = size("--crop", then);
            String second = size.group(2) == null ? size.group(1) : size.group(2);
            sized = sized.centerCrop(Integer.parseInt(size.group(1)), Integer.parseInt(second));
        }
        return sized;
    }

    private static Matcher size(String option, String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new NacreException(option + " " + text + ": expected WxH, as in 320x240, or one number");
        }
        return matcher;
    }

    private static int fixed(@Nullable List<Port.Extent> extents, int axis, int otherwise) {
        return extents != null && extents.get(axis).isFixed()
                ? extents.get(axis).size()
                : otherwise;
    }
}
