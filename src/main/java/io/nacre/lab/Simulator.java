package io.nacre.lab;

import io.nacre.error.NacreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Oclgrind, a simulator of an OpenCL device that looks at every access to memory. A kernel is run in it on tiny shapes, twice:
 * optimised, to find accesses out of bounds and races; and as it is written, to find reads of what was never written, for
 * which the simulator knows too little of what an optimiser makes.
 */
public final class Simulator {
    private static final String INSTALL =
            "oclgrind is not installed; on Debian and Ubuntu the package oclgrind brings it";
    private static final String BUILD_OPTIONS = "OCLGRIND_BUILD_OPTIONS";
    private static final String UNOPTIMISED = "-cl-opt-disable";
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Path driver;

    private Simulator(Path driver) {
        this.driver = driver;
    }

    /**
     * The simulator that is installed.
     *
     * @throws NacreException if there is none, saying what to install
     */
    public static Simulator find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "oclgrind"))
                .filter(Files::isExecutable)
                .flatMap(program -> driver(program).stream())
                .map(Simulator::new)
                .findFirst()
                .orElseThrow(() -> new NacreException("lab --check: " + INSTALL));
    }

    /** The library that an OpenCL loader takes for a driver, beside the program. */
    private static Optional<Path> driver(Path program) {
        try {
            Path root = program.toRealPath().resolveSibling("../lib").normalize();
            return Stream.of("oclgrind", ".", "x86_64-linux-gnu/oclgrind")
                    .map(folder -> root.resolve(folder)
                            .resolve("liboclgrind-rt-icd.so")
                            .normalize())
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What was found.
     *
     * @param reports each place once
     * @param faults why the simulator did not get to its end; empty if it did
     */
    public record Findings(List<SimulatorReport> reports, List<String> faults) {}

    /**
     * Runs a kernel.
     *
     * @param command a command line that leads to {@link Worker#simulate}
     * @param told what is being done
     */
    public Findings run(List<String> command, Consumer<String> told) {
        told.accept("races and accesses out of bounds");
        Findings optimised = run(command, Map.of("OCLGRIND_DATA_RACES", "1"), told);
        if (!optimised.faults.isEmpty()) { // 21.10 stumbles over what the optimiser makes of some kernels
            told.accept("once more without optimisation: " + optimised.faults.get(0));
            optimised = run(command, Map.of("OCLGRIND_DATA_RACES", "1", BUILD_OPTIONS, UNOPTIMISED), told);
        }
        told.accept("reads of what was never written");
        Findings written = run(command, Map.of("OCLGRIND_UNINITIALIZED", "1", BUILD_OPTIONS, UNOPTIMISED), told);
        List<SimulatorReport> reports = new ArrayList<>(optimised.reports);
        written.reports.stream().filter(SimulatorReport::isOfUninitialized).forEach(reports::add);
        List<String> faults = new ArrayList<>();
        optimised.faults.forEach(fault -> faults.add("races and bounds, " + fault));
        written.faults.forEach(fault -> faults.add("reads of what was never written, " + fault));
        return new Findings(List.copyOf(reports), List.copyOf(faults));
    }

    private Findings run(List<String> command, Map<String, String> settings, Consumer<String> told) {
        Path log = null;
        try {
            log = Files.createTempFile("nacre-oclgrind", ".log");
            Map<String, String> environment = new HashMap<>(settings);
            environment.put("OCL_ICD_VENDORS", driver.toString());
            environment.put("OCLGRIND_LOG", log.toString());
            String fault;
            try (Child child = new Child(command, environment, line -> told.accept("| " + line))) {
                fault = child.awaitDone(LIMIT);
            }
            return new Findings(
                    SimulatorReport.parse(Files.readString(log)), fault.isEmpty() ? List.of() : List.of(fault));
        } catch (IOException e) {
            throw new NacreException("lab --check: " + e.getMessage(), e);
        } finally {
            delete(log);
        }
    }

    private static void delete(@Nullable Path log) {
        try {
            if (log != null) {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            return; // in the folder of temporary files
        }
    }
}
