package io.nacre;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.BackendProvider;
import io.nacre.backend.Candidate;
import io.nacre.backend.Device;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the backends there are and opens them by name.
 *
 * <p>The names: {@code cpu} is the better of {@code cpu-simd} and {@code cpu-scalar}; {@code opencl:N} the N-th OpenCL
 * device, GPUs first, and {@code opencl} the first of them; {@code auto} a GPU through OpenCL if there is one, else
 * {@code cpu}. A device that is absent or broken is a normal answer: {@link #describe} says what was not taken and why.
 */
public final class Backends {

    /** The environment variable that names the backend where none is asked for; {@code auto} if it is not set. */
    public static final String VARIABLE = "NACRE_BACKEND";

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
    private static final String AUTO = "auto";
    private static final String CPU = "cpu";
    private static final String OPENCL = "opencl";
    private static final List<String> CPU_LADDER = List.of("cpu-simd", "cpu-scalar");

    private Backends() {}

    /** Every device that was looked for, those that cannot be used as well. */
    public static List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        // Nacre's own loader: the context class loader of a pool's thread may see nothing.
        for (ServiceLoader.Provider<BackendProvider> provider :
                ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
                        .toList()) {
            candidates.addAll(candidates(provider));
        }
        return List.copyOf(candidates);
    }

    private static List<Candidate> candidates(ServiceLoader.Provider<BackendProvider> provider) {
        try {
            return provider.get().candidates();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            return List.of(new Candidate.Unavailable(provider.type().getSimpleName(), "cannot be asked: " + e));
        }
    }

    /** The name of the backend to use where none is asked for: {@link #VARIABLE}, or {@code auto}. */
    public static String defaultName() {
        String name = System.getenv(VARIABLE);
        return name == null || name.isBlank() ? AUTO : name.trim();
    }

    /** Opens the backend that {@link #VARIABLE} names; without it a GPU if there is one, else pure Java. */
    public static Backend best() {
        return open(defaultName());
    }

    /**
     * Opens a backend by name, on all processors.
     *
     * @throws NacreException if there is no such name
     * @throws BackendException if the device cannot be used, saying why
     */
    public static Backend open(String name) {
        return open(name, BackendOptions.defaults());
    }

    /** Opens a backend by name. */
    public static Backend open(String name, BackendOptions options) {
        return open(name, options, candidates());
    }

    static Backend open(String name, BackendOptions options, List<Candidate> candidates) {
        if (name.equals(AUTO) || name.equals(CPU)) {
            return openFirst(name, options, candidates);
        }
        Candidate candidate = find(name, candidates)
                .orElseThrow(() -> new NacreException(
                        "backend '" + name + "': there is none of that name, only " + names(candidates)));
        if (candidate instanceof Candidate.Available available) {
            return available.opener().open(options);
        }
        throw new BackendException("backend '" + name + "': not available: " + reason(candidate, null));
    }

    /** What {@code auto} takes and, a line each, why it does not take the others. */
    public static String describe() {
        return describe(candidates());
    }

    static String describe(List<Candidate> candidates) {
        Candidate.Available first = order(AUTO, candidates).stream().findFirst().orElse(null);
        String head = first == null ? "auto takes none: there is no backend" : "auto takes " + describe(first);
        return String.join("\n", report(head, first, candidates, Map.of()));
    }

    /** Opens the best device that a collective name stands for; a device that fails gives way to the next. */
    private static Backend openFirst(String name, BackendOptions options, List<Candidate> candidates) {
        Map<String, String> failures = new HashMap<>();
        List<Candidate> rivals = candidates.stream()
                .filter(candidate -> name.equals(AUTO) || CPU_LADDER.contains(candidate.name()))
                .toList();
        for (Candidate.Available available : order(name, candidates)) {
            try {
                Backend backend = available.opener().open(options);
                LOG.info("{}", String.join("; ", report("using " + describe(available), available, rivals, failures)));
                return backend;
            } catch (BackendException e) {
                failures.put(available.name(), "cannot be opened: " + e.getMessage());
            }
        }
        String head = "backend '" + name + "': there is none";
        throw new BackendException(String.join("; ", report(head, null, rivals, failures)));
    }

    /** The usable devices that a collective name stands for, best first. */
    private static List<Candidate.Available> order(String name, List<Candidate> candidates) {
        Stream<Candidate> gpus = candidates.stream().filter(candidate -> name.equals(AUTO) && isGpu(candidate));
        Stream<Candidate> cpus = CPU_LADDER.stream().flatMap(cpu -> find(cpu, candidates).stream());
        return Stream.concat(gpus, cpus)
                .filter(Candidate.Available.class::isInstance)
                .map(Candidate.Available.class::cast)
                .toList();
    }

    private static boolean isGpu(@Nullable Candidate candidate) {
        return candidate instanceof Candidate.Available available
                && available.device().kind() == Device.Kind.GPU;
    }

    private static Optional<Candidate> find(String name, List<Candidate> candidates) {
        Optional<Candidate> exact = candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        return exact.isEmpty() && name.equals(OPENCL) ? find(OPENCL + ":0", candidates) : exact;
    }

    private static Set<String> names(List<Candidate> candidates) {
        Set<String> names = new LinkedHashSet<>(List.of(AUTO, CPU, OPENCL));
        candidates.forEach(candidate -> names.add(candidate.name()));
        return names;
    }

    /** The head and, an element each, why the other candidates were not taken. */
    private static List<String> report(
            String head,
            Candidate.@Nullable Available taken,
            List<Candidate> candidates,
            Map<String, String> failures) {
        List<String> lines = new ArrayList<>(List.of(head));
        for (Candidate candidate : candidates) {
            if (!candidate.equals(taken)) {
                String failure = failures.get(candidate.name());
                lines.add("not " + candidate.name() + ": " + (failure != null ? failure : reason(candidate, taken)));
            }
        }
        return lines;
    }

    private static String reason(Candidate candidate, @Nullable Candidate taken) {
        if (candidate instanceof Candidate.Unavailable unavailable) {
            return unavailable.reason();
        }
        if (isGpu(taken)) {
            return isGpu(candidate) ? "another GPU comes first" : "a GPU comes first";
        }
        return CPU_LADDER.contains(candidate.name()) ? "cpu-simd is faster" : "auto takes OpenCL for GPUs only";
    }

    private static String describe(Candidate.Available available) {
        return available.name() + " (" + available.device().kind() + ", "
                + available.device().name() + ")";
    }
}
