package io.nacre.backend.opencl.cl;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jocl.CL;
import org.jspecify.annotations.Nullable;

/** Makes native calls fail that are counted from 1, and keeps a balance of what was created and released. */
final class PlantedFaults implements ClCalls.Interceptor {
    private final Predicate<String> counted;
    private final long from;
    private final long to;
    private final int status;
    private long calls;
    private @Nullable String failed;
    private final Map<String, Integer> balance = new TreeMap<>();

    /**
     * Lets counted calls answer a status.
     *
     * @param counted of which functions calls are counted
     * @param from the first call to fail
     * @param to the first one after it not to fail
     */
    PlantedFaults(Predicate<String> counted, long from, long to, int status) {
        this.counted = counted;
        this.from = from;
        this.to = to;
        this.status = status;
    }

    @Override
    public synchronized int before(String function) {
        if (counted.test(function) && ++calls >= from && calls < to) {
            failed = function;
            return status;
        }
        if (function.matches("clCreate(Context|CommandQueue|Buffer|ProgramWithSource|ProgramWithBinary)")) {
            String kind = function.substring("clCreate".length());
            balance.merge(kind.replaceAll("With(Source|Binary)", "").replace("Buffer", "MemObject"), 1, Integer::sum);
        } else if (function.matches("clRelease(Context|CommandQueue|MemObject|Program)")) {
            balance.merge(function.substring("clRelease".length()), -1, Integer::sum);
        }
        return CL.CL_SUCCESS;
    }

    /** The function that failed last, null if none did. */
    synchronized @Nullable String failed() {
        return failed;
    }

    synchronized long calls() {
        return calls;
    }

    /** Native objects that were made and not released, kernels aside. */
    synchronized Map<String, Integer> left() {
        Map<String, Integer> left = new TreeMap<>(balance);
        left.values().removeIf(count -> count == 0);
        return left;
    }
}
