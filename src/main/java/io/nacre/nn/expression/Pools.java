package io.nacre.nn.expression;

import io.nacre.nn.AdaptiveAvgPool1d;
import io.nacre.nn.AdaptiveAvgPool2d;
import io.nacre.nn.AdaptiveAvgPool3d;
import io.nacre.nn.AdaptiveMaxPool1d;
import io.nacre.nn.AdaptiveMaxPool2d;
import io.nacre.nn.AdaptiveMaxPool3d;
import io.nacre.nn.AdaptiveSize;
import io.nacre.nn.AvgPool1d;
import io.nacre.nn.AvgPool2d;
import io.nacre.nn.AvgPool3d;
import io.nacre.nn.AvgPoolArguments;
import io.nacre.nn.FractionalArguments;
import io.nacre.nn.FractionalMaxPool2d;
import io.nacre.nn.FractionalMaxPool3d;
import io.nacre.nn.LPPool1d;
import io.nacre.nn.LPPool2d;
import io.nacre.nn.LPPool3d;
import io.nacre.nn.MaxPool1d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.MaxPool3d;
import io.nacre.nn.MaxPoolArguments;
import io.nacre.nn.MaxUnpool1d;
import io.nacre.nn.MaxUnpool2d;
import io.nacre.nn.MaxUnpool3d;
import io.nacre.nn.PerAxis;
import io.nacre.nn.PoolWindow;
import io.nacre.nn.UnpoolArguments;
import java.util.List;

/** Pools. */
final class Pools {
    private static final String MAX =
            "(kernel_size, stride=None, padding=0, dilation=1, return_indices=False," + " ceil_mode=False)";
    private static final String AVERAGE =
            "(kernel_size, stride=None, padding=0, ceil_mode=False," + " count_include_pad=True";
    private static final String UNPOOL = "(kernel_size, stride=None, padding=0)";
    private static final String INDICES = "return_indices";
    private static final String POWER = "(norm_type, kernel_size, stride=None, ceil_mode=False)";

    private Pools() {}

    static void addTo(Catalogue.Family family) {
        family.add("MaxPool1d" + MAX, a -> new MaxPool1d(max(a, 1)));
        family.add("MaxPool2d" + MAX, a -> new MaxPool2d(max(a, 2)));
        family.add("MaxPool3d" + MAX, a -> new MaxPool3d(max(a, 3)));
        family.add("AvgPool1d" + AVERAGE + ")", a -> new AvgPool1d(average(a, 1)));
        family.add("AvgPool2d" + AVERAGE + ", divisor_override=None)", a -> new AvgPool2d(average(a, 2)));
        family.add("AvgPool3d" + AVERAGE + ", divisor_override=None)", a -> new AvgPool3d(average(a, 3)));
        addAdaptive(family);
        addFractional(family);
        family.add("MaxUnpool1d" + UNPOOL, a -> new MaxUnpool1d(unpool(a, 1)));
        family.add("MaxUnpool2d" + UNPOOL, a -> new MaxUnpool2d(unpool(a, 2)));
        family.add("MaxUnpool3d" + UNPOOL, a -> new MaxUnpool3d(unpool(a, 3)));
        family.add(
                "LPPool1d" + POWER,
                a -> new LPPool1d(
                        a.number("norm_type"),
                        a.perAxis("kernel_size"),
                        a.optionalPerAxis("stride"),
                        a.flag("ceil_mode")));
        family.add(
                "LPPool2d" + POWER,
                a -> new LPPool2d(
                        a.number("norm_type"),
                        a.perAxis("kernel_size"),
                        a.optionalPerAxis("stride"),
                        a.flag("ceil_mode")));
        family.add(
                "LPPool3d" + POWER,
                a -> new LPPool3d(
                        a.number("norm_type"),
                        a.perAxis("kernel_size"),
                        a.optionalPerAxis("stride"),
                        a.flag("ceil_mode")));
    }

    private static void addAdaptive(Catalogue.Family family) {
        family.add("AdaptiveAvgPool1d(output_size)", a -> new AdaptiveAvgPool1d(adaptive(a)));
        family.add("AdaptiveAvgPool2d(output_size)", a -> new AdaptiveAvgPool2d(adaptive(a)));
        family.add("AdaptiveAvgPool3d(output_size)", a -> new AdaptiveAvgPool3d(adaptive(a)));
        String max = "(output_size, return_indices=False)";
        family.add("AdaptiveMaxPool1d" + max, a -> new AdaptiveMaxPool1d(adaptive(a), a.flag(INDICES)));
        family.add("AdaptiveMaxPool2d" + max, a -> new AdaptiveMaxPool2d(adaptive(a), a.flag(INDICES)));
        family.add("AdaptiveMaxPool3d" + max, a -> new AdaptiveMaxPool3d(adaptive(a), a.flag(INDICES)));
    }

    private static void addFractional(Catalogue.Family family) {
        String arguments = "(kernel_size, output_size=None, output_ratio=None, return_indices=False)";
        family.add("FractionalMaxPool2d" + arguments, a -> new FractionalMaxPool2d(fractional(a, 2)));
        family.add("FractionalMaxPool3d" + arguments, a -> new FractionalMaxPool3d(fractional(a, 3)));
    }

    private static AdaptiveSize adaptive(Arguments a) {
        return new AdaptiveSize(a.optionalIntegers("output_size"), a.isTuple("output_size"));
    }

    private static FractionalArguments fractional(Arguments a, int axes) {
        List<Number> ratio = a.isNone("output_ratio") ? List.of() : a.numbers("output_ratio");
        return new FractionalArguments(
                axes, a.perAxis("kernel_size"), a.optionalPerAxis("output_size"), ratio, a.flag(INDICES));
    }

    private static UnpoolArguments unpool(Arguments a, int axes) {
        PoolWindow window =
                new PoolWindow(axes, a.perAxis("kernel_size"), stride(a), a.perAxis("padding"), PerAxis.of(1));
        return new UnpoolArguments(window, List.of());
    }

    private static PerAxis stride(Arguments a) {
        PerAxis stride = a.optionalPerAxis("stride");
        return stride == null ? a.perAxis("kernel_size") : stride;
    }

    private static MaxPoolArguments max(Arguments a, int axes) {
        PoolWindow window =
                new PoolWindow(axes, a.perAxis("kernel_size"), stride(a), a.perAxis("padding"), a.perAxis("dilation"));
        return new MaxPoolArguments(window, a.flag(INDICES), a.flag("ceil_mode"));
    }

    private static AvgPoolArguments average(Arguments a, int axes) {
        PoolWindow window =
                new PoolWindow(axes, a.perAxis("kernel_size"), stride(a), a.perAxis("padding"), PerAxis.of(1));
        Integer divisor = axes == 1 ? null : a.optionalInteger("divisor_override");
        return new AvgPoolArguments(window, a.flag("ceil_mode"), a.flag("count_include_pad"), divisor);
    }
}
