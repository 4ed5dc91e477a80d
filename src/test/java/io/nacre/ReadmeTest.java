package io.nacre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles, runs and is there. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @TempDir
    Path folder;

    private static String example() throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(block.find()).as("a block of Java in the README").isTrue();
        return block.group(1);
    }

    /** What scripts/dependency-check compiles and runs is what the README shows. */
    @Test
    void theConsumersExampleIsTheSame() throws IOException {
        Path consumer = Path.of("src/it/consumer");
        assertThat(consumer.resolve("src/main/java/Example.java")).hasContent(example());
        Path sum = TinyModels.weightedSum(folder.resolve("sum.onnx"), new float[] {100, 10, 1}, 224, 224);
        assertThat(consumer.resolve("sum.onnx")).hasSameBinaryContentAs(sum);
    }

    @Test
    void theExampleCompilesAndRuns() throws Exception {
        Path source = Files.writeString(folder.resolve("Example.java"), example());
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
        Path model = TinyModels.weightedSum(folder.resolve("sum.onnx"), new float[] {100, 10, 1}, 224, 224);
        assertThat(run(model.toString()))
                .contains("1×1×224×224, the first number is 55.5")
                .contains("Convolution");
        assertThat(run()).contains("1×16×112×112, the first number is ").contains("MaxPool");
    }

    private String run(String... arguments) throws Exception {
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(standard);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linksAndPicturesAreThere() throws IOException {
        List<String> targets = Pattern.compile("\\]\\(([^)#]+)\\)")
                .matcher(Files.readString(README))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
        assertThat(targets)
                .contains("docs/images/demo.png")
                .allSatisfy(target -> assertThat(Path.of(target)).exists());
    }

    @Test
    void everyCommandIsListed() throws IOException {
        String readme = Files.readString(README);
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/nacre/cli"))) {
            List<String> commands = sources.map(source -> source.getFileName().toString())
                    .filter(name -> name.endsWith("Command.java"))
                    .map(name -> name.replace("Command.java", "").toLowerCase(java.util.Locale.ROOT))
                    .toList();
            assertThat(commands)
                    .isNotEmpty()
                    .allSatisfy(command -> assertThat(readme).containsPattern("\\| `" + command + "[` ]"));
        }
    }
}
