package io.nacre.nn.expression;

import io.nacre.error.ShapeException;
import io.nacre.nn.AlphaDropout;
import io.nacre.nn.ChannelShuffle;
import io.nacre.nn.CircularPad1d;
import io.nacre.nn.CircularPad2d;
import io.nacre.nn.CircularPad3d;
import io.nacre.nn.ConstantPad1d;
import io.nacre.nn.ConstantPad2d;
import io.nacre.nn.ConstantPad3d;
import io.nacre.nn.Dropout;
import io.nacre.nn.Dropout1d;
import io.nacre.nn.Dropout2d;
import io.nacre.nn.Dropout3d;
import io.nacre.nn.FeatureAlphaDropout;
import io.nacre.nn.Flatten;
import io.nacre.nn.Identity;
import io.nacre.nn.Layer;
import io.nacre.nn.PixelShuffle;
import io.nacre.nn.PixelUnshuffle;
import io.nacre.nn.ReflectionPad1d;
import io.nacre.nn.ReflectionPad2d;
import io.nacre.nn.ReflectionPad3d;
import io.nacre.nn.ReplicationPad1d;
import io.nacre.nn.ReplicationPad2d;
import io.nacre.nn.ReplicationPad3d;
import io.nacre.nn.Unflatten;
import io.nacre.nn.Upsample;
import io.nacre.nn.UpsampleArguments;
import io.nacre.nn.UpsamplingBilinear2d;
import io.nacre.nn.UpsamplingNearest2d;
import io.nacre.nn.ZeroPad1d;
import io.nacre.nn.ZeroPad2d;
import io.nacre.nn.ZeroPad3d;
import java.util.List;
import java.util.function.Function;

/** Layers that move elements, or do nothing at all. */
final class Shaping {
    private Shaping() {}

    static void addTo(Catalogue.Family family) {
        addPads(family);
        addDropouts(family);
        addResampling(family);
        family.add("Identity()", a -> new Identity());
        family.add("Flatten(start_dim=1, end_dim=-1)", a -> new Flatten(a.integer("start_dim"), a.integer("end_dim")));
        family.add(
                "Unflatten(dim, unflattened_size)", a -> new Unflatten(a.integer("dim"), a.tuple("unflattened_size")));
    }

    private static void addResampling(Catalogue.Family family) {
        family.add(
                "Upsample(size=None, scale_factor=None, mode='nearest', align_corners=None,"
                        + " recompute_scale_factor=None)",
                a -> new Upsample(new UpsampleArguments(
                        a.optionalPerAxis("size"),
                        factors(a),
                        a.isTuple("scale_factor"),
                        a.text("mode"),
                        a.optionalFlag("align_corners"),
                        Boolean.TRUE.equals(a.optionalFlag("recompute_scale_factor")))));
        String arguments = "(size=None, scale_factor=None)";
        family.add("UpsamplingNearest2d" + arguments, a -> new UpsamplingNearest2d(planar(a)));
        family.add("UpsamplingBilinear2d" + arguments, a -> new UpsamplingBilinear2d(planar(a)));
        family.add("PixelShuffle(upscale_factor)", a -> new PixelShuffle(a.integer("upscale_factor")));
        family.add("PixelUnshuffle(downscale_factor)", a -> new PixelUnshuffle(a.integer("downscale_factor")));
        family.add("ChannelShuffle(groups)", a -> new ChannelShuffle(a.integer("groups")));
    }

    private static UpsampleArguments planar(Arguments a) {
        return new UpsampleArguments(
                a.optionalPerAxis("size"), factors(a), a.isTuple("scale_factor"), "bilinear", null, false);
    }

    private static List<Double> factors(Arguments a) {
        return a.isNone("scale_factor")
                ? List.of()
                : a.numbers("scale_factor").stream().map(Number::doubleValue).toList();
    }

    private static void addDropouts(Catalogue.Family family) {
        String arguments = "(p=0.5, inplace=False)";
        family.add("Dropout" + arguments, a -> new Dropout(a.number("p"), a.flag("inplace")));
        family.add("Dropout1d" + arguments, a -> new Dropout1d(a.number("p"), a.flag("inplace")));
        family.add("Dropout2d" + arguments, a -> new Dropout2d(a.number("p"), a.flag("inplace")));
        family.add("Dropout3d" + arguments, a -> new Dropout3d(a.number("p"), a.flag("inplace")));
        family.add("AlphaDropout" + arguments, a -> new AlphaDropout(a.number("p"), a.flag("inplace")));
        family.add("FeatureAlphaDropout" + arguments, a -> new FeatureAlphaDropout(a.number("p"), a.flag("inplace")));
    }

    private static void addPads(Catalogue.Family family) {
        pad(family, "ZeroPad1d", ZeroPad1d::of);
        pad(family, "ZeroPad2d", ZeroPad2d::of);
        pad(family, "ZeroPad3d", ZeroPad3d::of);
        pad(family, "ReflectionPad1d", ReflectionPad1d::of);
        pad(family, "ReflectionPad2d", ReflectionPad2d::of);
        pad(family, "ReflectionPad3d", ReflectionPad3d::of);
        pad(family, "ReplicationPad1d", ReplicationPad1d::of);
        pad(family, "ReplicationPad2d", ReplicationPad2d::of);
        pad(family, "ReplicationPad3d", ReplicationPad3d::of);
        pad(family, "CircularPad1d", CircularPad1d::of);
        pad(family, "CircularPad2d", CircularPad2d::of);
        pad(family, "CircularPad3d", CircularPad3d::of);
        String arguments = "(padding, value)";
        family.add("ConstantPad1d" + arguments, a -> ConstantPad1d.of(a.number("value"), padding(a)));
        family.add("ConstantPad2d" + arguments, a -> ConstantPad2d.of(a.number("value"), padding(a)));
        family.add("ConstantPad3d" + arguments, a -> ConstantPad3d.of(a.number("value"), padding(a)));
    }

    private static void pad(Catalogue.Family family, String name, Function<int[], Layer> constructor) {
        family.add(name + "(padding)", a -> constructor.apply(padding(a)));
    }

    private static int[] padding(Arguments a) {
        int[] padding =
                a.integers("padding").stream().mapToInt(Integer::intValue).toArray();
        if (a.isTuple("padding") && padding.length % 2 != 0) {
            throw new ShapeException("Padding length must be divisible by 2");
        }
        return padding;
    }
}
