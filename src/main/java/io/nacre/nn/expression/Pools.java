package io.nacre.nn.expression;

import io.nacre.nn.AvgPool1d;
import io.nacre.nn.AvgPool2d;
import io.nacre.nn.AvgPool3d;
import io.nacre.nn.AvgPoolArguments;
import io.nacre.nn.LPPool1d;
import io.nacre.nn.LPPool2d;
import io.nacre.nn.LPPool3d;
import io.nacre.nn.MaxPool1d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.MaxPool3d;
import io.nacre.nn.MaxPoolArguments;
import io.nacre.nn.PerAxis;
import io.nacre.nn.PoolWindow;

/** Pools. */
final class Pools {
    private static final String MAX = "(kernel_size, stride=None, padding=0, dilation=1, return_indices=False,"
            + " ceil_mode=False)";
    private static final String AVERAGE = "(kernel_size, stride=None, padding=0, ceil_mode=False,"
            + " count_include_pad=True";
    private static final String POWER = "(norm_type, kernel_size, stride=None, ceil_mode=False)";

    private Pools() {}

    static void addTo(Catalogue.Family family) {
        family.add("MaxPool1d" + MAX, a -> new MaxPool1d(max(a, 1)));
        family.add("MaxPool2d" + MAX, a -> new MaxPool2d(max(a, 2)));
        family.add("MaxPool3d" + MAX, a -> new MaxPool3d(max(a, 3)));
        family.add("AvgPool1d" + AVERAGE + ")", a -> new AvgPool1d(average(a, 1)));
        family.add("AvgPool2d" + AVERAGE + ", divisor_override=None)", a -> new AvgPool2d(average(a, 2)));
        family.add("AvgPool3d" + AVERAGE + ", divisor_override=None)", a -> new AvgPool3d(average(a, 3)));
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

    private static PerAxis stride(Arguments a) {
        PerAxis stride = a.optionalPerAxis("stride");
        return stride == null ? a.perAxis("kernel_size") : stride;
    }

    private static MaxPoolArguments max(Arguments a, int axes) {
        PoolWindow window = new PoolWindow(
                axes, a.perAxis("kernel_size"), stride(a), a.perAxis("padding"), a.perAxis("dilation"));
        return new MaxPoolArguments(window, a.flag("return_indices"), a.flag("ceil_mode"));
    }

    private static AvgPoolArguments average(Arguments a, int axes) {
        PoolWindow window =
                new PoolWindow(axes, a.perAxis("kernel_size"), stride(a), a.perAxis("padding"), PerAxis.of(1));
        Integer divisor = axes == 1 ? null : a.optionalInteger("divisor_override");
        return new AvgPoolArguments(window, a.flag("ceil_mode"), a.flag("count_include_pad"), divisor);
    }
}
