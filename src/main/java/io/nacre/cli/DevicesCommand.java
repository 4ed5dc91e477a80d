package io.nacre.cli;

import io.nacre.Backends;
import io.nacre.backend.Candidate;
import io.nacre.backend.Device;
import io.nacre.text.TextTable;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the devices that were looked for, and says which one {@code auto} takes. */
@Command(
        name = "devices",
        description = "Lists the devices there are, and says which one 'auto' takes and why not the others.",
        mixinStandardHelpOptions = true)
final class DevicesCommand implements Runnable {
    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        TextTable table = new TextTable("backend", "kind", "device", "driver", ">memory");
        List<Candidate> candidates = Backends.candidates();
        for (Candidate candidate : candidates) {
            if (candidate instanceof Candidate.Available available) {
                Device device = available.device();
                table.row(available.name(), device.kind(), device.name(), device.driver(), memory(device.memory()));
            } else if (candidate instanceof Candidate.Unavailable unavailable) {
                table.row(unavailable.name(), "-", "not available: " + unavailable.reason());
            }
        }
        output.print(table);
        String chosen = Backends.defaultName();
        if (!output.tsv()) {
            output.results().println();
            output.results().println(Backends.describe());
            if (!chosen.equals("auto")) {
                output.results().println(Backends.VARIABLE + " is set: without --backend, " + chosen + " is used");
            }
        }
    }

    private static String memory(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
