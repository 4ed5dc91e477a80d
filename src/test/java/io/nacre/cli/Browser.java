package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A page in a real browser, as wide as one likes. */
public final class Browser {
    private Browser() {}

    /**
     * What a script says of a page in Chromium; the test is skipped where there is none.
     *
     * @param folder for the browser's files
     * @param dark whether the reader's system is dark
     * @param script an expression in JavaScript, the page's document being {@code page}
     */
    public static String ask(Path page, Path folder, int width, boolean dark, String script)
            throws IOException, InterruptedException {
        String browser = browser();
        assumeTrue(browser != null, "no Chromium on the path");
        String name = width + (dark ? "-dark" : "-light");
        Path frame = Files.writeString(folder.resolve("frame-" + name + ".html"), """
                <!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
                <iframe style="width:%dpx;height:800px;border:0" srcdoc="%s"></iframe>
                <script>onload = () => {
                  const page = document.querySelector("iframe").contentDocument;
                  document.title = "width " + page.documentElement.scrollWidth + ", " + (%s);
                };</script>
                """.formatted(
                        width,
                        Files.readString(page).replace("&", "&amp;").replace("\"", "&quot;"),
                        script));
        Path dom = folder.resolve("dom-" + name);
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                        "--user-data-dir=" + folder.resolve("profile-" + name),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        frame.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(dom.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("the browser ends within two minutes").isTrue();
        String text = Files.readString(dom, StandardCharsets.UTF_8);
        int title = text.indexOf("<title>");
        assertThat(title).as("the page's script has run").isPositive();
        return text.substring(title + "<title>".length(), text.indexOf("</title>"));
    }

    private static String browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }
}
