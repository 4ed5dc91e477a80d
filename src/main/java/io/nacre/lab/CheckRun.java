package io.nacre.lab;

import io.nacre.backend.Backend;
import io.nacre.backend.CheckedBackend;
import io.nacre.backend.Queue;
import io.nacre.error.NacreException;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/** Runs checks on a backend with guards around all memory. */
final class CheckRun {
    private final CheckedBackend guarded;
    private final Reference reference;
    private final List<Check> checks;

    CheckRun(Backend backend, Reference reference, List<Check> checks) {
        this.guarded = new CheckedBackend(backend);
        this.reference = reference;
        this.checks = checks;
    }

    /** What is wrong first; empty if all checks pass. */
    String fault(Consumer<String> phases) {
        return fault(checks, phases);
    }

    /**
     * What is wrong in the first check, which is about the target itself; empty if nothing is.
     *
     * @param phases told which check is about to be run
     */
    String firstFault(Consumer<String> phases) {
        return fault(checks.subList(0, Math.min(1, checks.size())), phases);
    }

    /** What is wrong first in the checks behind the first; empty if they all pass. */
    String otherFault(Consumer<String> phases) {
        return fault(checks.subList(Math.min(1, checks.size()), checks.size()), phases);
    }

    private String fault(List<Check> wanted, Consumer<String> phases) {
        for (Check check : wanted) {
            phases.accept("check " + check);
            String fault = fault(check);
            if (!fault.isEmpty()) {
                return check + ": " + fault;
            }
        }
        return "";
    }

    private String fault(Check check) {
        List<Tensor> results;
        double errorFactor;
        try (BoundOperation bound =
                new BoundOperation(guarded, Queue.Mode.PLAIN, check.op(), check.inputs(), check.constants())) {
            bound.run();
            results = bound.results();
            errorFactor = bound.errorFactor();
        } catch (NacreException e) {
            return String.valueOf(e.getMessage());
        }
        List<Answer> answers = reference.answers(check, errorFactor);
        for (int i = 0; i < results.size(); i++) {
            String differences = answers.get(i).differences(results.get(i));
            if (!differences.isEmpty()) {
                return (results.size() > 1 ? "output " + i + " " : "") + differences;
            }
        }
        return "";
    }

    /** Whether a kernel wrote where it must not: it is not to be run again, and its process not to be trusted any more. */
    static boolean isMemoryFault(String fault) {
        return fault.contains(" elements behind ")
                || fault.contains(" elements in front of ")
                || fault.contains("changed element ");
    }
}
