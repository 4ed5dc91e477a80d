package io.nacre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Backend;
import io.nacre.backend.opencl.OpenCl;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Conv2d;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM says of what it left open, and that it ends well all the same: each time in a JVM of its own. */
class LeakReportTest {
    @TempDir
    private Path folder;

    /** Runs a layer and closes nothing; with a second argument, waits for the garbage collector. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) throws Exception {
            Object held = run(arguments[0]);
            if (arguments.length == 1) {
                System.exit(held == null ? 1 : 0); // all of it open
            }
            held = null;
            for (int i = 0; i < 100; i++) {
                System.gc();
                Thread.sleep(20);
            }
        }

        private static Object run(String name) {
            Conv2d layer = Conv2d.of(1, 2, 3);
            Model model = Model.of(layer, StateDict.initial(layer, 1));
            Backend backend = Backends.open(name);
            Session session = Session.open(model, backend);
            session.run(Tensor.of(new float[64], 1, 1, 8, 8));
            return List.of(backend, session);
        }
    }

    /** What is written to standard error and output by a JVM that ends with status 0. */
    private List<String> run(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-DuniqueLibraryNames=true", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Forgetful.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile()) // where a crash would leave its report
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(lines.toString()).isZero();
        return lines;
    }

    private static void assumePresent(String backend) {
        if (backend.equals("opencl:0")) {
            OpenCl.assumePresent();
        } else {
            assumeTrue(
                    Backends.candidates().stream()
                            .anyMatch(candidate -> candidate.name().equals(backend)),
                    "no " + backend);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu-scalar", "opencl:0"})
    void forgottenBackendsAndSessionsAreToldOnce(String backend) throws Exception {
        assumePresent(backend);
        List<String> lines = run(List.of(), backend, "wait");
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("WARN", "Leaks: ", " was never closed (leak ", "; -Dnacre.leaks=trace says where"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("session of model 'Conv2d' on " + backend));
        assertThat(lines).anySatisfy(line -> assertThat(line).containsPattern("backend " + backend + " with \\d+ "));
    }

    @Test
    void traceNamesTheLine() throws Exception {
        List<String> lines = run(List.of("-Dnacre.leaks=trace"), "cpu-scalar", "wait");
        assertThat(lines)
                .filteredOn(line -> line.contains("LeakReportTest$Forgetful.run("))
                .hasSize(2);
    }

    @Test
    void offSaysNothing() throws Exception {
        assertThat(run(List.of("-Dnacre.leaks=off"), "cpu-scalar", "wait")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu-scalar", "opencl:0"})
    void aProcessMayEndWithAllOpen(String backend) throws Exception {
        assumePresent(backend);
        assertThat(run(List.of(), backend)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
    }
}
