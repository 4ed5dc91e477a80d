package io.nacre.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A run of the command line, and what came of it. */
record CommandLineRun(int status, String out, String err) {

    static CommandLineRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new CommandLineRun(status, out.toString(), err.toString());
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
