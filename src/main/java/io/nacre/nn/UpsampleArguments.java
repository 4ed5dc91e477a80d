package io.nacre.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hyper-parameters of resampling: a size or factors.
 *
 * @param size the spatial extents of the result, null if factors are given
 * @param scaleFactor one factor for all axes, or one for each; empty if a size is given
 * @param scaleTuple whether the factors were given as a tuple
 * @param mode PyTorch's name: {@code nearest}, {@code bilinear} …
 * @param alignCorners whether the corners' centres lie on each other; null if not given
 * @param recomputeScaleFactor whether factors are taken anew from the rounded size
 */
public record UpsampleArguments(
        @Nullable PerAxis size,
        List<Double> scaleFactor,
        boolean scaleTuple,
        String mode,
        @Nullable Boolean alignCorners,
        boolean recomputeScaleFactor) {

    public UpsampleArguments {
        scaleFactor = List.copyOf(scaleFactor);
        boolean interpolates = !List.of("nearest", "nearest-exact", "area").contains(mode);
        Checks.require(
                alignCorners == null || interpolates,
                "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic |"
                        + " trilinear");
        Checks.require(size == null || scaleFactor.isEmpty(), "only one of size or scale_factor should be defined");
        boolean zero = !scaleTuple && scaleFactor.equals(List.of(0.0)); // counts as none
        Checks.require(
                size != null || !(scaleFactor.isEmpty() || zero), "either size or scale_factor should be defined");
        Checks.require(
                !recomputeScaleFactor || size == null,
                "recompute_scale_factor is not meaningful with an explicit size.");
        Checks.require(!mode.equals("lanczos"), "Lanczos mode requires antialias=True");
    }

    static UpsampleArguments toSize(String mode, int... size) {
        return new UpsampleArguments(PerAxis.of(size), List.of(), false, mode, null, false);
    }

    static UpsampleArguments by(String mode, double factor) {
        return new UpsampleArguments(null, List.of(factor), false, mode, null, false);
    }

    UpsampleArguments withMode(String replacement) {
        return new UpsampleArguments(size, scaleFactor, scaleTuple, replacement, alignCorners, recomputeScaleFactor);
    }

    UpsampleArguments withAlignCorners(boolean align) {
        return new UpsampleArguments(size, scaleFactor, scaleTuple, mode, align, recomputeScaleFactor);
    }

    boolean alignsCorners() {
        return Boolean.TRUE.equals(alignCorners);
    }

    /** Whether the distance of samples follows from the factors as given, not from the two sizes. */
    boolean scalesByFactor() {
        return size == null && !recomputeScaleFactor && !mode.equals("area");
    }

    double factor(int axis) {
        return scaleFactor.get(scaleFactor.size() == 1 ? 0 : axis);
    }

    /** The spatial extents of the result. */
    int[] output(int[] in) {
        if (size != null) {
            return size.along(in.length);
        }
        int[] out = new int[in.length];
        for (int axis = 0; axis < out.length; axis++) {
            double extent = in[axis] * factor(axis);
            out[axis] = (int) (scalesByFactor() ? extent : Math.floor(extent));
        }
        return out;
    }

    String scaleText() {
        return scaleTuple ? Words.tuple(scaleFactor) : Words.of(scaleFactor.get(0));
    }

    String describe() {
        return (scaleFactor.isEmpty() ? "size=" + size : "scale_factor=" + scaleText()) + ", mode='" + mode + "'";
    }
}
