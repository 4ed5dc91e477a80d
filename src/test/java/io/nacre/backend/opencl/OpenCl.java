package io.nacre.backend.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Candidate;

/** The first OpenCL device, for tests that need one. Without one they are skipped, saying why. */
public final class OpenCl {
    private OpenCl() {}

    /** Skips the test unless there is a device, or fails it where {@code -Dnacre.require=opencl} asks for one. */
    public static void assumePresent() {
        boolean required = System.getProperty("nacre.require", "").contains("opencl");
        assumeTrue(
                required || !System.getProperty("nacre.test.opencl", "on").equals("off"),
                "switched off by -Dnacre.test.opencl=off");
        Candidate first = new OpenClProvider().candidates().get(0);
        if (first instanceof Candidate.Unavailable unavailable) {
            if (required) {
                throw new AssertionError(unavailable.reason() + " (required by -Dnacre.require)");
            }
            assumeTrue(false, unavailable.reason());
        }
    }

    /** Opens the first device. */
    public static Backend open(BackendOptions options) {
        assumePresent();
        return ((Candidate.Available) new OpenClProvider().candidates().get(0)).opener().open(options);
    }
}
