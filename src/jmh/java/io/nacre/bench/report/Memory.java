package io.nacre.bench.report;

import io.nacre.error.NacreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that a process ever had in use.
 *
 * @param peak bytes that were resident, as the system counts them ({@code VmHWM})
 * @param heap of these at most so many were Java's heap: the peaks of its pools
 */
public record Memory(long peak, long heap) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Of this process, until now. */
    public static Memory ofThisProcess() throws IOException {
        if (!Files.isReadable(STATUS)) {
            throw new NacreException("peak memory: " + STATUS + " tells it, and there is none; Linux has one");
        }
        long peak = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
        return new Memory(peak, Math.min(heap, peak));
    }

    /** What is no heap: code, the JVM's own, and all that native libraries hold. */
    public long other() {
        return peak - heap;
    }

    /** The two numbers as one process tells them to another. */
    public String toLine() {
        return peak + " " + heap;
    }

    /** What {@link #toLine} wrote. */
    public static Memory parse(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length != 2) {
            throw new NacreException("peak memory: a process answers '" + line + "', expected two numbers");
        }
        return new Memory(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
