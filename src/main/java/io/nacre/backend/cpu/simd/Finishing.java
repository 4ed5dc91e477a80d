package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Rows of sums on their way to their place. The last vector of a row overlaps the one before it, which does no harm
 * where sums are not read from where results go.
 */
final class Finishing {
    private Finishing() {}

    /** {@code y = sum + bias}. */
    static void bias(float[] sums, int at, float[] y, int target, int columns, float bias) {
        if (columns < COUNT) {
            for (int j = 0; j < columns; j++) {
                y[target + j] = sums[at + j] + bias;
            }
            return;
        }
        for (int j = 0; j < columns; j += COUNT) {
            int i = Math.min(j, columns - COUNT);
            FloatVector.fromArray(SPECIES, sums, at + i).add(bias).intoArray(y, target + i);
        }
    }

    /** {@code y = sum + bias}, at least so much, by comparing, since NaN and -0 are to stay what they are. */
    static void atLeast(float[] sums, int at, float[] y, int target, int columns, float bias, float low) {
        if (columns < COUNT) {
            for (int j = 0; j < columns; j++) {
                float x = sums[at + j] + bias;
                y[target + j] = x < low ? low : x;
            }
            return;
        }
        int j = 0;
        for (; j <= columns - 4 * COUNT; j += 4 * COUNT) {
            vectorAtLeast(sums, at + j, y, target + j, bias, low);
            vectorAtLeast(sums, at + j + COUNT, y, target + j + COUNT, bias, low);
            vectorAtLeast(sums, at + j + 2 * COUNT, y, target + j + 2 * COUNT, bias, low);
            vectorAtLeast(sums, at + j + 3 * COUNT, y, target + j + 3 * COUNT, bias, low);
        }
        for (; j < columns; j += COUNT) {
            int i = Math.min(j, columns - COUNT);
            vectorAtLeast(sums, at + i, y, target + i, bias, low);
        }
    }

    private static void vectorAtLeast(float[] sums, int at, float[] y, int target, float bias, float low) {
        FloatVector x = FloatVector.fromArray(SPECIES, sums, at).add(bias);
        x.blend(low, x.compare(VectorOperators.LT, low)).intoArray(y, target);
    }

    /**
     * {@code y = sum + bias + added}, at least so much. What is added may lie where results go, so the last vector, which
     * overlaps the one before, is read first.
     */
    static void atLeast(
            float[] sums, int at, float[] added, int from, float[] y, int target, int columns, float bias, float low) {
        int last = columns - COUNT;
        if (last < 0) {
            for (int j = 0; j < columns; j++) {
                float x = sums[at + j] + bias + added[from + j];
                y[target + j] = x < low ? low : x;
            }
            return;
        }
        FloatVector end = sum(sums, at + last, added, from + last, bias);
        for (int j = 0; j < last; j += COUNT) {
            FloatVector x = sum(sums, at + j, added, from + j, bias);
            x.blend(low, x.compare(VectorOperators.LT, low)).intoArray(y, target + j);
        }
        end.blend(low, end.compare(VectorOperators.LT, low)).intoArray(y, target + last);
    }

    private static FloatVector sum(float[] sums, int at, float[] added, int from, float bias) {
        return FloatVector.fromArray(SPECIES, sums, at).add(bias).add(FloatVector.fromArray(SPECIES, added, from));
    }

