package io.nacre.lab;

import io.nacre.backend.opencl.tuning.TuningKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Targets that one result of the tuner serves, of which one is tried.
 *
 * @param number the number among all targets of the one that is tried
 * @param targets the one that is tried, and those like it
 */
public record TuningTask(TuningKey key, int number, List<Target> targets) {
    public TuningTask {
        targets = List.copyOf(targets);
    }

    /** What there is to tune among targets, in their order. */
    public static List<TuningTask> of(List<Target> all) {
        Map<TuningKey, TuningTask> tasks = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Target target = all.get(i);
            int number = i;
            TuningKey.of(target.op(), target.inputs(), target.known().contains(1))
                    .ifPresent(key -> tasks.merge(key, new TuningTask(key, number, List.of(target)), TuningTask::with));
        }
        return List.copyOf(tasks.values());
    }

    private TuningTask with(TuningTask more) {
        List<Target> both = new ArrayList<>(targets);
        both.addAll(more.targets);
        return new TuningTask(key, number, both);
    }

    /** The one that is tried. */
    public Target target() {
        return targets.get(0);
    }
}
