package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementary functions of vectors, each within three units in the last place, NaN and infinities exact. Small enough to
 * be inlined into a loop, which is why constants are fields: anything else would make objects of vectors.
 */
final class VectorMath {
    private static final float LOG2_E = 1.442695041f;
    /** Adding it leaves an integer in the low bits: 1.5 · 2²³. */
    private static final float ROUNDER = 0x1.8p23f;

    /** The natural logarithm of 2 in two parts; the first has few enough digits to be multiplied exactly. */
    private static final FloatVector MINUS_LN2_HIGH = constant(-0.693359375f);

    private static final FloatVector MINUS_LN2_LOW = constant(2.12194440e-4f);
    private static final FloatVector ZERO = constant(0);
    private static final FloatVector ONE = constant(1);
    private static final FloatVector NAN = constant(Float.NaN);
    private static final FloatVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    private static final FloatVector MINUS_23 = constant(-23);
    /** Of exp, by Cephes, from the highest power on. */
    private static final FloatVector GROWTH_0 = constant(1.9875691500e-4f);

    private static final FloatVector GROWTH_1 = constant(1.3981999507e-3f);
    private static final FloatVector GROWTH_2 = constant(8.3334519073e-3f);
    private static final FloatVector GROWTH_3 = constant(4.1665795894e-2f);
    private static final FloatVector GROWTH_4 = constant(1.6666665459e-1f);
    private static final FloatVector GROWTH_5 = constant(5.0000001201e-1f);

    /** Of the inverse hyperbolic tangent, in squares. */
    private static final FloatVector ARTANH_0 = constant(0.11615513f);

    private static final FloatVector ARTANH_1 = constant(0.108480938f);
    private static final FloatVector ARTANH_2 = constant(0.142969698f);
    private static final FloatVector ARTANH_3 = constant(0.199998185f);
    private static final FloatVector ARTANH_4 = constant(0.333333343f);

    /** Of erf near 0, in squares (N. Juffa). */
    private static final FloatVector NEAR_0 = constant(-5.96761703e-4f);

    private static final FloatVector NEAR_1 = constant(4.99119423e-3f);
    private static final FloatVector NEAR_2 = constant(-2.67681349e-2f);
    private static final FloatVector NEAR_3 = constant(1.12819925e-1f);
    private static final FloatVector NEAR_4 = constant(-3.76125336e-1f);
    private static final FloatVector NEAR_5 = constant(1.28379166e-1f);

    /** Of the logarithm of erf's complement (N. Juffa). */
    private static final FloatVector FAR_0 = constant(-1.72853470e-5f);

    private static final FloatVector FAR_1 = constant(3.83197126e-4f);
    private static final FloatVector FAR_2 = constant(-3.88396438e-3f);
    private static final FloatVector FAR_3 = constant(2.42546219e-2f);
    private static final FloatVector FAR_4 = constant(-1.06777877e-1f);
    private static final FloatVector FAR_5 = constant(-6.34846687e-1f);
    private static final FloatVector FAR_6 = constant(-1.28717512e-1f);

    /** Of the same, less exactly but from 0 on. */
    private static final FloatVector TAIL_0 = constant(-3.14416211e-5f);

    private static final FloatVector TAIL_1 = constant(3.08812392e-4f);
    private static final FloatVector TAIL_2 = constant(-1.03242963e-3f);
    private static final FloatVector TAIL_3 = constant(-5.36895124e-4f);
    private static final FloatVector TAIL_4 = constant(1.95839331e-2f);
    private static final FloatVector TAIL_5 = constant(-1.02919601e-1f);
    private static final FloatVector TAIL_6 = constant(-6.36597753e-1f);
    private static final FloatVector TAIL_7 = constant(-1.12838030e+0f);

    private static final int MANTISSA_BITS = 23;
    private static final int ROOT_HALF = 0x3f3504f3;

    private VectorMath() {}

