package io.nacre.backend.opencl.program;

import io.nacre.backend.opencl.cl.ClContext;
import io.nacre.backend.opencl.cl.ClDevice;
import io.nacre.backend.opencl.cl.ClProgram;
import io.nacre.error.BackendException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes programs out of what a cache holds of them, else from source, and stores those when all else is done. */
public final class ProgramBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramBuilder.class);
    /** After this no further program is stored: the next process does it. */
    private static final long LONGEST_STORING = TimeUnit.SECONDS.toNanos(10);

    private static final long WORTH_TELLING = TimeUnit.SECONDS.toNanos(1);

    private final ClContext context;
    private final Optional<ProgramCache> cache;
    private final Map<String, ClProgram> unstored = new ConcurrentHashMap<>();
    private final AtomicInteger compiled = new AtomicInteger();
    private volatile boolean forgetful;

    /**
     * A builder of a device's programs.
     *
     * @param folder where programs are stored; empty for nowhere
     */
    public ProgramBuilder(ClContext context, Optional<Path> folder) {
        this.context = context;
        this.cache = folder.map(path -> new ProgramCache(path, describe(context.device())));
    }

    private static List<String> describe(ClDevice device) {
        return List.of(
                device.name(),
                device.vendor(),
                device.version(),
                device.driver(),
                device.platform().name(),
                device.platform().version());
    }

    /** A program; {@code place} names its source in messages. */
    ClProgram build(String place, String source, String options) {
        if (cache.isEmpty()) {
            return compile(place, source, options);
        }
        String key = cache.get().key(source, options);
        Optional<ClProgram> stored = cache.get().read(key).flatMap(bytes -> load(key, place, bytes, options));
        return stored.orElseGet(() -> {
            ClProgram program = compile(place, source, options);
            unstored.put(key, program);
            return program;
        });
    }

    private ClProgram compile(String place, String source, String options) {
        ClProgram program = context.build(place, source, options);
        compiled.incrementAndGet();
        LOG.debug("{} was compiled", place);
        return program;
    }

    private Optional<ClProgram> load(String key, String place, byte[] stored, String options) {
        try {
            return Optional.of(context.load(place, stored, options));
        } catch (BackendException e) {
            LOG.debug("{} was stored, but not for this driver: {}", place, e.getMessage());
            cache.orElseThrow().drop(key);
            return Optional.empty();
        }
    }

    /** Compiles a program that is in no cache. */
    void warmUp(String options) {
        String source = "kernel void warm_up_" + System.nanoTime() + "(global float *y) { y[0] = 0.0f; }";
        context.build("warm-up", source, options).close();
    }

    /** How many programs were compiled from source. */
    int compiled() {
        return compiled.get();
    }

    /** Stores nothing from now on: programs are being tried that hardly anybody asks for again. */
    void forget() {
        forgetful = true;
    }

    /**
     * Stores programs that were compiled and have run. Only when nothing else is to be done: PoCL compiles each once more, for
     * work-groups of any size, before it gives its binary.
     */
    void store() {
        if (cache.isEmpty() || forgetful || unstored.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        boolean told = false;
        for (Map.Entry<String, ClProgram> entry : unstored.entrySet()) {
            long passed = System.nanoTime() - start;
            if (passed > WORTH_TELLING && !told) {
                LOG.info("OpenCL: compiled programs are being stored, so that the next start is faster");
                told = true;
            }
            if (passed > LONGEST_STORING || !cache.get().write(entry.getKey(), entry.getValue()::stored)) {
                break;
            }
        }
        unstored.clear();
        cache.get().trim(ProgramCache.LARGEST_FOLDER);
    }
}
