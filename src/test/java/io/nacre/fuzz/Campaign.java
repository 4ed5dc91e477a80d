package io.nacre.fuzz;

import io.nacre.error.NacreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Feeds targets with damaged inputs and counts what becomes of them. Each must be refused by an exception of ours, or run,
 * within {@link #PATIENCE}; whatever else happens is a fault, and the input is kept. Input {@code i} of a target follows
 * from the seed, the target and {@code i} alone.
 */
final class Campaign {
    /** Longer than any input takes, even on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Target> targets;
    private final long seed;
    private final Path folder;
    private final Map<String, Map<String, Integer>> outcomes = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Duration slowest = Duration.ZERO;
    private String slowestInput = "none";
    private long peak;
    private ExecutorService worker = newWorker();

    /**
     * A campaign.
     *
     * @param folder where inputs are written; it stays, with the inputs that made faults
     */
    Campaign(List<Target> targets, long seed, Path folder) throws IOException {
        this.targets = targets;
        this.seed = seed;
        this.folder = Files.createDirectories(folder);
        targets.forEach(target -> outcomes.put(target.name(), new TreeMap<>()));
    }

    private static ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz");
            thread.setDaemon(true); // one that hangs must not keep the JVM
            return thread;
        });
    }

    /** Feeds every target in turn with inputs number {@code first}, {@code first + 1}, … until the time or number is over. */
    void run(long first, long count, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long i = first; i < first + count && System.nanoTime() < end; i++) {
            for (Target target : targets) {
                feed(target, i);
            }
        }
        worker.shutdownNow();
    }

    private void feed(Target target, long index) {
        String label = target.name() + " " + index;
        Random random =
                new Random(seed * 1_000_003L + index * 31L + target.name().hashCode());
        byte[] input = target.input(random);
        long start = System.nanoTime();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<Target.Outcome> outcome = worker.submit(() -> {
            thread.complete(Thread.currentThread());
            return target.consume(input, folder, random);
        });
        try {
            count(target, outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).toString());
        } catch (ExecutionException e) {
            failed(target, label, input, e.getCause());
        } catch (TimeoutException e) {
            hangs(target, label, input, thread);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        peak = Math.max(
                peak, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        if (taken.compareTo(slowest) > 0) {
            slowest = taken;
            slowestInput = label;
        }
    }

    private void failed(Target target, String label, byte[] input, Throwable cause) {
        if (cause instanceof NacreException) {
            count(target, "refused");
        } else if (cause instanceof UncheckedIOException || cause instanceof IOException) {
            count(target, "unreadable");
        } else {
            count(target, "FAULT");
            StringBuilder trace = new StringBuilder(cause.toString());
            for (int i = 0; i < Math.min(14, cause.getStackTrace().length); i++) {
                trace.append("\n    at ").append(cause.getStackTrace()[i]);
            }
            fault(label, input, trace.toString());
        }
    }

    private void hangs(Target target, String label, byte[] input, CompletableFuture<Thread> thread) {
        count(target, "HANGS");
        StringBuilder trace = new StringBuilder("not done after " + PATIENCE.toSeconds() + " s, is at");
        for (StackTraceElement element : thread.join().getStackTrace()) {
            trace.append("\n    at ").append(element);
        }
        fault(label, input, trace.toString());
        worker.shutdownNow();
        worker = newWorker();
    }

    private void fault(String label, byte[] input, String what) {
        Path kept = folder.resolve(label.replace(' ', '-') + "-seed-" + seed + ".bin");
        try {
            Files.write(kept, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        faults.add(label + " (kept as " + kept + "): " + what);
    }

    private void count(Target target, String outcome) {
        outcomes.getOrDefault(target.name(), Map.of()).merge(outcome, 1, Integer::sum);
    }

    /** One entry an input that neither ran nor was refused in time. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many inputs there were. */
    long inputs() {
        return outcomes.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Integer::intValue)
                .sum();
    }

    /** How many inputs of a target had an outcome. */
    int count(String target, String outcome) {
        return outcomes.getOrDefault(target, Map.of()).getOrDefault(outcome, 0);
    }

    String report() {
        StringBuilder report = new StringBuilder();
        outcomes.forEach((target, counts) -> report.append(String.format("%-14s %s%n", target, counts)));
        return report.append(String.format(
                        "seed %d, %d inputs, %d faults; slowest %d ms (%s); heap at most %d of %d MiB%n",
                        seed,
                        inputs(),
                        faults.size(),
                        slowest.toMillis(),
                        slowestInput,
                        peak >> 20,
                        Runtime.getRuntime().maxMemory() >> 20))
                .toString();
    }
}
