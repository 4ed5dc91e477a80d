package io.nacre.model.onnx;

import io.nacre.op.ResizeTable;
import io.nacre.op.ResizeTable.Coordinates;
import io.nacre.op.ResizeTable.Filter;
import io.nacre.op.ResizeTable.Rounding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the elements of one resized axis come from. */
final class Sampling {
    /** The transformation that takes a part, or more than all, of an axis. */
    static final String CROP = "tf_crop_and_resize";

    private Sampling() {}

    /** Upsample and the first Resize know one transformation only. */
    static String transformation(OnnxNode node) {
        return node.opset() < 11 ? "asymmetric" : node.text("coordinate_transformation_mode", "half_pixel");
    }

    /**
     * How an axis is resized.
     *
     * @param scale how many output elements come of one
     * @param start where what is resized begins, 0 being the first element's centre, 1 the last's
     * @param end where it ends
     */
    record Resized(int in, int out, double scale, double start, double end) {
        static Resized whole(int in, int out, double scale) {
            return new Resized(in, out, scale, 0, 1);
        }

        boolean changesNothing() {
            return in == out && scale == 1 && start == 0 && end == 1;
        }
    }

    static ResizeTable table(Call call, Resized axis) {
        OnnxNode node = call.node();
        Coordinates coordinates = Objects.requireNonNull(coordinates(transformation(node), axis));
        String mode = node.text("mode", "nearest");
        boolean excludeOutside = node.flag("exclude_outside", false);
        double a = node.real("cubic_coeff_a", -0.75f);
        if (mode.equals("nearest")) {
            Rounding rounding = Objects.requireNonNull(rounding(node, axis.scale));
            return ResizeTable.nearest(axis.in, axis.out, coordinates, rounding);
        }
        boolean cubic = mode.equals("cubic");
        if (node.flag("antialias", false)) {
            Filter filter = cubic ? Filter.cubic(a) : Filter.linear();
            return ResizeTable.antialiased(axis.in, axis.out, coordinates, axis.scale, filter, excludeOutside);
        }
        return cubic
                ? ResizeTable.cubic(axis.in, axis.out, coordinates, a, excludeOutside)
                : ResizeTable.linear(axis.in, axis.out, coordinates);
    }

    static @Nullable Coordinates coordinates(String transformation, Resized axis) {
        int in = axis.in;
        int out = axis.out;
        double scale = axis.scale;
        Coordinates halfPixel = o -> (o + 0.5) / scale - 0.5;
        return switch (transformation) {
            case "half_pixel" -> halfPixel;
            case "pytorch_half_pixel" -> out > 1 ? halfPixel : o -> 0;
            case "align_corners" -> out > 1 ? o -> o * (in - 1.0) / (out - 1) : o -> 0;
            case "asymmetric" -> o -> o / scale;
            case "tf_half_pixel_for_nn" -> o -> (o + 0.5) / scale;
            case "half_pixel_symmetric" -> {
                double shift = in / 2.0 * (1 - out / (in * scale));
                yield o -> shift + halfPixel.source(o);
            }
            case CROP ->
                out > 1
                        ? o -> (axis.start * (out - 1 - o) + axis.end * o) / (out - 1) * (in - 1)
                        : o -> (axis.start + axis.end) / 2 * (in - 1);
            default -> null;
        };
    }

    /** Before opset 11 the nearest element is the one below, above when the axis shrinks. */
    static @Nullable Rounding rounding(OnnxNode node, double scale) {
        if (node.opset() < 11) {
            return scale < 1 ? Rounding.CEIL : Rounding.FLOOR;
        }
        return switch (node.text("nearest_mode", "round_prefer_floor")) {
            case "round_prefer_floor" -> Rounding.HALF_DOWN;
            case "round_prefer_ceil" -> Rounding.HALF_UP;
            case "floor" -> Rounding.FLOOR;
            case "ceil" -> Rounding.CEIL;
            default -> null;
        };
    }
}
