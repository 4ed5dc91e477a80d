package io.nacre.fuzz;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Damaged files without end: {@code scripts/fuzz files --seconds N --seed S [--target NAME] [--first I] [--inputs N] [--backend B]}.
 * Exit status 1 if there was a fault.
 */
public final class Fuzz {

    private Fuzz() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        long first = Long.parseLong(options.getOrDefault("first", "0"));
        long inputs = Long.parseLong(options.getOrDefault("inputs", Long.toString(Long.MAX_VALUE - first)));
        Duration left = Duration.ofSeconds(Long.parseLong(options.getOrDefault("seconds", "60")));
        Path folder = Path.of(options.getOrDefault("folder", "target/fuzz"));
        String wanted = options.getOrDefault("target", "");
        BackendOptions one = BackendOptions.defaults().withThreads(1);
        int status = 0;
        try (Backend backend = Backends.open(options.getOrDefault("backend", "cpu-scalar"), one)) {
            List<Target> targets =
                    Targets.all(backend, Path.of(System.getProperty("nacre.shared", "../shared"))).stream()
                            .filter(target -> target.name().startsWith(wanted))
                            .toList();
            Campaign campaign = new Campaign(targets, seed, folder);
            campaign.run(first, inputs, left);
            campaign.faults().forEach(System.out::println);
            System.out.print(campaign.report());
            status = campaign.faults().isEmpty() ? 0 : 1;
        }
        System.exit(status); // a worker may still hang
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }
}
