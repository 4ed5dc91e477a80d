package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Candidate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider answers where OpenCL is missing or broken: each time in a JVM of its own. */
class OpenClProviderTest {
    @TempDir
    private Path folder;

    /** Prints the candidates, and whether integer division still works. */
    static final class Look {
        private Look() {}

        public static void main(String[] arguments) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (Candidate candidate : new OpenClProvider().candidates()) {
                if (candidate instanceof Candidate.Unavailable unavailable) {
                    out.println(candidate.name() + " unavailable: " + unavailable.reason());
                } else {
                    out.println(candidate.name() + " available");
                }
            }
            int thrown = 0;
            for (int i = 0; i < 2000; i++) {
                try {
                    thrown += i / arguments.length > 0 ? 0 : 0;
                } catch (ArithmeticException e) {
                    thrown++;
                }
            }
            out.println(thrown == 2000 ? "division works" : "division is broken");
        }
    }

    private List<String> look(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-DuniqueLibraryNames=true");
        command.add("--enable-native-access=ALL-UNNAMED"); // else JDK 24 and later print a warning
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Look.class.getName()));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("LD_PRELOAD", "OCL_ICD_VENDORS", "POCL_CACHE_DIR"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(lines.toString()).isZero();
        return lines;
    }

    private static Map<String, String> withJsig(Map<String, String> more) {
        Path jsig = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("LD_PRELOAD", jsig.toString());
        return environment;
    }

    private static void assumeLoader() {
        OpenCl.assumePresent();
        assumeTrue(System.getProperty("os.name").equals("Linux"), "loaders are led astray as Linux has it");
    }

    private Path newFolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        assertThat(look(Map.of(), "-Dnacre.opencl=off"))
                .containsExactly("opencl unavailable: switched off by -Dnacre.opencl=off", "division works");
    }

    @Test
    void aLoaderWithoutPlatforms() throws Exception {
        assumeLoader();
        assertThat(look(Map.of("OCL_ICD_VENDORS", newFolder("empty") + "/")))
                .containsExactly(
                        "opencl unavailable: the OpenCL loader knows no platform; on Debian and Ubuntu, the package"
                                + " pocl-opencl-icd brings OpenCL to a CPU",
                        "division works");
    }

    @Test
    void aPlatformWhoseLibraryIsBroken() throws Exception {
        assumeLoader();
        Path vendors = newFolder("vendors");
        Path library = Files.writeString(folder.resolve("libbroken.so"), "no library");
        Files.writeString(vendors.resolve("broken.icd"), library + "\n");
        List<String> lines = look(Map.of("OCL_ICD_VENDORS", vendors + "/"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("opencl unavailable: the OpenCL loader knows no platform; ");
    }

    @Test
    void aLoaderThatIsBroken() throws Exception {
        assumeLoader();
        Path libraries = newFolder("libraries");
        Files.writeString(libraries.resolve("libOpenCL.so.1"), "no library"); // hides the real one
        List<String> lines = look(Map.of("LD_LIBRARY_PATH", libraries.toString()));
        assertThat(lines).contains("division works"); // JOCL's native part prints lines of its own, too
        assertThat(lines)
                .filteredOn(line -> line.startsWith("opencl "))
                .singleElement()
                .asString()
                .startsWith("opencl unavailable: the OpenCL loader cannot be used (")
                .endsWith("; on Debian and Ubuntu, the package pocl-opencl-icd brings OpenCL to a CPU");
    }

    @Test
    void aLoaderIsLookedForInFoldersAndInTheLinkersCache() throws IOException {
        Path libraries = newFolder("libraries");
        Path cache = Files.writeString(folder.resolve("ld.so.cache"), "\0libm.so.6\0/lib/libm.so.6\0");
        assertThat(LoaderSearch.mayBePresent(List.of(libraries), cache)).isFalse();
        Files.writeString(libraries.resolve("libOpenCL.so.1"), "");
        assertThat(LoaderSearch.mayBePresent(List.of(libraries), cache)).isTrue();
        Files.writeString(cache, "\0libOpenCL.so.1\0/opt/libOpenCL.so.1\0");
        assertThat(LoaderSearch.mayBePresent(List.of(), cache)).isTrue();
        assertThat(LoaderSearch.mayBePresent(List.of(), folder.resolve("none"))).isTrue();
    }

    @Test
    void poclThatCannotWriteItsCache() throws Exception {
        assumeOldPocl();
        List<String> lines = look(withJsig(Map.of("POCL_CACHE_DIR", "/proc/none")));
        assertThat(lines.get(lines.size() - 1)).isEqualTo("division works");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("opencl "))
                .singleElement()
                .asString()
                .startsWith("opencl unavailable: Portable Computing Language (")
                .contains("no device: can it write its cache? POCL_CACHE_DIR names the folder");
    }

    @Test
    void oldPoclIsRefusedUnlessLibjsigIsLoaded() throws Exception {
        assumeOldPocl();
        List<String> lines = look(Map.of());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("opencl unavailable: Portable Computing Language (")
                .contains(" breaks integer division in the JVM: start it with LD_PRELOAD=")
                .contains("/lib/libjsig.so (PoCL 6 does not need this; -Dnacre.opencl.unsafe=true");
        assertThat(lines.get(1)).isEqualTo("division works");
        assertThat(look(withJsig(Map.of()))).containsExactly("opencl:0 available", "division works");
        assertThat(look(Map.of(), "-Dnacre.opencl.unsafe=true")).contains("opencl:0 available");
    }

    private static void assumeOldPocl() {
        assumeLoader();
        Candidate.Available first =
                (Candidate.Available) new OpenClProvider().candidates().get(0);
        assumeTrue(
                first.device().driver().matches("Portable Computing Language [0-5]\\..*"),
                "the device's driver is not PoCL before version 6: "
                        + first.device().driver());
    }
}
