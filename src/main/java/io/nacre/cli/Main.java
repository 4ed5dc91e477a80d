package io.nacre.cli;

import io.nacre.error.NacreException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The entry point. Results go to standard output, progress and logs to standard error. Exit status: 0 done, 1 a check
 * failed, 2 bad usage or bad input, told in one line.
 */
@Command(
        name = "nacre",
        description = "Neural networks in Java, on OpenCL and in pure Java.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            GalleryCommand.class,
            DevicesCommand.class,
            RunCommand.class,
            InspectCommand.class,
            ConformanceCommand.class,
            LayerCommand.class,
            SelfTestCommand.class,
            BenchCommand.class,
            ProfileCommand.class,
            LabCommand.class,
            TuneCommand.class
        })
public final class Main implements Runnable {
    static final int DONE = 0;
    static final int CHECK_FAILED = 1;
    static final int BAD_INPUT = 2;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from, not only what it is.")
    private boolean stacktrace;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int status = execute(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Always UTF-8, so that results do not depend on the locale. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs one command. Returns the exit status, whatever happens. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler((e, command, result) -> main.fail(e, err));
        try {
            return line.execute(arguments);
        } catch (Error e) { // memory, linkage: picocli lets these through
            return main.fail(e, err);
        }
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    private static int explain(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = oneLine(String.valueOf(e.getMessage()));
        e.getCommandLine().getErr().println(command + ": " + message + " (" + command + " --help shows its usage)");
        return BAD_INPUT;
    }

    private int fail(Throwable e, PrintWriter err) {
        err.println("nacre: " + oneLine(message(e)));
        if (stacktrace) {
            e.printStackTrace(err);
        }
        return BAD_INPUT;
    }

    private static String message(Throwable e) {
        if (e instanceof NacreException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return message(unchecked.getCause());
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (e instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + ": exists already and is no folder";
        }
        if (e instanceof IOException) {
            return e.getMessage() + " (" + e.getClass().getSimpleName() + ")";
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory: " + e.getMessage() + "; NACRE_JAVA_OPTS=-Xmx… gives the JVM more";
        }
        return "internal error: " + e + " (--stacktrace shows where)";
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** The version that the jar's manifest has. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Nacre " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
