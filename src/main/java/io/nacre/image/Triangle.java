package io.nacre.image;

/** Resizing by a triangle filter: linear interpolation where a picture grows, an average where it shrinks. */
final class Triangle {
    private Triangle() {}

    /** Rows of a plane at another length. */
    static float[] rows(float[] plane, int from, int to) {
        int count = plane.length / from;
        float[] target = new float[Math.multiplyExact(count, to)];
        double ratio = (double) from / to;
        double radius = Math.max(1, ratio);
        double[] weights = new double[(int) Math.min(from, 2 * Math.ceil(radius) + 1)];
        for (int x = 0; x < to; x++) {
            double centre = (x + 0.5) * ratio - 0.5;
            int first = (int) Math.max(0, Math.ceil(centre - radius));
            int last = (int) Math.min(from - 1, Math.floor(centre + radius));
            double sum = 0;
            for (int i = first; i <= last; i++) {
                double weight = Math.max(0, 1 - Math.abs(i - centre) / radius);
                weights[i - first] = weight;
                sum += weight;
            }
            for (int y = 0; y < count; y++) {
                double value = 0;
                for (int i = first; i <= last; i++) {
                    value += weights[i - first] * plane[y * from + i];
                }
                target[y * to + x] = (float) (value / sum);
            }
        }
        return target;
    }

    /** The plane with rows and columns exchanged. */
    static float[] transposed(float[] plane, int width) {
        int height = plane.length / width;
        float[] target = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                target[x * height + y] = plane[y * width + x];
            }
        }
        return target;
    }
}
