package io.nacre.conformance;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.BackendProvider;
import io.nacre.backend.Candidate;
import io.nacre.backend.CheckedBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The backends that there are, each opened once for all tests, and watched.
 *
 * <p>{@code -Dnacre.require=opencl,cpu} makes it a failure if there is none of a kind. {@code -Dnacre.test.opencl=off}
 * leaves a kind out, required or not: so the build says in which of its test executions OpenCL takes part.
 */
final class TestBackends {
    private static @Nullable List<Subject> subjects;
    private static final Map<String, Integer> TRIALS = new LinkedHashMap<>();

    /**
     * A backend to be tested, or the reason why it cannot be.
     *
     * @param kind {@code cpu}, {@code opencl}
     * @param label for the names of tests: {@code opencl:0 (pocl …)}
     */
    record Subject(String kind, String label, @Nullable CheckedBackend backend, String absence) {

        /** Counts a trial that ran, for {@link #requireTrials}. */
        void count() {
            TRIALS.merge(kind, 1, Integer::sum);
        }
    }

    private TestBackends() {}

    static synchronized List<Subject> all() {
        if (subjects == null) {
            subjects = find();
        }
        return subjects;
    }

    /** Those that can be tested. */
    static List<CheckedBackend> present() {
        List<CheckedBackend> present = new ArrayList<>();
        for (Subject subject : all()) {
            if (subject.backend() != null) {
                present.add(subject.backend());
            }
        }
        return present;
    }

    static synchronized void close() {
        List<Subject> open = subjects == null ? List.of() : subjects;
        subjects = null;
        try (Handles handles = new Handles()) {
            for (Subject subject : open) {
                if (subject.backend() != null) {
                    handles.add(subject.backend());
                }
            }
        }
    }

    static Set<String> required() {
        return Arrays.stream(System.getProperty("nacre.require", "").split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty() && !isOff(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOff(String kind) {
        return System.getProperty("nacre.test." + kind, "on").equals("off");
    }

    /** Fails if a kind was required of which nothing ran. */
    static void requireTrials() {
        for (String kind : required()) {
            if (!TRIALS.containsKey(kind)) {
                throw new AssertionError("-Dnacre.require=" + kind + ", but no test ran on a backend of that kind: "
                        + all().stream()
                                .map(subject -> subject.label() + " " + subject.absence())
                                .toList());
            }
        }
    }

    private static List<Subject> find() {
        List<Subject> found = new ArrayList<>();
        for (String kind : kinds()) {
            if (isOff(kind)) {
                found.add(new Subject(kind, kind, null, "switched off by -Dnacre.test." + kind + "=off"));
            } else {
                candidates(kind).forEach(candidate -> found.add(subject(kind, candidate)));
            }
        }
        return found;
    }

    /** The kinds that there are providers of, or that are required. */
    private static Set<String> kinds() {
        Set<String> kinds = required();
        ServiceLoader.load(BackendProvider.class).stream()
                .map(TestBackends::kind)
                .forEach(kinds::add);
        return kinds;
    }

    /** A provider's kind is the last name of its package, known without touching the provider. */
    private static String kind(ServiceLoader.Provider<BackendProvider> provider) {
        String home = provider.type().getPackageName();
        return home.substring(home.lastIndexOf('.') + 1);
    }

    /** What the provider of a kind finds; none if the kind is switched off. */
    static List<Candidate> candidates(String kind) {
        if (isOff(kind)) {
            return List.of();
        }
        return ServiceLoader.load(BackendProvider.class).stream()
                .filter(provider -> kind(provider).equals(kind))
                .map(provider -> provider.get().candidates())
                .findFirst()
                .orElseGet(() -> List.of(new Candidate.Unavailable(kind, "has no provider on the class path")));
    }

    private static Subject subject(String kind, Candidate candidate) {
        if (candidate instanceof Candidate.Available available) {
            CheckedBackend backend = new CheckedBackend(available.opener().open(BackendOptions.defaults()));
            String label = available.name() + " (" + available.device().name() + ")";
            return new Subject(kind, label, backend, "");
        }
        Candidate.Unavailable unavailable = (Candidate.Unavailable) candidate;
        return new Subject(kind, unavailable.name(), null, unavailable.reason());
    }
}
