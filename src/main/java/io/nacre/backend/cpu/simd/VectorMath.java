package io.nacre.backend.cpu.simd;

import static io.nacre.backend.cpu.simd.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementary functions of vectors, each within three units in the last place, NaN and infinities exact. Small enough to
 * be inlined into a loop: anything else would make objects of vectors.
 */
final class VectorMath {
    private static final float LOG2_E = 1.442695041f;
    /** Adding it leaves an integer in the low bits: 1.5 · 2²³. */
    private static final float ROUNDER = 0x1.8p23f;

    /** The natural logarithm of 2 in two parts; the first has few enough digits to be multiplied exactly. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    private static final int SIGN = 0x80000000;
    private static final int MANTISSA_BITS = 23;
    private static final int ROOT_HALF = 0x3f3504f3;

    private VectorMath() {}

    static FloatVector constant(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** The magnitude of one, the sign of the other. */
    static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
        return magnitude
                .reinterpretAsInts()
                .or(sign.reinterpretAsInts().and(SIGN))
                .reinterpretAsFloats();
    }

    /** 0 below 2⁻¹²⁵. */
    static FloatVector exp(FloatVector argument) {
        FloatVector x = limited(argument, -87.5f);
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
        FloatVector grown = growth(remainder(x, n));
        FloatVector half = halfPower(t);
        FloatVector y = half.fma(grown, half.sub(0.5f));
        return y.add(y).blend(grown, n.compare(VectorOperators.EQ, 0f));
    }

    /** To where exp neither overflows twice nor underflows. */
    private static FloatVector limited(FloatVector x, float low) {
        FloatVector above = x.blend(low, x.compare(VectorOperators.LT, low));
        return above.blend(89, above.compare(VectorOperators.GT, 89f));
    }

    /** {@code x - n·ln 2}. */
    private static FloatVector remainder(FloatVector x, FloatVector n) {
        return n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
    }

    /** {@code exp(r) - 1} for a remainder, by Cephes' polynomial. */
    private static FloatVector growth(FloatVector r) {
        FloatVector p = r.fma(constant(1.9875691500e-4f), constant(1.3981999507e-3f))
                .fma(r, constant(8.3334519073e-3f))
                .fma(r, constant(4.1665795894e-2f))
                .fma(r, constant(1.6666665459e-1f))
                .fma(r, constant(5.0000001201e-1f));
        return p.fma(r, constant(1)).mul(r);
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
        FloatVector q = z.fma(constant(0.11615513f), constant(0.108480938f))
                .fma(z, constant(0.142969698f))
                .fma(z, constant(0.199998185f))
                .fma(z, constant(0.333333343f));
        FloatVector twice = s.add(s);
        return z.mul(q).fma(twice, twice);
    }

    static FloatVector log(FloatVector x) {
        FloatVector scaled = x.blend(x.mul(0x1p23f), x.compare(VectorOperators.LT, Float.MIN_NORMAL));
        FloatVector lost = constant(0).blend(-23, x.compare(VectorOperators.LT, Float.MIN_NORMAL));
        IntVector bits = scaled.reinterpretAsInts();
        IntVector exponent = bits.sub(ROOT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        FloatVector fraction = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector n = exponent.add(Float.floatToRawIntBits(ROUNDER))
                .reinterpretAsFloats()
                .sub(ROUNDER)
                .add(lost);
        FloatVector y = n.fma(constant(LN2_HIGH), n.fma(constant(LN2_LOW), log1p(fraction)));
        return y.blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not())
                .blend(Float.NaN, x.compare(VectorOperators.LT, 0f))
                .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    }

    /** By expm1 of the negative magnitude, which does not overflow; keeps -0. */
    static FloatVector tanh(FloatVector x) {
        FloatVector e = expm1(x.abs().mul(-2f));
        return copySign(e.neg().div(e.add(2f)).abs(), x);
    }

    static FloatVector sigmoid(FloatVector x) {
        return constant(1).div(exp(x.neg()).add(1f));
    }

    /** Near 0 by a polynomial, beyond by one for the logarithm of the complement (N. Juffa); keeps -0. */
    static FloatVector erf(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector t = magnitude.blend(4, magnitude.compare(VectorOperators.GT, 4f));
        FloatVector s = t.mul(t);
        FloatVector near = s.fma(constant(-5.96761703e-4f), constant(4.99119423e-3f))
                .fma(s, constant(-2.67681349e-2f))
                .fma(s, constant(1.12819925e-1f))
                .fma(s, constant(-3.76125336e-1f))
                .fma(s, constant(1.28379166e-1f))
                .fma(t, t);
        FloatVector far = t.fma(constant(-1.72853470e-5f), constant(3.83197126e-4f))
                .fma(s, t.fma(constant(-3.88396438e-3f), constant(2.42546219e-2f)))
                .fma(t, constant(-1.06777877e-1f))
                .fma(t, constant(-6.34846687e-1f))
                .fma(t, constant(-1.28717512e-1f))
                .fma(t, t.neg());
        FloatVector beyond = constant(1).sub(exp(far));
        return copySign(near.blend(beyond, t.compare(VectorOperators.GT, 0.927734375f)), x);
    }
}
