package io.nacre.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process is started that does the same as this one, but for its parent's eyes only. */
final class ChildProcess {
    private ChildProcess() {}

    /** Arguments without an option and its value. */
    static List<String> without(String option, List<String> arguments) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals(option)) {
                i++;
            } else if (!arguments.get(i).startsWith(option + "=")) {
                rest.add(arguments.get(i));
            }
        }
        return rest;
    }

    /**
     * The Java of this process with its options and class path, and the arguments of a command that has {@code --child}.
     *
     * @param name the command
     * @param arguments all that this process was given, the name of the command as well
     * @param more options for the JVM
     */
    static List<String> of(String name, List<String> arguments, String... more) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of(more));
        command.addAll(List.of(
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "nacre_lab_crash_%p.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                name,
                "--child"));
        command.addAll(arguments.subList(arguments.indexOf(name) + 1, arguments.size()));
        return command;
    }
}
