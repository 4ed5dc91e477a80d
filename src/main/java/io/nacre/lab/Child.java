package io.nacre.lab;

import io.nacre.error.NacreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process in which kernels are tried, seen from its parent: an endless loop, a crash of the driver or a write out of bounds
 * ends it, not the lab.
 */
final class Child implements AutoCloseable {
    private static final int REMEMBERED = 200;
    /** A model may have to be loaded, the device measured, and the reference is slow. */
    private static final Duration START = Duration.ofMinutes(3);

    /** The child is dead, or hung and was ended. */
    static final class Lost extends Exception {
        private final Verdict verdict;

        Lost(Verdict verdict, String message) {
            super(message);
            this.verdict = verdict;
        }
    }

    private final Process process;
    private final BlockingQueue<Optional<Wire.Message>> messages = new LinkedBlockingQueue<>();
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final Consumer<String> printed;
    private final Thread end;
    private String phase = "start";
    private @Nullable TrialResult soFar;
    private boolean ready;

    /**
     * Starts a process.
     *
     * @param command a command line that leads to {@link Worker#serve}
     * @param printed what kernels print
     */
    Child(List<String> command, Consumer<String> printed) {
        this(command, Map.of(), printed);
    }

    /**
     * Starts a process.
     *
     * @param environment variables that it has besides this process's
     */
    Child(List<String> command, Map<String, String> environment, Consumer<String> printed) {
        this.printed = printed;
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new NacreException("lab: cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
        end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        Thread out = reader(process.getInputStream(), this::heard);
        Thread err = reader(process.getErrorStream(), this::remember);
        Thread undertaker = new Thread(() -> bury(out, err), "nacre-lab-child");
        undertaker.setDaemon(true);
        undertaker.start();
    }

    private static Thread reader(InputStream stream, Consumer<String> line) {
        Thread thread = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line);
            } catch (IOException | java.io.UncheckedIOException e) {
                return; // the process was ended in the midst of a line
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void heard(String line) {
        Optional<Wire.Message> message = Wire.message(line);
        if (message.isPresent()) {
            messages.add(message);
        } else if (!line.isBlank()) {
            remember(line);
            if (!line.startsWith("#") && !line.startsWith("[thread ")) { // a JVM's obituary is told in fewer words
                printed.accept(line);
            }
        }
    }

    private void remember(String line) {
        synchronized (lastWords) {
            lastWords.addLast(line);
            if (lastWords.size() > REMEMBERED) {
                lastWords.removeFirst();
            }
        }
    }

    /** When all that the process wrote has been read, the end of messages is one as well. */
    private void bury(Thread out, Thread err) {
        try {
            out.join();
            err.join();
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        messages.add(Optional.empty());
    }

    private void awaitReady(Duration limit) throws Lost {
        if (!ready) {
            Wire.Message message = next(limit);
            if (message.kind() != Wire.Kind.READY) {
                throw new NacreException(message.text());
            }
            soFar = TrialResult.parse(message.text());
            ready = true;
        }
    }

    /**
     * Has the kernel tried.
     *
     * @param limit how long the build, or any one check, may take
     */
    TrialResult trial(TrialRequest wanted, Duration limit) {
        try {
            awaitReady(START);
            return request(wanted, limit);
        } catch (Lost e) {
            TrialResult known = soFar;
            if (known == null) {
                throw new NacreException("lab: " + e.getMessage(), e);
            }
            return new TrialResult(
                    Instant.now(),
                    known.subject(),
                    known.version(),
                    e.verdict,
                    String.valueOf(e.getMessage()),
                    Times.NONE);
        }
    }

    /**
     * Waits until the child is through.
     *
     * @param limit how long any one check may take
     * @return why it is not; empty if it is
     */
    String awaitDone(Duration limit) {
        try {
            Wire.Message message = next(limit);
            return message.kind() == Wire.Kind.DONE ? "" : message.text();
        } catch (Lost e) {
            return e.getMessage() == null ? "" : e.getMessage();
        }
    }

    private TrialResult request(TrialRequest wanted, Duration limit) throws Lost {
        try {
            OutputStream requests = process.getOutputStream();
            requests.write((wanted + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
        } catch (IOException e) {
            throw death(); // it died between two trials
        }
        return TrialResult.parse(next(limit).text());
    }

    /** The next message that says more than what begins. */
    private Wire.Message next(Duration limit) throws Lost {
        while (true) {
            Wire.Message message = poll(limit);
            if (message.kind() == Wire.Kind.PHASE) {
                phase = message.text();
            } else if (message.kind() == Wire.Kind.BUILT) {
                soFar = TrialResult.parse(message.text());
            } else {
                return message;
            }
        }
    }

    private Wire.Message poll(Duration limit) throws Lost {
        try {
            Optional<Wire.Message> message = messages.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                close();
                throw new Lost(
                        Verdict.HUNG, phase + ": no end after " + limit.toMillis() / 1000.0 + " s: an endless loop?");
            }
            return message.orElseThrow(this::death);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NacreException("lab: interrupted", e);
        }
    }

    private Lost death() {
        close();
        int status = process.exitValue();
        synchronized (lastWords) {
            return new Lost(Verdict.CRASHED, phase + ": " + Obituary.of(status, List.copyOf(lastWords)));
        }
    }

    /** Whether it can be asked for more trials. */
    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            return; // this process is ending itself
        }
    }
}
