package io.nacre.nn;

import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spatial extents of an adaptive pool's result; null keeps the input's.
 *
 * @param sizes one for all axes, or one for each
 * @param tuple whether PyTorch would have been given a tuple
 */
public record AdaptiveSize(List<@Nullable Integer> sizes, boolean tuple) {
    public AdaptiveSize {
        sizes = Collections.unmodifiableList(new ArrayList<>(sizes));
    }

    /** One number for all axes, or one for each. */
    public static AdaptiveSize of(@Nullable Integer... sizes) {
        return new AdaptiveSize(Arrays.asList(sizes), sizes.length != 1);
    }

    /** One extent for each axis. */
    static AdaptiveSize of(int[] sizes) {
        List<@Nullable Integer> all = new ArrayList<>();
        Arrays.stream(sizes).forEach(all::add);
        return new AdaptiveSize(all, true);
    }

    boolean fits(int axes) {
        return sizes.size() == axes || !tuple;
    }

    int[] along(int[] in) {
        int[] out = new int[in.length];
        for (int axis = 0; axis < out.length; axis++) {
            Integer size = sizes.get(sizes.size() == 1 ? 0 : axis);
            out[axis] = size == null ? in[axis] : size;
        }
        return out;
    }

    /** Whether the result has one element a plane. */
    boolean isOne(Shape x, int axes) {
        boolean same = sizes.stream().allMatch(size -> size != null && size == 1);
        return same
                || (x.rank() >= axes
                        && Arrays.stream(along(Shapes.last(x, axes))).allMatch(extent -> extent == 1));
    }

    boolean isNegative() {
        return sizes.stream().anyMatch(size -> size != null && size < 0);
    }

    @Override
    public String toString() {
        return tuple ? Words.tuple(sizes) : Words.of(sizes.get(0));
    }
}
