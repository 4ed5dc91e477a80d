package io.nacre.cli;

import io.nacre.text.TextTable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command's results and remarks go, and in which form. */
final class Output {
    @Option(names = "--tsv", description = "Print tables as tab-separated values.")
    private boolean tsv;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** Standard output: results. */
    PrintWriter results() {
        return command.commandLine().getOut();
    }

    /** Tells the user something that is no result, on standard error. */
    void remark(String line) {
        command.commandLine().getErr().println(line);
    }

    /** Prints the conditions of figures: above a table for people, on standard error for programs. */
    void conditions(List<String> lines) {
        PrintWriter target = tsv ? command.commandLine().getErr() : results();
        lines.forEach(target::println);
    }

    boolean tsv() {
        return tsv;
    }

    /** Prints a table in the form that was asked for. */
    void print(TextTable table) {
        results().print(tsv ? table.toTsv() : table.toString());
        results().flush();
    }
}
