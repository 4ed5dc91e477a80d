package io.nacre.image;

import io.nacre.error.NacreException;
import java.util.List;

/**
 * What becomes of a picture's numbers: {@code (value × scale − mean) / std}.
 *
 * @param mean one number a plane or one for all, in the order of the planes as they are handed over
 * @param std as {@code mean}
 * @param bgr whether blue comes first
 */
public record Normalization(float scale, List<Float> mean, List<Float> std, boolean bgr) {

    /** Numbers from 0 to 1, red first: torchvision's {@code ToTensor}. */
    public static final Normalization UNIT = new Normalization(1 / 255f, List.of(0f), List.of(1f), false);

    /** {@link #UNIT}, then the mean and deviation of ImageNet's pictures, as torchvision's models want it. */
    public static final Normalization IMAGENET =
            new Normalization(1 / 255f, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), false);

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    float mean(int plane, int planes) {
        return number("mean", mean, plane, planes);
    }

    float std(int plane, int planes) {
        return number("std", std, plane, planes);
    }

    private static float number(String what, List<Float> numbers, int plane, int planes) {
        if (numbers.size() != 1 && numbers.size() != planes) {
            throw new NacreException(
                    what + " " + numbers + ": expected one number, or one for each of the " + planes + " planes");
        }
        return numbers.get(numbers.size() == 1 ? 0 : plane);
    }
}
