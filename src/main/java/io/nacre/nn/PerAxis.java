package io.nacre.nn;

import io.nacre.error.ShapeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One number for all spatial axes, or one for each, outermost first: PyTorch's "int or tuple".
 *
 * @param numbers one or more
 * @param tuple whether PyTorch would have been given a tuple; decides how it is printed
 */
public record PerAxis(List<Integer> numbers, boolean tuple) {
    public PerAxis {
        numbers = List.copyOf(numbers);
    }

    /** One number for all axes, or a tuple of several. */
    public static PerAxis of(int... numbers) {
        return new PerAxis(Arrays.stream(numbers).boxed().toList(), numbers.length != 1);
    }

    /** A tuple, whatever its length. */
    public static PerAxis tuple(List<Integer> numbers) {
        return new PerAxis(numbers, true);
    }

    /** As a tuple of that many: a single number repeated, a tuple as it is. */
    public List<Integer> spread(int axes) {
        return tuple ? numbers : Collections.nCopies(axes, numbers.get(0));
    }

    /**
     * One number an axis; a tuple of one serves all axes too.
     *
     * @throws ShapeException if there are numbers for more or fewer axes
     */
    int[] along(int axes) {
        Checks.require(
                fits(axes), "expected one number for each of the " + axes + " axes, or one for all, but got " + this);
        int[] along = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            along[axis] = numbers.get(numbers.size() == 1 ? 0 : axis);
        }
        return along;
    }

    boolean fits(int axes) {
        return numbers.size() == 1 || numbers.size() == axes;
    }

    int[] toArray() {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@code 2} or {@code (2, 2)}. */
    @Override
    public String toString() {
        return tuple ? Words.tuple(numbers) : Integer.toString(numbers.get(0));
    }
}