    /** As {@link #atLeast(float[], int, float[], int, float[], int, int, float, float)}, and at most so much. */
    static void clip(
            float[] sums,
            int at,
            float[] added,
            int from,
            float[] y,
            int target,
            int columns,
            float bias,
            float low,
            float high) {
        int last = columns - COUNT;
        if (last < 0) {
            for (int j = 0; j < columns; j++) {
                float x = sums[at + j] + bias + added[from + j];
                float atLeast = x < low ? low : x;
                y[target + j] = atLeast > high ? high : atLeast;
            }
            return;
        }
        FloatVector end = sum(sums, at + last, added, from + last, bias);
        FloatVector endAtLeast = end.blend(low, end.compare(VectorOperators.LT, low));
        for (int j = 0; j < last; j += COUNT) {
            FloatVector x = sum(sums, at + j, added, from + j, bias);
            FloatVector atLeast = x.blend(low, x.compare(VectorOperators.LT, low));
            atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, target + j);
        }
        endAtLeast.blend(high, endAtLeast.compare(VectorOperators.GT, high)).intoArray(y, target + last);
    }

    /** As {@link #atLeast(float[], int, float[], int, int, float, float)}, and at most so much. */
    static void clip(float[] sums, int at, float[] y, int target, int columns, float bias, float low, float high) {
        if (columns < COUNT) {
            for (int j = 0; j < columns; j++) {
                float x = sums[at + j] + bias;
                float atLeast = x < low ? low : x;
                y[target + j] = atLeast > high ? high : atLeast;
            }
            return;
        }
        for (int j = 0; j < columns; j += COUNT) {
            int i = Math.min(j, columns - COUNT);
            FloatVector x = FloatVector.fromArray(SPECIES, sums, at + i).add(bias);
            FloatVector atLeast = x.blend(low, x.compare(VectorOperators.LT, low));
            atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, target + i);
        }
    }

    /** How many lines can be written in whole vectors, in their order, without writing behind the last line. */
    static int wholeLines(int width, int lines) {
        int written = (width + COUNT - 1) / COUNT * COUNT;
        return Math.max(Math.floorDiv(lines * width - written, width) + 1, 0);
    }

    /** As {@link #bias}, over lines in whole vectors: what lies behind one is written again with the next. */
    static void biasLines(float[] sums, int at, int pitch, float[] y, int target, int width, int lines, float bias) {
        for (int line = 0; line < lines; line++) {
            int from = at + line * pitch;
            int to = target + line * width;
            for (int j = 0; j < width; j += COUNT) {
                FloatVector.fromArray(SPECIES, sums, from + j).add(bias).intoArray(y, to + j);
            }
        }
    }

    /** As {@link #atLeast(float[], int, float[], int, int, float, float)}, over lines in whole vectors: what lies behind one is written again with the next. */
    static void atLeastLines(
            float[] sums, int at, int pitch, float[] y, int target, int width, int lines, float bias, float low) {
        for (int line = 0; line < lines; line++) {
            int from = at + line * pitch;
            int to = target + line * width;
            for (int j = 0; j < width; j += COUNT) {
                vectorAtLeast(sums, from + j, y, to + j, bias, low);
            }
        }
    }

    /** As {@link #clip(float[], int, float[], int, int, float, float, float)}, over lines in whole vectors: what lies behind one is written again with the next. */
    static void clipLines(
            float[] sums,
            int at,
            int pitch,
            float[] y,
            int target,
            int width,
            int lines,
            float bias,
            float low,
            float high) {
        for (int line = 0; line < lines; line++) {
            int from = at + line * pitch;
            int to = target + line * width;
            for (int j = 0; j < width; j += COUNT) {
                FloatVector x = FloatVector.fromArray(SPECIES, sums, from + j).add(bias);
                FloatVector atLeast = x.blend(low, x.compare(VectorOperators.LT, low));
                atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, to + j);
            }
        }
    }

    /** {@code y[j] = sum[j] + bias[j]}. */
    static void biasColumns(float[] sums, int at, float[] y, int target, int columns, float[] bias, int first) {
        if (columns < COUNT) {
            for (int j = 0; j < columns; j++) {
                y[target + j] = sums[at + j] + bias[first + j];
            }
            return;
        }
        for (int j = 0; j < columns; j += COUNT) {
            int i = Math.min(j, columns - COUNT);
            FloatVector.fromArray(SPECIES, sums, at + i)
                    .add(FloatVector.fromArray(SPECIES, bias, first + i))
                    .intoArray(y, target + i);
        }
    }

    /** {@code y[j] = sum[j] + bias[j]}, limited as by {@link #clip(float[], int, float[], int, int, float, float, float)}. */
    static void clipColumns(
            float[] sums, int at, float[] y, int target, int columns, float[] bias, int first, float low, float high) {
        if (columns < COUNT) {
            for (int j = 0; j < columns; j++) {
                float x = sums[at + j] + bias[first + j];
                float atLeast = x < low ? low : x;
                y[target + j] = atLeast > high ? high : atLeast;
            }
            return;
        }
        for (int j = 0; j < columns; j += COUNT) {
            int i = Math.min(j, columns - COUNT);
            FloatVector x =
                    FloatVector.fromArray(SPECIES, sums, at + i).add(FloatVector.fromArray(SPECIES, bias, first + i));
            FloatVector atLeast = x.blend(low, x.compare(VectorOperators.LT, low));
            atLeast.blend(high, atLeast.compare(VectorOperators.GT, high)).intoArray(y, target + i);
        }
    }

    /** {@code y += sum}. */
    static void add(float[] sums, int at, float[] y, int target, int columns) {
        int j = 0;
        for (; j <= columns - COUNT; j += COUNT) {
            FloatVector.fromArray(SPECIES, y, target + j)
                    .add(FloatVector.fromArray(SPECIES, sums, at + j))
                    .intoArray(y, target + j);
        }
        for (; j < columns; j++) {
            y[target + j] += sums[at + j];
        }
    }
}
