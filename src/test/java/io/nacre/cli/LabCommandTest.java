package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.opencl.OpenCl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a whole, on the first OpenCL device, with copies of the kernels that are broken and mended. */
class LabCommandTest {
    private static final String LAYER = "Conv2d(4, 9, 3, padding=1)";
    private static final String SHAPE = "1x4x14x20";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    /** The kernel that the device takes for {@link #LAYER}. */
    private Path kernel;

    private String original;

    @BeforeAll
    static void findClasses() {
        // a child is started with the class path of this JVM, which some test runners keep in a class loader of their
        // own
        if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
            System.setProperty(
                    "java.class.path",
                    Arrays.stream(loader.getURLs())
                            .map(URL::getPath)
                            .collect(Collectors.joining(java.io.File.pathSeparator)));
        }
    }

    @BeforeEach
    void copyKernels() throws IOException {
        OpenCl.assumePresent();
        OpenCl.copyKernels(folder);
        kernel = folder.resolve("convolution/direct.cl");
        CommandLineRun first = lab();
        String file = first.outLines().stream()
                .filter(line -> line.startsWith("  kernel "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(first))
                .replaceFirst(".*kernels/", "");
        kernel = folder.resolve(file);
        original = Files.readString(kernel);
    }

    private CommandLineRun lab(Object... more) {
        return CommandLineRun.of(arguments(more));
    }

    private Object[] arguments(Object... more) {
        List<Object> arguments =
                new java.util.ArrayList<>(List.of("lab", LAYER, "--input", SHAPE, "--kernels", folder, "--limit", "5"));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    /** Replaces the kernel file by one with an edit, as editors do. */
    private void save(String from, String to) throws IOException {
        assertThat(original).contains(from);
        put(original.replace(from, to));
    }

    private void put(String text) throws IOException {
        Path other = Files.writeString(kernel.resolveSibling(".new"), text);
        Files.move(other, kernel, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The line in which both kernels for convolutions store results. */
    private String store() {
        return original.lines()
                .filter(line -> line.contains("store_lanes(y + y_offset"))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @Test
    void saysWhatIsTriedAndThatItIsRight() {
        CommandLineRun run = lab();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        String place = folder.relativize(kernel).toString();
        assertThat(run.outLines().get(0))
                .contains("Conv2d(4, 9,")
                .contains("Convolution + bias")
                .contains("f32 1×9×14×20");
        assertThat(run.outLines().get(1)).startsWith("opencl:0 on ").contains("GFLOP/s");
        assertThat(run.outLines())
                .contains("  kernel     kernels/" + place, "  file       " + kernel)
                .anyMatch(line -> line.startsWith("  algorithm  " + place.replace(".cl", " ")))
                .anyMatch(line -> line.startsWith("  options    -D ") && line.contains("KERNEL_H=3"))
                .anyMatch(line -> line.startsWith("  file ") && line.endsWith("common/epilogue.clh"))
                .anyMatch(line -> line.matches("  launch     convolution_\\w+ \\d+×\\d+×\\d+ in \\d+×\\d+×\\d+"));
        assertThat(run.outLines().get(run.outLines().size() - 1))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d  right +[\\d.]+ ms ±[\\d.]+%  [\\d.]+ GFLOP/s [\\d.]+%  [\\d.]+ GB/s [\\d.]+%"
                                + "  the first  [\\d.]+ s after the start");
    }

    @Test
    void aBrokenBuildIsShownWithFileAndLineOfTheInclude() throws IOException {
        Path include = folder.resolve("common/epilogue.clh");
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(include));
        lines.add(3, "static int broken(void) { return oops; }");
        Files.write(include, lines);
        CommandLineRun run = lab();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("  broken  OpenCL: kernels/" + folder.relativize(kernel) + " does not compile on");
        assertThat(run.outLines())
                .containsSequence(
                        "  " + include + ":4:34: error: use of undeclared identifier 'oops'",
                        "      static int broken(void) { return oops; }",
                        "      " + " ".repeat(33) + "^");
    }

    @Test
    void aWrongCornerIsNamed() throws IOException {
        save(store(), "if (channel == 8 && n == 0 && i >= (9 * out_h - 1) * out_w) result += 1.0f; " + store());
        CommandLineRun run = lab();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines().get(run.outLines().size() - 1))
                .containsPattern("  wrong +whole numbers: first at \\[0, 8, 13, 0\\], expected -?\\d+, got -?\\d+; "
                        + "20 of 2520 wrong, within \\[0, 8, 13, 0..19\\]");
    }

    @Test
    void aStepOutOfBoundsMeetsTheGuards() throws IOException {
        save("store_lanes(y + y_offset", "store_lanes(y + y_offset + 1");
        assertThat(lab().out()).containsPattern("  wrong +whole numbers: .*wrote 1 elements behind buffer of 2520 F32");
    }

    /** A session of edits; each line waits for the one before. */
    @Test
    void watchesThroughEverythingThatCanHappen() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments =
                Arrays.stream(arguments("--watch")).map(Object::toString).toArray(String[]::new);
        Thread lab = new Thread(() -> Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments));
        lab.start();
        try {
            await(out, line -> line.startsWith("watching "));
            save("kernel void", "kernel oops void");
            assertThat(await(out, verdict("broken"))).contains(" s after the save");
            put(original + "// mended\n");
            assertThat(await(out, verdict("right")))
                    .contains("x the one before")
                    .contains("x the best");
            save(store(), "result += 1.0f; " + store());
            assertThat(await(out, verdict("wrong"))).contains("first at [0, 0, 0, 0]");
            save(store(), "while (x[x_offset] < 99.0f) mem_fence(CLK_GLOBAL_MEM_FENCE); " + store());
            assertThat(await(out, verdict("hung"))).contains("check whole numbers: no end after 5.0 s");
            put(original + "// mended again\n");
            await(out, verdict("right"));
            save("store_lanes(y + y_offset", "store_lanes(y + (1L << 44) + y_offset");
            assertThat(await(out, verdict("crashed"))).contains("check whole numbers: SIGSEGV in native code");
            put(original);
            await(out, verdict("right"));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + out + err, e);
        } finally {
            lab.interrupt();
            lab.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    private int told;

    private static Predicate<String> verdict(String verdict) {
        return line -> line.matches("\\d\\d:\\d\\d:\\d\\d  " + verdict + " .*");
    }

    /** The next line of this kind; lines are consumed up to it, and another verdict on the way is a failure. */
    private String await(StringWriter out, Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            String text = out.toString();
            int stop = text.indexOf('\n', told);
            if (stop < 0) {
                Thread.sleep(10);
                continue;
            }
            String line = text.substring(told, stop);
            told = stop + 1;
            if (wanted.test(line)) {
                return line;
            }
            assertThat(line).as("on the way").doesNotContain("after the save");
        }
        throw new AssertionError("nothing was told for " + PATIENCE_SECONDS + " s");
    }

    @Test
    void theSimulatorFindsWhatIsOutOfBounds() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/oclgrind")), "oclgrind is not installed");
        save("store_lanes(y + y_offset", "store_lanes(y + y_offset + 1");
        CommandLineRun run = lab("--check");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("common/types.clh:\\d+:\\d+: error: Invalid write of size \\d+ at global memory"
                        + " \\(kernel convolution_\\w+, first by Global\\(");
    }

    @Test
    void refusesInOneLine() {
        refuses("lab: a layer or --model FILE.onnx is needed, one of the two", "lab");
        refuses(
                "--backend cpu: has no OpenCL kernels; opencl or opencl:N has",
                "lab",
                LAYER,
                "--input",
                SHAPE,
                "--backend",
                "cpu");
        refuses("lab: --limit 0.0 must be above 0", "lab", LAYER, "--limit", "0");
        refuses(
                "expected input[1, 3, 9, 9] to have 4 channels, but got 3 channels instead",
                "lab",
                LAYER,
                "--input",
                "1x3x9x9",
                "--kernels",
                folder);
    }

    private static void refuses(String message, Object... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.errLines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("nacre: ")
                .contains(message);
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void withoutOpenClItSaysWhatToInstall() throws Exception {
        List<String> command = new java.util.ArrayList<>(ChildProcess.of("lab", List.of("lab"), "-Dnacre.opencl=off"));
        command.remove("--child");
        command.addAll(List.of(LAYER, "--input", SHAPE));
        Process process = new ProcessBuilder(command).start();
        String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(err.lines().filter(line -> !line.startsWith("WARNING")).toList())
                .containsExactly("nacre: backend 'opencl': not available: switched off by -Dnacre.opencl=off");
    }
}
