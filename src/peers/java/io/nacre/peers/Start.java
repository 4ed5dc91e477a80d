package io.nacre.peers;

import io.nacre.error.NacreException;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import io.nacre.text.TextTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole processes from their start to their end: {@code scripts/nacre run} beside ONNX Runtime's Java API. */
@Command(
        name = "bench start",
        mixinStandardHelpOptions = true,
        description = {
            "Whole processes, in turns: scripts/nacre run, and a small program that does the same with ONNX Runtime's Java"
                    + " API. Each reads a network and an input, runs it six times, writes the output and prints about it.",
            "Without --only: SqueezeNet."
        })
public final class Start implements Callable<Integer> {
    private static final String LAUNCHED = "of it before the JVM";

    @Mixin
    private final Selection selection = new Selection();

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "Nacre's launcher; scripts/nacre of this checkout by default.")
    private Path launcher = Path.of(System.getProperty("nacre.root", "."), "scripts", "nacre");

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "9", description = "Processes of each; 9 by default.")
    private int repeats;

    public static void main(String[] arguments) {
        Program.run(new Start(), arguments);
    }

    /** How long a process took. */
    private record Took(double milliseconds, double beforeJvm) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeats < 1 || !Files.isExecutable(launcher)) {
            throw new NacreException("--repeat must be above 0, and " + launcher + " be there and executable");
        }
        List<Subject> subjects = selection.networks("squeezenet");
        TextTable table =
                new TextTable("milliseconds", ">nacre run", ">q1", ">q3", ">" + LAUNCHED, ">ort", ">q1", ">q3");
        for (Subject subject : subjects) {
            selection.remarks().println(subject.name());
            table.row(row(subject).toArray());
        }
        selection
                .conditions("start", List.of())
                .forEach(line -> selection.results().println("# " + line));
        selection
                .results()
                .println("# from the start of a process to its end, median and quartiles of " + repeats
                        + " of each, in turns, after one that does not count");
        selection.results().print(selection.tsv() ? table.toTsv() : table.toString());
        return 0;
    }

    private List<Object> row(Subject subject) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nacre-start");
        try {
            Path input = folder.resolve("input.npy");
            Path model = folder.resolve("model.onnx");
            Tensor tensor = subject.inputs().get(0);
            Npy.write(input, tensor);
            Files.write(model, subject.onnx().toByteArray());
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put("nacre", nacre(model, input, folder));
            commands.put(Selection.ORT, onnxRuntime(model, input, folder));
            Map<String, List<Took>> all = new LinkedHashMap<>();
            for (int round = 0; round <= repeats; round++) {
                for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                    Took took = run(command.getValue());
                    if (round > 0) {
                        all.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                                .add(took);
                    }
                }
            }
            return cells(subject.name(), all.get("nacre"), all.get(Selection.ORT));
        } finally {
            MemoryProcess.delete(folder);
        }
    }

    private static List<Object> cells(String name, List<Took> nacre, List<Took> onnxRuntime) {
        List<Object> cells = new ArrayList<>(List.of(name));
        cells.addAll(quartiles(nacre));
        double[] launched = nacre.stream().mapToDouble(Took::beforeJvm).toArray();
        cells.add(TextTable.decimal(Times.quantile(launched, 0.5), 0));
        cells.addAll(quartiles(onnxRuntime));
        return cells;
    }

    private static List<String> quartiles(List<Took> took) {
        double[] times = took.stream().mapToDouble(Took::milliseconds).toArray();
        return List.of(
                TextTable.decimal(Times.quantile(times, 0.5), 0),
                TextTable.decimal(Times.quantile(times, 0.25), 0),
                TextTable.decimal(Times.quantile(times, 0.75), 0));
    }

    private List<String> nacre(Path model, Path input, Path folder) {
        return List.of(
                launcher.toAbsolutePath().toString(),
                "run",
                model.toString(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve("nacre").toString(),
                "--backend",
                selection.backend().orElse("cpu"),
                "--threads",
                String.valueOf(selection.threads()));
    }

    private List<String> onnxRuntime(Path model, Path input, Path folder) {
        return List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                MemoryProcess.absoluteClassPath(),
                OnnxRuntimeRun.class.getName(),
                model.toString(),
                input.toString(),
                folder.resolve("ort.npy").toString(),
                String.valueOf(selection.threads()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Took run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_") || name.equals("LD_PRELOAD"));
        long start = System.nanoTime();
        Process process = builder.start();
        long jvm = 0;
        while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
            if (jvm == 0 && isJvm(process)) {
                jvm = System.nanoTime();
            }
        }
        long end = System.nanoTime();
        if (process.exitValue() != 0) {
            throw new NacreException(String.join(" ", command) + ": ended with " + process.exitValue());
        }
        return new Took((end - start) / 1e6, jvm == 0 ? 0 : (jvm - start) / 1e6);
    }

    /** The launcher ends in becoming the JVM, by {@code exec}: what the process runs changes. */
    private static boolean isJvm(Process process) {
        @Nullable String command = process.info().command().orElse(null);
        return command != null && command.endsWith(File.separator + "java");
    }
}
