package io.nacre.cli.demo;

/** Colours as packed red, green and blue. */
final class Colours {
    /** From cold to hot, at equal distances. */
    private static final int[] HEAT = {0x3b0f70, 0xb5367a, 0xfb8761, 0xffd866};

    private Colours() {}

    /** A share of one colour over another. */
    static int mix(int under, int over, float share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (under >> shift) & 0xff;
            int b = (over >> shift) & 0xff;
            mixed |= Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    /** The same brightness without colour. */
    static int grey(int rgb) {
        int value = Math.round(0.299f * ((rgb >> 16) & 0xff) + 0.587f * ((rgb >> 8) & 0xff) + 0.114f * (rgb & 0xff));
        return value << 16 | value << 8 | value;
    }

    /** The colour of a value from 0 to 1. */
    static int heat(float value) {
        float position = Math.min(1, Math.max(0, value)) * (HEAT.length - 1);
        int below = Math.min((int) position, HEAT.length - 2);
        return mix(HEAT[below], HEAT[below + 1], position - below);
    }
}
