package io.nacre.plan;

import java.util.Locale;

/**
 * The device memory of a session, in bytes.
 *
 * @param constants weights, and what plans were given besides
 * @param arenas what its lanes compute in
 * @param peak most that was held at one time
 * @param budget most that may be held at one time
 */
public record MemoryUse(long constants, long arenas, long peak, long budget) {

    /** What is held now. */
    public long held() {
        return constants + arenas;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f MiB held (constants %.1f, arenas %.1f), peak %.1f, budget %.1f",
                mebibytes(held()),
                mebibytes(constants),
                mebibytes(arenas),
                mebibytes(peak),
                mebibytes(budget));
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }
}
