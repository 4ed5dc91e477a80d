package io.nacre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages for newcomers: their programs compile and run on what PyTorch exported, their messages are those of the source. */
class DocumentsTest {
    private static final Path DOCS = Path.of("docs");

    @TempDir
    Path folder;

    @Test
    void theExportIsTheScriptThatWasRun() throws IOException {
        assertThat(blocks("from-pytorch.md", "python").get(0))
                .isEqualTo(Files.readString(Path.of("scripts/golden/export.py")));
    }

    @Test
    void theProgramsRunOnTheExport() throws Exception {
        Path export = Path.of(Objects.requireNonNull(getClass().getResource("/pytorch-export"))
                .toURI());
        List<String> programs = blocks("from-pytorch.md", "java");
        assertThat(run("Compare", programs.get(0), export)).isEqualTo("the same");
        assertThat(run("Layers", programs.get(1), export)).isEqualTo("2×10");
        assertThat(run("Watched", blocks("profiling.md", "java").get(0), export))
                .isEqualTo("[Convolution + bias + relu, MatMul + bias, MaxPool, Reduce mean, Softmax]");
    }

    @Test
    void messagesAreThoseOfTheSource() throws IOException {
        String texts = literals();
        for (String message : blocks("troubleshooting.md", "text")) {
            for (String part : message.strip().split("…", -1)) {
                assertThat(texts.contains(part.strip()))
                        .as("'%s' of: %s", part.strip(), message)
                        .isTrue();
            }
        }
    }

    /** All texts in the source, those joined by + as one, values between them left out. */
    private static String literals() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentsTest::read)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"\\s*\\+\\s*\"", "")
                    .replaceAll(
                            "\"\\s*\\+\\s*INSTALL",
                            "on Debian and Ubuntu, the package pocl-opencl-icd brings OpenCL to a CPU");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks(String page, String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve(page)));
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).as(language + " in " + page).isNotEmpty();
        return blocks;
    }

    private String run(String name, String program, Path argument) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        String path = System.getProperty("java.class.path");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-proc:none",
                        "-cp",
                        path,
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {argument.toString()});
        } finally {
            System.setOut(standard);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1); // logging may print there too
    }
}
