package io.nacre.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A line of text that was found.
 *
 * @param corners clockwise, the upper left one first
 * @param score the mean probability inside
 */
public record TextLine(List<Point> corners, double score) {
    private static final float THRESHOLD = 0.3f;
    private static final double LEAST_SCORE = 0.6;
    private static final double LEAST_SIDE = 3;
    private static final double UNCLIP_RATIO = 1.5;
    private static final double SAME_LINE = 10;

    /**
     * The lines in a map, in reading order. The method is PaddleOCR's, for networks trained by differentiable binarization:
     * the network marks the core of each line; around each core lies the box of least area, which is grown back by its area
     * times 1.5, divided by its circumference.
     */
    public static List<TextLine> find(ProbabilityMap map) {
        List<TextLine> lines = new ArrayList<>();
        for (List<Point> area : map.areasAbove(THRESHOLD)) {
            RotatedBox core = RotatedBox.around(area).grownBy(0.5); // from the pixels' middles to their edges
            double score = map.mean(core);
            if (core.shortSide() >= LEAST_SIDE && score >= LEAST_SCORE) {
                double distance = core.width() * core.height() * UNCLIP_RATIO / (2 * (core.width() + core.height()));
                RotatedBox whole = core.grownBy(distance);
                lines.add(new TextLine(whole.corners(), score));
            }
        }
        return inReadingOrder(lines);
    }

    /** From top to bottom; lines that begin at about the same height from left to right. */
    private static List<TextLine> inReadingOrder(List<TextLine> lines) {
        lines.sort(Comparator.comparingDouble(
                        (TextLine line) -> line.corners.get(0).y())
                .thenComparingDouble(line -> line.corners.get(0).x()));
        for (int i = 1; i < lines.size(); i++) {
            for (int j = i; j > 0 && isLeftOf(lines.get(j), lines.get(j - 1)); j--) {
                Collections.swap(lines, j, j - 1);
            }
        }
        return List.copyOf(lines);
    }

    private static boolean isLeftOf(TextLine line, TextLine other) {
        Point corner = line.corners.get(0);
        Point rival = other.corners.get(0);
        return Math.abs(corner.y() - rival.y()) < SAME_LINE && corner.x() < rival.x();
    }

    /** This line in a picture that is so many times as wide and as high. */
    public TextLine scaled(double horizontally, double vertically) {
        return new TextLine(
                corners.stream()
                        .map(corner -> corner.scaled(horizontally, vertically))
                        .toList(),
                score);
    }
}
