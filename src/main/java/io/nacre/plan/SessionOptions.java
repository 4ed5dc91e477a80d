package io.nacre.plan;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import java.util.OptionalLong;

/**
 * How a session runs its model.
 *
 * @param accuracy which algorithms it may choose from
 * @param plans how many plans, one for each combination of input sizes, it keeps at most
 * @param memoryBudget bytes of device memory that it may hold: weights, arenas of all lanes, and other constants of its
 *     plans. Empty for half of the device's memory ({@link io.nacre.backend.Device#memory}).
 */
public record SessionOptions(Accuracy accuracy, int plans, OptionalLong memoryBudget) {

    public SessionOptions {
        if (plans < 1) {
            throw new NacreException("SessionOptions: " + plans + " plans, at least 1 is needed");
        }
        if (memoryBudget.isPresent() && memoryBudget.getAsLong() < 1) {
            throw new NacreException(
                    "SessionOptions: a memory budget of " + memoryBudget.getAsLong() + " bytes, at least 1 is needed");
        }
    }

    /** Fast algorithms allowed, 64 plans, half of the device's memory. */
    public static SessionOptions defaults() {
        return new SessionOptions(Accuracy.FAST, 64, OptionalLong.empty());
    }

    public SessionOptions withAccuracy(Accuracy choice) {
        return new SessionOptions(choice, plans, memoryBudget);
    }

    public SessionOptions withPlans(int most) {
        return new SessionOptions(accuracy, most, memoryBudget);
    }

    public SessionOptions withMemoryBudget(long bytes) {
        return new SessionOptions(accuracy, plans, OptionalLong.of(bytes));
    }

    long budget(Backend backend) {
        return memoryBudget.orElse(backend.device().memory() / 2);
    }
}
