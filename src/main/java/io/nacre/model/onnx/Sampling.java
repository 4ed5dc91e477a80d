package io.nacre.model.onnx;

import io.nacre.op.ResizeTable;
import io.nacre.op.ResizeTable.Coordinates;
import io.nacre.op.ResizeTable.Rounding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the elements of one resized axis come from. */
final class Sampling {
    private Sampling() {}

    /** Upsample and the first Resize know one transformation only. */
    static String transformation(OnnxNode node) {
        return node.opset() < 11 ? "asymmetric" : node.text("coordinate_transformation_mode", "half_pixel");
    }

    static ResizeTable table(Call call, int in, int out, double scale) {
        OnnxNode node = call.node();
        Coordinates coordinates = Objects.requireNonNull(coordinates(transformation(node), in, out, scale));
        return switch (node.text("mode", "nearest")) {
            case "nearest" -> ResizeTable.nearest(in, out, coordinates, Objects.requireNonNull(rounding(node, scale)));
            case "cubic" ->
                ResizeTable.cubic(
                        in, out, coordinates, node.real("cubic_coeff_a", -0.75f), node.flag("exclude_outside", false));
            default -> ResizeTable.linear(in, out, coordinates);
        };
    }

    static @Nullable Coordinates coordinates(String transformation, int in, int out, double scale) {
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
