package io.nacre.peers;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.bench.report.Memory;
import io.nacre.error.NacreException;
import io.nacre.model.onnx.OnnxModel;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that runs one network on one side and tells how much memory it ever had: in it is nothing else but a JVM that
 * reads its inputs from files.
 */
final class MemoryProcess {
    /** The side that runs nothing: what a JVM takes by itself. */
    static final String NOTHING = "jvm";

    private static final int LEAST_RUNS = 3;

    private MemoryProcess() {}

    /** The peak of a process of its own, with this JVM's options, class path and a garbage collector of one thread. */
    static Memory run(String side, Subject subject, int threads, double seconds)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("nacre-memory");
        try {
            Path model = folder.resolve("model.onnx");
            try (OutputStream stream = Files.newOutputStream(model)) {
                subject.onnx().writeTo(stream);
            }
            List<String> command = command(side, threads, seconds, model);
            for (int i = 0; i < subject.inputs().size(); i++) {
                Path input = folder.resolve("input_" + i + ".npy");
                Npy.write(input, subject.inputs().get(i));
                command.add(input.toString());
            }
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_")); // as users run it
            Process process = builder.start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new NacreException("memory of " + side + " on " + subject.name() + ": its process ended with "
                        + process.exitValue());
            }
            return Memory.parse(answer);
        } finally {
            delete(folder);
        }
    }

    private static List<String> command(String side, int threads, double seconds, Path model) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:+UseSerialGC"); // what scripts/nacre takes
        command.addAll(List.of("-cp", absoluteClassPath(), MemoryProcess.class.getName(), side));
        command.addAll(List.of(String.valueOf(threads), String.valueOf(seconds), model.toString()));
        return command;
    }

    static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** In that process: a side, threads, seconds, the model, and its inputs. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int threads = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        Path model = Path.of(arguments[3]);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 4; i < arguments.length; i++) {
            inputs.add(Npy.read(Path.of(arguments[i])));
        }
        if (name.equals(Selection.ORT)) {
            try (Side side = OnnxRuntimeSide.of(model, inputs, threads)) {
                repeat(side, seconds);
            }
        } else if (!name.equals(NOTHING)) {
            try (Backend backend = Backends.open(name, BackendOptions.defaults().withThreads(threads));
                    Side side = new NacreSide(OnnxModel.load(model), inputs, backend)) {
                repeat(side, seconds);
            }
        }
        System.out.println(Memory.ofThisProcess().toLine());
        System.exit(0);
    }

    private static void repeat(Side side, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int run = 0; run < LEAST_RUNS || System.nanoTime() < end; run++) {
            side.run();
        }
    }
}
