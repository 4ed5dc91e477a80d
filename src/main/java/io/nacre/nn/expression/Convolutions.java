package io.nacre.nn.expression;

import io.nacre.nn.Bilinear;
import io.nacre.nn.Conv1d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.Conv3d;
import io.nacre.nn.ConvArguments;
import io.nacre.nn.ConvPadding;
import io.nacre.nn.ConvTranspose1d;
import io.nacre.nn.ConvTranspose2d;
import io.nacre.nn.ConvTranspose3d;
import io.nacre.nn.ConvTransposeArguments;
import io.nacre.nn.Linear;
import io.nacre.nn.PaddingMode;
import java.util.List;

/** Convolutions and products. */
final class Convolutions {
    private static final String CONVOLUTION =
            "(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1,"
                    + " groups=1, bias=True, padding_mode='zeros')";
    private static final String TRANSPOSED = "(in_channels, out_channels, kernel_size, stride=1, padding=0,"
            + " output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros')";

    private Convolutions() {}

    static void addTo(Catalogue.Family family) {
        family.add("Conv1d" + CONVOLUTION, a -> new Conv1d(convolution(a, 1)));
        family.add("Conv2d" + CONVOLUTION, a -> new Conv2d(convolution(a, 2)));
        family.add("Conv3d" + CONVOLUTION, a -> new Conv3d(convolution(a, 3)));
        family.add("ConvTranspose1d" + TRANSPOSED, a -> new ConvTranspose1d(transposed(a, 1)));
        family.add("ConvTranspose2d" + TRANSPOSED, a -> new ConvTranspose2d(transposed(a, 2)));
        family.add("ConvTranspose3d" + TRANSPOSED, a -> new ConvTranspose3d(transposed(a, 3)));
        family.add(
                "Linear(in_features, out_features, bias=True)",
                a -> new Linear(a.integer("in_features"), a.integer("out_features"), a.flag("bias")));
        family.add(
                "Bilinear(in1_features, in2_features, out_features, bias=True)",
                a -> new Bilinear(
                        a.integer("in1_features"),
                        a.integer("in2_features"),
                        a.integer("out_features"),
                        a.flag("bias")));
    }

    private static ConvArguments convolution(Arguments a, int axes) {
        ConvPadding padding = a.isText("padding") ? ConvPadding.of(a.text("padding")) : amounts(a, axes);
        return new ConvArguments(
                axes,
                a.integer("in_channels"),
                a.integer("out_channels"),
                spread(a, "kernel_size", axes),
                spread(a, "stride", axes),
                padding,
                spread(a, "dilation", axes),
                a.integer("groups"),
                a.flag("bias"),
                PaddingMode.of(a.text("padding_mode")));
    }

    private static ConvTransposeArguments transposed(Arguments a, int axes) {
        return new ConvTransposeArguments(convolution(a, axes), spread(a, "output_padding", axes), List.of());
    }

    private static ConvPadding amounts(Arguments a, int axes) {
        return ConvPadding.of(spread(a, "padding", axes));
    }

    private static List<Integer> spread(Arguments a, String name, int axes) {
        return a.perAxis(name).spread(axes);
    }
}
