package io.nacre.fuzz;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.opencl.cl.ClHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Calls the public API at random, legally and not, from several threads: {@code scripts/fuzz monkey --calls N --seed S
 * --threads T --backend B}. What PyTorch answered is known, so no answer may be wrong; no exception may be another than
 * Nacre's, a legal call may throw none; and nothing may be left open.
 */
public final class Monkey {
    /** Longer than any call takes, even on a busy machine. */
    private static final long PATIENCE_SECONDS = 120;

    private final Supplier<Backend> opener;
    private final long calls;
    private final long seed;
    private final int threads;
    private final AtomicLong made = new AtomicLong();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    /** Calls on backends that the opener opens. */
    Monkey(Supplier<Backend> opener, long calls, long seed, int threads) {
        this.opener = opener;
        this.calls = calls;
        this.seed = seed;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        String name = options.getOrDefault("backend", "cpu");
        Monkey monkey = new Monkey(
                () -> Backends.open(name, BackendOptions.defaults()),
                Long.parseLong(options.getOrDefault("calls", "100000")),
                Long.parseLong(options.getOrDefault("seed", "1")),
                Integer.parseInt(options.getOrDefault("threads", "6")));
        long start = System.nanoTime();
        monkey.run();
        monkey.faults().forEach(System.out::println);
        System.out.printf(
                "%s%n%s, seed %d, %d calls from %d threads in %d s; %d faults; left open: %d OpenCL handles, threads %s;"
                        + " heap in use %d of %d MiB%n",
                new TreeMap<>(monkey.counts),
                name,
                monkey.seed,
                monkey.made.get(),
                monkey.threads,
                (System.nanoTime() - start) / 1_000_000_000,
                monkey.faults.size(),
                ClHandle.live(),
                threads(),
                used() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        System.exit(monkey.faults().isEmpty() ? 0 : 1);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Makes the calls, closes what is open then, and looks for what is left. */
    void run() throws InterruptedException {
        long handles = ClHandle.live();
        Backend backend = opener.get();
        Shelf shelf = new Shelf(backend, opener);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed * 1_000_003L + i);
            Thread worker = new Thread(() -> work(shelf, random), "monkey-" + i);
            workers.add(worker);
            worker.start();
        }
        watch(workers);
        shelf.close();
        backend.close();
        if (ClHandle.live() != handles) {
            faults.add((ClHandle.live() - handles) + " OpenCL handles are left open");
        }
        Thread.sleep(200); // threads that were told to end need a moment
        if (!threads().isEmpty()) {
            faults.add("threads are left: " + threads());
        }
    }

    /** Nacre's own threads. */
    private static Set<String> threads() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nacre-"))
                .forEach(names::add);
        return names;
    }

    private void work(Shelf shelf, Random random) {
        Deeds deeds = new Deeds(shelf, random);
        while (made.incrementAndGet() <= calls && faults.size() < 20) {
            Deeds.Deed deed = deeds.any();
            try {
                String outcome = deed.call().perform();
                counts.computeIfAbsent(deed.name() + " " + outcome, key -> new AtomicLong())
                        .incrementAndGet();
            } catch (Throwable e) { // whatever a call throws here is a fault: a deed answers what it expects
                StringBuilder text = new StringBuilder(deed.name() + ": " + e);
                for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
                    text.append("\n    at ").append(e.getStackTrace()[i]);
                }
                faults.add(text.toString());
            }
        }
    }

    /** Waits for the workers as long as they get on. */
    private void watch(List<Thread> workers) throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (workers.stream().anyMatch(Thread::isAlive)) {
            for (Thread worker : workers) {
                worker.join(100);
            }
            if (made.get() != last) {
                last = made.get();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_SECONDS * 1_000_000_000L) {
                StringBuilder traces = new StringBuilder("no call ended for " + PATIENCE_SECONDS + " s:");
                Thread.getAllStackTraces().forEach((thread, trace) -> {
                    traces.append("\n  ").append(thread.getName());
                    for (StackTraceElement element : trace) {
                        traces.append("\n    at ").append(element);
                    }
                });
                throw new IllegalStateException(traces.toString());
            }
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** How often each deed had which outcome. */
    Map<String, AtomicLong> counts() {
        return counts;
    }
}
