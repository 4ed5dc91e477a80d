package io.nacre.plan;

import io.nacre.model.Model;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a session, the least recently used ones dropped first. Each is compiled once, by the first who asks, while
 * others go on with theirs. Thread-safe; finding a known plan allocates nothing.
 */
final class PlanCache implements AutoCloseable {

    /** A plan in use: open until it is {@linkplain #release released}. */
    final class Entry {
        private final PlanKey key;
        private final int hash;
        private volatile @Nullable Plan plan;
        /** These two are guarded by the cache. */
        private int users;

        private long used;

        private Entry(PlanKey key, int hash) {
            this.key = key;
            this.hash = hash;
        }

        Plan plan() {
            return Objects.requireNonNull(plan);
        }

        private void compile() {
            if (plan == null) {
                synchronized (this) {
                    if (plan == null) {
                        plan = compiler.apply(key);
                    }
                }
            }
        }

        private void close() {
            Plan made = plan;
            if (made != null) {
                dropped.accept(made);
                made.close();
            }
        }
    }

    private final Model model;
    private final int most;
    private final Function<PlanKey, Plan> compiler;
    private final Consumer<Plan> dropped;
    private final List<Entry> entries = new ArrayList<>();
    private long clock;

    /**
     * An empty cache.
     *
     * @param most plans to keep
     * @param dropped told of each plan before it is closed
     */
    PlanCache(Model model, int most, Function<PlanKey, Plan> compiler, Consumer<Plan> dropped) {
        this.model = model;
        this.most = most;
        this.compiler = compiler;
        this.dropped = dropped;
    }

    /** The plan for some inputs, to be released. */
    Entry acquire(List<Tensor> inputs) {
        Entry entry = entry(inputs, PlanKey.hash(model, inputs));
        try {
            entry.compile();
            return entry;
        } catch (RuntimeException | Error e) {
            release(entry);
            throw e;
        }
    }

    private synchronized Entry entry(List<Tensor> inputs, int hash) {
        Entry entry = find(inputs, hash);
        if (entry == null) {
            entry = new Entry(PlanKey.of(model, inputs), hash);
            entries.add(entry);
        }
        entry.users++;
        entry.used = ++clock;
        return entry;
    }

    private @Nullable Entry find(List<Tensor> inputs, int hash) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.hash == hash && entry.key.matches(inputs)) {
                return entry;
            }
        }
        return null;
    }

    void release(Entry entry) {
        Entry surplus = released(entry);
        while (surplus != null) {
            surplus.close(); // others may look for their plans meanwhile
            surplus = surplus();
        }
    }

    private synchronized @Nullable Entry released(Entry entry) {
        entry.users--;
        if (entry.users == 0 && entry.plan == null) {
            entries.remove(entry); // it could not be compiled
        }
        return surplus();
    }

    /** Takes out a plan that is one too many, if nobody uses it. */
    private synchronized @Nullable Entry surplus() {
        return entries.size() > most ? takeOldest() : null;
    }

    private @Nullable Entry takeOldest() {
        Entry oldest = null;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.users == 0 && (oldest == null || entry.used < oldest.used)) {
                oldest = entry;
            }
        }
        if (oldest != null) {
            entries.remove(oldest);
        }
        return oldest;
    }

    /** Drops the plan that was not used for longest; false if all are in use. */
    boolean dropOldest() {
        Entry oldest;
        synchronized (this) {
            oldest = takeOldest();
        }
        if (oldest == null) {
            return false;
        }
        oldest.close();
        return true;
    }

    synchronized int size() {
        return entries.size();
    }

    /** Drops all plans; none may be in use. */
    @Override
    public void close() {
        while (dropOldest()) {
            continue;
        }
    }
}
