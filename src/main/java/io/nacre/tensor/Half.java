package io.nacre.tensor;

/** The two 16-bit floating-point formats: IEEE's binary16 and bfloat16, the upper half of a float32. */
public final class Half {
    private Half() {}

    /** The value of 16 bits of binary16. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int biased = exponent == 31 ? 255 : exponent + 112;
        return Float.intBitsToFloat(sign | (biased << 23) | (fraction << 13));
    }

    /** The nearest binary16, halves to even; beyond its range infinity. */
    public static short of(float number) {
        int sign = (Float.floatToRawIntBits(number) >>> 16) & 0x8000;
        double size = Math.abs((double) number);
        if (Float.isNaN(number)) {
            return (short) (sign | 0x7E00);
        }
        if (size >= 65520) {
            return (short) (sign | 0x7C00);
        }
        int exponent = Math.max(Math.getExponent(size), -14);
        int steps = (int) Math.rint(Math.scalb(size, 10 - exponent));
        return (short) (sign | (((exponent + 14) << 10) + steps));
    }

    /** The value of 16 bits of bfloat16. */
    public static float fromBrain(short brain) {
        return Float.intBitsToFloat(brain << 16);
    }

    /** The nearest bfloat16, halves to even. */
    public static short toBrain(float number) {
        int bits = Float.floatToIntBits(number);
        if (Float.isNaN(number)) {
            return (short) 0x7FC0;
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
