package io.nacre.peers;

import ch.qos.logback.classic.Level;
import io.nacre.error.NacreException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How a command of {@code scripts/bench} is run: exit status 0 done, 1 a side of ours was wrong, 2 bad usage or input. */
final class Program {
    private Program() {}

    static void run(Callable<Integer> command, String... arguments) {
        // DJL warns of each GPU that it does not find.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ai.djl")).setLevel(Level.ERROR);
        String name = command.getClass().getAnnotation(Command.class).name();
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((exception, parsed, result) -> {
            line.getErr()
                    .println(name + ": " + (exception instanceof NacreException ? exception.getMessage() : exception));
            return 2;
        });
        System.exit(line.execute(arguments)); // native threads of the peers would keep the JVM alive
    }
}