    static FloatVector constant(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** 0 below 2⁻¹²⁵. */
    static FloatVector exp(FloatVector argument) {
        return within(limited(argument, -87.5f));
    }

    /** exp of what is known to be from -87.6 to 89; 0 below 2⁻¹²⁵. */
    private static FloatVector within(FloatVector x) {
        FloatVector t = x.mul(LOG2_E).add(ROUNDER);
        FloatVector r = remainder(x, t.sub(ROUNDER));
        FloatVector half = halfPower(t);
        FloatVector y = half.fma(growth(r), half);
        return y.add(y);
    }

    /** {@code exp(x) - 1} without cancellation; keeps -0. */
    static FloatVector expm1(FloatVector argument) {
        FloatVector x = limited(argument, -40);
        FloatVector t = x.mul(LOG2_E).add(ROUNDER);
        FloatVector n = t.sub(ROUNDER);
        VectorMask<Float> small = n.compare(VectorOperators.EQ, 0f);
        FloatVector grown = growth(remainder(x, n).blend(x, small)); // which differ at -0
        FloatVector half = halfPower(t);
        FloatVector y = half.fma(grown, half.sub(0.5f));
        return y.add(y).blend(grown, small);
    }

    /** To where exp neither overflows twice nor underflows. */
    private static FloatVector limited(FloatVector x, float low) {
        FloatVector above = x.blend(low, x.compare(VectorOperators.LT, low));
        return above.blend(89, above.compare(VectorOperators.GT, 89f));
    }

    /** {@code x - n·ln 2}. */
    private static FloatVector remainder(FloatVector x, FloatVector n) {
        return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    }

    /** {@code exp(r) - 1} for a remainder, by Cephes' polynomial. */
    private static FloatVector growth(FloatVector r) {
        FloatVector p = r.fma(GROWTH_0, GROWTH_1)
                .fma(r, GROWTH_2)
                .fma(r, GROWTH_3)
                .fma(r, GROWTH_4)
                .fma(r, GROWTH_5);
        return p.fma(r, ONE).mul(r);
    }

    /** {@code 2ⁿ⁻¹} for the integer in the low bits. */
    private static FloatVector halfPower(FloatVector t) {
        return t.reinterpretAsInts()
                .add(126)
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .reinterpretAsFloats();
    }

    /** {@code log(1 + f)} for f from -0.3 to 1: 2·artanh(f / (2 + f)). */
    static FloatVector log1p(FloatVector f) {
        FloatVector s = f.div(f.add(2f));
        FloatVector z = s.mul(s);
        FloatVector q =
                z.fma(ARTANH_0, ARTANH_1).fma(z, ARTANH_2).fma(z, ARTANH_3).fma(z, ARTANH_4);
        FloatVector twice = s.add(s);
        return z.mul(q).fma(twice, twice);
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        FloatVector scaled = x.blend(x.mul(0x1p23f), tiny);
        FloatVector lost = ZERO.blend(MINUS_23, tiny);
        IntVector bits = scaled.reinterpretAsInts();
        IntVector exponent = bits.sub(ROOT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        FloatVector fraction = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector n = exponent.add(Float.floatToRawIntBits(ROUNDER))
                .reinterpretAsFloats()
                .sub(ROUNDER)
                .add(lost);
        FloatVector y = log1p(fraction).sub(n.mul(MINUS_LN2_LOW)).sub(n.mul(MINUS_LN2_HIGH));
        return x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
                .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    }

    /** {@code e / (e + 2)} with {@code e = exp(2x) - 1}; beyond 10 it is 1. Keeps -0. */
    static FloatVector tanh(FloatVector x) {
        FloatVector below = x.blend(10, x.compare(VectorOperators.GT, 10f));
        FloatVector e = expm1(below.add(below));
        return e.div(e.add(2f));
    }

    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(x.neg()).add(1f));
    }

    /** Near 0 by a polynomial, beyond by one for the logarithm of the complement (N. Juffa); keeps -0. */
    static FloatVector erf(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector t = magnitude.blend(4, magnitude.compare(VectorOperators.GT, 4f));
        FloatVector s = t.mul(t);
        FloatVector near = s.fma(NEAR_0, NEAR_1)
                .fma(s, NEAR_2)
                .fma(s, NEAR_3)
                .fma(s, NEAR_4)
                .fma(s, NEAR_5)
                .fma(x, x);
        FloatVector far = t.fma(FAR_0, FAR_1)
                .fma(s, t.fma(FAR_2, FAR_3))
                .fma(t, FAR_4)
                .fma(t, FAR_5)
                .fma(t, FAR_6)
                .fma(t, t.neg());
        FloatVector tail = exp(far);
        return near.blend(ONE.sub(tail), x.compare(VectorOperators.GT, 0.927734375f))
                .blend(tail.sub(1f), x.compare(VectorOperators.LT, -0.927734375f));
    }

    /** {@code 1 - erf(t)} for t from 0 to 7.04, where it has become 0; at most 3e-8 off. */
    static FloatVector erfTail(FloatVector t) {
        return within(t.fma(TAIL_0, TAIL_1)
                .fma(t, TAIL_2)
                .fma(t, TAIL_3)
                .fma(t, TAIL_4)
                .fma(t, TAIL_5)
                .fma(t, TAIL_6)
                .fma(t, TAIL_7)
                .mul(t));
    }
}
