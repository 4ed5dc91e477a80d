package io.nacre.plan;

import io.nacre.backend.Accuracy;

/**
 * How a session runs its model.
 *
 * @param accuracy which algorithms it may choose from
 * @param plans how many plans, one for each combination of input sizes, it keeps at most
 */
public record SessionOptions(Accuracy accuracy, int plans) {

    /** Fast algorithms allowed, 64 plans. */
    public static SessionOptions defaults() {
        return new SessionOptions(Accuracy.FAST, 64);
    }

    public SessionOptions withAccuracy(Accuracy choice) {
        return new SessionOptions(choice, plans);
    }
}
