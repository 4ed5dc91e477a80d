package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.COUNT;
import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.Finish;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Loops over channels in blocks of one vector. */
final class SimdBlocks implements BlockLoops {
    /** Whether there are 32 registers, as there are with the widest vectors. */
    private static final boolean MANY_REGISTERS = Lanes.SPECIES.vectorBitSize() == 512;

    @Override
    public int lanes() {
        return COUNT;
    }

    @Override
    public int pixels() {
        return MANY_REGISTERS ? 14 : 5;
    }

    /** The last pixels may be computed together with some before them, a second time. */
    @Override
    public void multiply(
            float[] x,
            int first,
            int[] offsets,
            float[] w,
            int panel,
            int blocks,
            float[] y,
            int at,
            int pitch,
            int pixels) {
        int p = 0;
        while (p < pixels) {
            int left = pixels - p;
            int count = MANY_REGISTERS
                    ? upToFourteen(left, pixels)
                    : blocks == 2 ? upToFive(left, pixels) : upToSeven(left, pixels);
            int shift = Math.min(p, pixels - count) * COUNT;
            if (blocks == 2) {
                two(count, x, first + shift, offsets, w, panel, y, at + shift, pitch);
            } else {
                one(count, x, first + shift, offsets, w, panel, y, at + shift);
            }
            p += count;
        }
    }

    private static int upToFourteen(int left, int pixels) {
        return left > 11 && pixels >= 14 ? 14 : upToSeven(left, pixels);
    }

    private static int upToSeven(int left, int pixels) {
        return left > 4 && pixels >= 7 ? 7 : pixels >= 4 ? 4 : 1;
    }

    private static int upToFive(int left, int pixels) {
        return left > 4 ? 5 : pixels >= 4 ? 4 : 1;
    }

    private static void two(
            int count, float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pitch) {
        switch (count) {
            case 14 -> FourteenPixels.two(x, first, offsets, w, panel, y, at, pitch);
            case 7 -> FewPixels.sevenTwo(x, first, offsets, w, panel, y, at, pitch);
            case 5 -> FewPixels.fiveTwo(x, first, offsets, w, panel, y, at, pitch);
            case 4 -> FewPixels.fourTwo(x, first, offsets, w, panel, y, at, pitch);
            default -> FewPixels.oneTwo(x, first, offsets, w, panel, y, at, pitch);
        }
    }

    private static void one(int count, float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        switch (count) {
            case 14 -> FourteenPixels.one(x, first, offsets, w, panel, y, at);
            case 7 -> FewPixels.sevenOne(x, first, offsets, w, panel, y, at);
            case 4 -> FewPixels.fourOne(x, first, offsets, w, panel, y, at);
            default -> FewPixels.oneOne(x, first, offsets, w, panel, y, at);
        }
    }

    @Override
    public void window(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at, int pixels) {
        int p = 0;
        for (; p + 7 <= pixels; p += 7) {
            seven(x, first + p * COUNT, offsets, w, panel, y, at + p * COUNT);
        }
        if (p < pixels && pixels >= 7) {
            int last = pixels - 7;
            seven(x, first + last * COUNT, offsets, w, panel, y, at + last * COUNT);
            return;
        }
        for (; p < pixels; p++) {
            single(x, first + p * COUNT, offsets, w, panel, y, at + p * COUNT);
        }
    }

    private static void seven(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        FloatVector y1 = FloatVector.zero(SPECIES);
        FloatVector y2 = FloatVector.zero(SPECIES);
        FloatVector y3 = FloatVector.zero(SPECIES);
        FloatVector y4 = FloatVector.zero(SPECIES);
        FloatVector y5 = FloatVector.zero(SPECIES);
        FloatVector y6 = FloatVector.zero(SPECIES);
        int q = panel;
        for (int offset : offsets) {
            int i = first + offset;
            FloatVector f = FloatVector.fromArray(SPECIES, w, q);
            y0 = FloatVector.fromArray(SPECIES, x, i).fma(f, y0);
            y1 = FloatVector.fromArray(SPECIES, x, i + COUNT).fma(f, y1);
            y2 = FloatVector.fromArray(SPECIES, x, i + 2 * COUNT).fma(f, y2);
            y3 = FloatVector.fromArray(SPECIES, x, i + 3 * COUNT).fma(f, y3);
            y4 = FloatVector.fromArray(SPECIES, x, i + 4 * COUNT).fma(f, y4);
            y5 = FloatVector.fromArray(SPECIES, x, i + 5 * COUNT).fma(f, y5);
            y6 = FloatVector.fromArray(SPECIES, x, i + 6 * COUNT).fma(f, y6);
            q += COUNT;
        }
        y0.intoArray(y, at);
        y1.intoArray(y, at + COUNT);
        y2.intoArray(y, at + 2 * COUNT);
        y3.intoArray(y, at + 3 * COUNT);
        y4.intoArray(y, at + 4 * COUNT);
        y5.intoArray(y, at + 5 * COUNT);
        y6.intoArray(y, at + 6 * COUNT);
    }

