package io.nacre.cli.demo;

import io.nacre.error.ShapeException;
import io.nacre.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How likely each pixel is part of a text.
 *
 * @param values from 0 to 1, row-major
 */
public record ProbabilityMap(int width, int height, float[] values) {

    /** The map in a detector's output 1×1×H×W. */
    public static ProbabilityMap of(Tensor tensor) {
        int rank = tensor.shape().rank();
        if (rank < 2 || tensor.shape().elements(0, rank - 2) != 1) {
            throw new ShapeException("probability map: is " + tensor.type() + ", expected f32 1×1×H×W");
        }
        return new ProbabilityMap(tensor.shape().extent(-1), tensor.shape().extent(-2), tensor.toFloats());
    }

    float at(int x, int y) {
        return values[y * width + x];
    }

    /**
     * The areas of pixels above a threshold that touch each other, also at corners; for each of them the middles of each
     * row's first and last pixel, which is all that its hull depends on.
     */
    List<List<Point>> areasAbove(float threshold) {
        boolean[] seen = new boolean[values.length];
        List<List<Point>> areas = new ArrayList<>();
        for (int start = 0; start < values.length; start++) {
            if (values[start] > threshold && !seen[start]) {
                areas.add(edges(fill(start, threshold, seen)));
            }
        }
        return areas;
    }

    /** All pixels that hang together with the first one, marked as seen. */
    private List<Integer> fill(int start, float threshold, boolean[] seen) {
        List<Integer> area = new ArrayList<>();
        ArrayDeque<Integer> front = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!front.isEmpty()) {
            int pixel = front.pop();
            area.add(pixel);
            int x = pixel % width;
            int y = pixel / width;
            for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                    int neighbour = v * width + u;
                    if (values[neighbour] > threshold && !seen[neighbour]) {
                        seen[neighbour] = true;
                        front.push(neighbour);
                    }
                }
            }
        }
        return area;
    }

    private List<Point> edges(List<Integer> area) {
        int[] first = new int[height];
        int[] last = new int[height];
        Arrays.fill(first, width);
        Arrays.fill(last, -1);
        for (int pixel : area) {
            int y = pixel / width;
            first[y] = Math.min(first[y], pixel % width);
            last[y] = Math.max(last[y], pixel % width);
        }
        List<Point> edges = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            if (last[y] >= 0) {
                edges.add(new Point(first[y] + 0.5, y + 0.5));
                edges.add(new Point(last[y] + 0.5, y + 0.5));
            }
        }
        return edges;
    }

    /** The mean of the pixels whose middle lies in a box; 0 if there are none. */
    double mean(RotatedBox box) {
        List<Point> corners = box.corners();
        int left =
                (int) Math.max(0, corners.stream().mapToDouble(Point::x).min().orElse(0));
        int right = (int)
                Math.min(width - 1, corners.stream().mapToDouble(Point::x).max().orElse(0));
        int top = (int) Math.max(0, corners.stream().mapToDouble(Point::y).min().orElse(0));
        int bottom = (int) Math.min(
                height - 1, corners.stream().mapToDouble(Point::y).max().orElse(0));
        double sum = 0;
        int count = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (box.contains(x + 0.5, y + 0.5)) {
                    sum += at(x, y);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
