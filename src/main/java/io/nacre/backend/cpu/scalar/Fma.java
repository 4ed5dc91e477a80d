package io.nacre.backend.cpu.scalar;

/**
 * {@code a·b + c}: fused where the processor has an instruction for it. Where it has none, {@link Math#fma} computes in
 * big decimals, hundreds of times slower than two roundings.
 */
final class Fma {
    private static final int CALLS = 200;
    private static final int ROUNDS = 20;
    /** Between the interpreter calling an instruction (tens of nanoseconds) and big decimals (a microsecond and more). */
    private static final long SLOW_NANOS = 250;

    static final boolean FAST = nanosPerCall() < SLOW_NANOS;

    private Fma() {}

    static float fma(float a, float b, float c) {
        return FAST ? Math.fma(a, b, c) : a * b + c;
    }

    /** The quickest of several rounds: an interruption spoils one, not all. */
    private static double nanosPerCall() {
        long best = Long.MAX_VALUE;
        float value = 1;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                value = Math.fma(value, 0.999f, 0.001f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return value > 0 ? (double) best / CALLS : Double.MAX_VALUE; // it is; but so the loop cannot be left out
    }
}
