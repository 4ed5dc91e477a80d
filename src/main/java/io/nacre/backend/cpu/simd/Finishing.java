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

    /** {@code y = sum + bias}, limited by comparing, since NaN and -0 are to stay what they are. */
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

    /** As {@link #clip}, over lines in whole vectors: what lies behind one is written again with the next. */
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

    /** {@code y[j] = sum[j] + bias[j]}, limited as by {@link #clip}. */
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