    private static void single(float[] x, int first, int[] offsets, float[] w, int panel, float[] y, int at) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int q = panel;
        for (int offset : offsets) {
            sum = FloatVector.fromArray(SPECIES, x, first + offset).fma(FloatVector.fromArray(SPECIES, w, q), sum);
            q += COUNT;
        }
        sum.intoArray(y, at);
    }

    @Override
    public void gather(float[] x, int source, int step, float[] y, int target, int pixels) {
        for (int p = 0; p < pixels; p++) {
            FloatVector.fromArray(SPECIES, x, source + p * step).intoArray(y, target + p * COUNT);
        }
    }

    @Override
    public void finish(
            float[] y, int at, int pixels, Finish finish, int biasAt, float @Nullable [] added, int addedAt) {
        if (added != null) {
            add(y, at, pixels, added, addedAt);
        }
        if (!finish.clip()) {
            bias(y, at, pixels, finish.bias(), finish.offset() + biasAt);
        } else if (finish.high() == Float.POSITIVE_INFINITY) {
            atLeast(y, at, pixels, finish.bias(), finish.offset() + biasAt, finish.low());
        } else {
            clip(y, at, pixels, finish.bias(), finish.offset() + biasAt, finish.low(), finish.high());
        }
    }

    private static void add(float[] y, int at, int pixels, float[] added, int addedAt) {
        for (int p = 0; p < pixels; p++) {
            int i = p * COUNT;
            FloatVector.fromArray(SPECIES, y, at + i)
                    .add(FloatVector.fromArray(SPECIES, added, addedAt + i))
                    .intoArray(y, at + i);
        }
    }

    private static void bias(float[] y, int at, int pixels, float[] bias, int biasAt) {
        FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt);
        for (int p = 0; p < pixels; p++) {
            FloatVector.fromArray(SPECIES, y, at + p * COUNT).add(b).intoArray(y, at + p * COUNT);
        }
    }

    private static void atLeast(float[] y, int at, int pixels, float[] bias, int biasAt, float low) {
        FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt);
        FloatVector least = FloatVector.broadcast(SPECIES, low);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = FloatVector.fromArray(SPECIES, y, at + p * COUNT).add(b);
            v.blend(least, v.compare(VectorOperators.LT, least)).intoArray(y, at + p * COUNT);
        }
    }

    private static void clip(float[] y, int at, int pixels, float[] bias, int biasAt, float low, float high) {
        FloatVector b = FloatVector.fromArray(SPECIES, bias, biasAt);
        FloatVector least = FloatVector.broadcast(SPECIES, low);
        FloatVector most = FloatVector.broadcast(SPECIES, high);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = FloatVector.fromArray(SPECIES, y, at + p * COUNT).add(b);
            FloatVector atLeast = v.blend(least, v.compare(VectorOperators.LT, least));
            atLeast.blend(most, atLeast.compare(VectorOperators.GT, most)).intoArray(y, at + p * COUNT);
        }
    }

    @Override
    public void scale(float[] y, int at, int pixels, float[] factors, int factorAt) {
        FloatVector f = FloatVector.fromArray(SPECIES, factors, factorAt);
        for (int p = 0; p < pixels; p++) {
            FloatVector.fromArray(SPECIES, y, at + p * COUNT).mul(f).intoArray(y, at + p * COUNT);
        }
    }

    @Override
    public void slope(float[] y, int at, int pixels, float[] factors, int factorAt) {
        FloatVector f = FloatVector.fromArray(SPECIES, factors, factorAt);
        for (int p = 0; p < pixels; p++) {
            FloatVector v = FloatVector.fromArray(SPECIES, y, at + p * COUNT);
            v.blend(v.mul(f), v.compare(VectorOperators.LT, 0)).intoArray(y, at + p * COUNT);
        }
    }

    @Override
    public void resample(
            float[] x,
            int first,
            int[] positions,
            int position,
            float[] weights,
            int weight,
            int taps,
            float factor,
            boolean more,
            float[] y,
            int at,
            int pixels) {
        for (int p = 0; p < pixels; p++) {
            int to = at + p * COUNT;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = p * taps; t < (p + 1) * taps; t++) {
                sum = FloatVector.fromArray(SPECIES, x, first + positions[position + t] * COUNT)
                        .fma(FloatVector.broadcast(SPECIES, factor * weights[weight + t]), sum);
            }
            FloatVector all = more ? sum.add(FloatVector.fromArray(SPECIES, y, to)) : sum;
            all.intoArray(y, to);
        }
    }
}
