package io.nacre.nn.expression;

import io.nacre.nn.BatchNorm1d;
import io.nacre.nn.BatchNorm2d;
import io.nacre.nn.BatchNorm3d;
import io.nacre.nn.GroupNorm;
import io.nacre.nn.InstanceNorm1d;
import io.nacre.nn.InstanceNorm2d;
import io.nacre.nn.InstanceNorm3d;
import io.nacre.nn.LayerNorm;
import io.nacre.nn.LocalResponseNorm;
import io.nacre.nn.NormArguments;
import io.nacre.nn.RMSNorm;

/** Normalisations. */
final class Normalizations {
    private static final String BATCH =
            "(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True," + " bias=True)";
    private static final String INSTANCE =
            "(num_features, eps=1e-05, momentum=0.1, affine=False," + " track_running_stats=False, bias=True)";

    private Normalizations() {}

    static void addTo(Catalogue.Family family) {
        family.add("BatchNorm1d" + BATCH, a -> new BatchNorm1d(arguments(a)));
        family.add("BatchNorm2d" + BATCH, a -> new BatchNorm2d(arguments(a)));
        family.add("BatchNorm3d" + BATCH, a -> new BatchNorm3d(arguments(a)));
        family.add("InstanceNorm1d" + INSTANCE, a -> new InstanceNorm1d(arguments(a)));
        family.add("InstanceNorm2d" + INSTANCE, a -> new InstanceNorm2d(arguments(a)));
        family.add("InstanceNorm3d" + INSTANCE, a -> new InstanceNorm3d(arguments(a)));
        family.add(
                "GroupNorm(num_groups, num_channels, eps=1e-05, affine=True, bias=True)",
                a -> new GroupNorm(
                        a.integer("num_groups"),
                        a.integer("num_channels"),
                        a.number("eps"),
                        a.flag("affine"),
                        a.flag("bias")));
        family.add(
                "LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True)",
                a -> new LayerNorm(
                        a.integers("normalized_shape"), a.number("eps"), a.flag("elementwise_affine"), a.flag("bias")));
        family.add(
                "RMSNorm(normalized_shape, eps=None, elementwise_affine=True)",
                a -> new RMSNorm(
                        a.integers("normalized_shape"), a.optionalNumber("eps"), a.flag("elementwise_affine")));
        family.add(
                "LocalResponseNorm(size, alpha=0.0001, beta=0.75, k=1.0)",
                a -> new LocalResponseNorm(a.integer("size"), a.number("alpha"), a.number("beta"), a.number("k")));
    }

    private static NormArguments arguments(Arguments a) {
        return new NormArguments(
                a.integer("num_features"),
                a.number("eps"),
                a.optionalNumber("momentum"),
                a.flag("affine"),
                a.flag("track_running_stats"),
                a.flag("bias"));
    }
}
