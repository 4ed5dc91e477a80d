package io.nacre.backend.cpu;

import io.nacre.backend.BackendProvider;
import io.nacre.backend.Candidate;
import io.nacre.backend.Device;
import io.nacre.error.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU, always there. Candidates stand best first: one that needs more of the JVM than plain Java goes in front of
 * {@code cpu-scalar}, and answers as unavailable, with the flag to set, where the JVM lacks it.
 */
public final class CpuProvider implements BackendProvider {

    @Override
    public List<Candidate> candidates() {
        return List.of(simd(), available(LoopKind.scalar()));
    }

    private static Candidate simd() {
        try {
            return available(LoopKind.simd());
        } catch (BackendException e) {
            return new Candidate.Unavailable(LoopKind.SIMD, String.valueOf(e.getMessage()));
        }
    }

    private static Candidate available(LoopKind loops) {
        Device device = device();
        return new Candidate.Available(loops.backend(), device, options -> CpuBackend.open(loops, options, device));
    }

    static Device device() {
        return new Device(
                Device.Kind.CPU,
                model(),
                "JDK " + Runtime.version(),
                Runtime.getRuntime().maxMemory());
    }

    /** The processor's name where Linux tells it, else its architecture. */
    private static String model() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return System.getProperty("os.arch");
        }
    }
}
