package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.bench.report.Memory;
import io.nacre.error.NacreException;
import io.nacre.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Peak resident memory of whole processes, beside ONNX Runtime. */
@Command(
        name = "bench memory",
        mixinStandardHelpOptions = true,
        description = {
            "The most memory that a process has resident while it runs a network, on Nacre and on ONNX Runtime, each in a"
                    + " JVM of its own that does nothing else; of it at most how much is Java's heap, and the rest.",
        })
public final class MemoryTable implements Callable<Integer> {
    @Mixin
    private final Selection selection = new Selection();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long each process runs its network; 2 by default.")
    private double seconds;

    public static void main(String[] arguments) {
        Program.run(new MemoryTable(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Subject> subjects = selection.networks("");
        List<Backend> backends = selection.openCpu();
        List<String> sides =
                new ArrayList<>(backends.stream().map(Backend::name).toList());
        List<String> conditions = selection.conditions("memory", backends);
        backends.forEach(Backend::close);
        if (sides.isEmpty()) {
            throw new NacreException("no backend of those asked for can be opened");
        }
        sides.add(Selection.ORT);
        List<String> headers = new ArrayList<>(List.of("MiB"));
        sides.forEach(side -> headers.addAll(List.of(">" + side, ">heap", ">rest")));
        headers.add(">" + sides.get(0) + "/" + Selection.ORT);
        TextTable table = new TextTable(headers.toArray(String[]::new));
        for (Subject subject : subjects) {
            selection.remarks().println(subject.name());
            table.row(row(subject, sides).toArray());
        }
        Memory alone = MemoryProcess.run(MemoryProcess.NOTHING, subjects.get(0), selection.threads(), seconds);
        conditions.forEach(line -> selection.results().println("# " + line));
        selection
                .results()
                .println("# peak resident memory (VmHWM) of a process that runs the network for " + seconds
                        + " s; heap: the peaks of its pools; a JVM that only reads inputs: " + mebibytes(alone.peak()));
        selection.results().print(selection.tsv() ? table.toTsv() : table.toString());
        return 0;
    }

    private List<Object> row(Subject subject, List<String> sides) throws IOException, InterruptedException {
        List<Object> cells = new ArrayList<>(List.of(subject.name()));
        List<Memory> all = new ArrayList<>();
        for (String side : sides) {
            Memory memory = MemoryProcess.run(side, subject, selection.threads(), seconds);
            all.add(memory);
            cells.addAll(List.of(mebibytes(memory.peak()), mebibytes(memory.heap()), mebibytes(memory.other())));
        }
        cells.add(TextTable.decimal(
                (double) all.get(0).peak() / all.get(all.size() - 1).peak(), 2));
        return cells;
    }

    private static String mebibytes(long bytes) {
        return TextTable.decimal(bytes / 1048576.0, 0);
    }
}
