package io.nacre.cli;

import io.nacre.backend.Backend;
import io.nacre.backend.Device;
import io.nacre.backend.Roof;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Under which conditions figures came about, as lines to stand above them. */
final class Conditions {
    /** The property in which the launcher says what was built. */
    private static final String COMMIT = "nacre.commit";

    private Conditions() {}

    /**
     * Lines that begin with {@code #}.
     *
     * @param command what was run
     * @param roofs one a backend
     * @param method how was measured
     */
    static List<String> of(String command, List<Backend> backends, List<Roof> roofs, String method) {
        List<String> lines = new ArrayList<>();
        String commit = System.getProperty(COMMIT, "");
        lines.add(String.format(
                Locale.ROOT,
                "# nacre %s, %s%s, JDK %s, %s %s",
                command,
                LocalDate.now(java.time.ZoneId.systemDefault()),
                commit.isBlank() ? "" : ", commit " + commit,
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
        for (int i = 0; i < backends.size(); i++) {
            lines.add("# " + describe(backends.get(i)) + ": " + describe(roofs.get(i)));
        }
        lines.add("# " + method);
        return lines;
    }

    private static String describe(Backend backend) {
        Device device = backend.device();
        String threads = device.kind() == Device.Kind.CPU ? ", " + backend.concurrency() + " threads" : "";
        return backend.name() + " on " + device.name() + " (" + device.driver() + threads + ")";
    }

    private static String describe(Roof roof) {
        return String.format(
                Locale.ROOT,
                "at most %.1f GFLOP/s by multiply-adds, %.1f GB/s by a copy (read plus written)",
                roof.flops() / 1e9,
                roof.bytesPerSecond() / 1e9);
    }
}
