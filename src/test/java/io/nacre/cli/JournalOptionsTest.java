package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.Backends;
import io.nacre.backend.Candidate;
import io.nacre.backend.Roof;
import io.nacre.lab.Journal;
import io.nacre.lab.Subject;
import io.nacre.lab.Times;
import io.nacre.lab.TrialResult;
import io.nacre.lab.Verdict;
import io.nacre.lab.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the lab shows trials so far: as tables and as a page. */
class JournalOptionsTest {
    private static final String CONV = "Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))";

    @TempDir
    Path folder;

    private Path trials;

    /** One target: 1 GFLOP and 10 MB a run below 100 GFLOP/s and 10 GB/s, so that 10 ms are all that the roof allows. */
    @BeforeEach
    void writeTrials() throws IOException {
        Subject conv = new Subject(
                CONV + ": Convolution, f32 1×3×9×9 -> f32 1×8×7×7",
                "opencl:0",
                "a <device>",
                "driver 1",
                1_000_000_000,
                10_000_000,
                new Roof(1e11, 1e10));
        write(conv, "a", Verdict.RIGHT, "", 40_000_000);
        write(conv, "b", Verdict.BROKEN, "kernels/x.cl:3: error: <here> & \"there\"", 0);
        write(conv, "c", Verdict.RIGHT, "", 20_000_000);
        write(conv, "d", Verdict.WRONG, "whole numbers: first at [0, 0, 1, 2]", 10_000_000);
        write(conv, "e", Verdict.RIGHT, "", 25_000_000);
        write(conv, "f", Verdict.HUNG, "no end after 10 s", 0);
        write(conv, "9", Verdict.CRASHED, "SIGSEGV", 0);
        Subject copy = new Subject(
                "Flip(): Permute, f32 8 -> f32 8", "opencl:0", "a <device>", "driver 1", 0, 64, new Roof(1e11, 1e10));
        write(copy, "a", Verdict.RIGHT, "", 1000);
        trials = new Journal(folder).trials();
    }

    private void write(Subject subject, String digit, Verdict verdict, String fault, long median) throws IOException {
        Version version =
                new Version("kernels/x.cl", digit.repeat(64), "x TILE=" + digit, "-D TILE=1", List.of(), List.of());
        Times times = median == 0 ? Times.NONE : new Times(median, median - median / 50, median + median / 50, 9);
        new Journal(folder)
                .add(
                        new TrialResult(Instant.parse("2026-01-02T03:04:05Z"), subject, version, verdict, fault, times),
                        Instant.now(),
                        Optional.empty());
    }

    private CommandLineRun lab(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "lab";
        all[1] = "--journal";
        all[2] = folder;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandLineRun.of(all);
    }

    @Test
    void theHistoryIsATableATarget() {
        CommandLineRun run = lab("--history");
        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.outLines();
        assertThat(lines.get(0)).isEqualTo(CONV + ": Convolution, f32 1×3×9×9 -> f32 1×8×7×7");
        assertThat(lines.get(1)).isEqualTo("opencl:0: a <device> (driver 1), at most 100.0 GFLOP/s and 10.0 GB/s");
        List<String> cells = lines.subList(2, 10).stream()
                .map(line -> line.replaceAll(" {2,}", "|"))
                .map(line -> line.replaceFirst("\\|20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", ""))
                .toList();
        assertThat(cells)
                .containsExactly(
                        "#|when|version|verdict|ms|spread|GFLOP/s|GB/s|roof|best|algorithm|fault",
                        "1|aaaaaaaaaaaa|right|40.000|2.0%|25.0|0.25|25.0%|0.50x|x TILE=a",
                        "2|bbbbbbbbbbbb|broken|-|-|-|-|-|-|x TILE=b|kernels/x.cl:3: error: <here> & \"there\"",
                        "3|cccccccccccc|right|20.000|2.0%|50.0|0.50|50.0%|1.00x|x TILE=c",
                        "4|dddddddddddd|wrong|10.000|2.0%|100.0|1.00|100.0%|-|x TILE=d|whole numbers: first at [0, 0, 1, 2]",
                        "5|eeeeeeeeeeee|right|25.000|2.0%|40.0|0.40|40.0%|0.80x|x TILE=e",
                        "6|ffffffffffff|hung|-|-|-|-|-|-|x TILE=f|no end after 10 s",
                        "7|999999999999|crashed|-|-|-|-|-|-|x TILE=9|SIGSEGV");
        assertThat(lines).contains("Flip(): Permute, f32 8 -> f32 8");
        assertThat(lines.get(lines.size() - 2))
                .endsWith(folder.resolve("sources").resolve("VERSION") + "");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("all trials: " + trials);
    }

    @Test
    void aLayerChoosesItsTrials() {
        assertThat(lab("Conv2d(3, 8, 3)", "--history").outLines())
                .anyMatch(line -> line.startsWith(CONV))
                .noneMatch(line -> line.contains("Permute"));
        CommandLineRun none = lab("ReLU()", "--history");
        assertThat(none.errLines()).containsExactly("lab: " + trials + " has no trials of ReLU()");
        assertThat(none.status()).isEqualTo(1);
    }

    @Test
    void programsGetEverything() throws IOException {
        Files.writeString(trials, "damaged\n", StandardOpenOption.APPEND);
        CommandLineRun run = lab("--history", "--tsv");
        assertThat(run.errLines()).singleElement().asString().startsWith(trials + ":9: skipped: ");
        assertThat(run.outLines()).hasSize(9).allMatch(line -> line.split("\t", -1).length == 18);
        assertThat(run.outLines().get(1))
                .startsWith("2026-01-02T03:04:05Z\t" + CONV)
                .contains("\t" + "a".repeat(64) + "\tright\t40000000\t39200000\t40800000\t9\t1000000000\t10000000\t");
    }

    @ParameterizedTest
    @CsvSource({"360,false", "500,true", "1280,false", "1280,true"})
    void aBrowserShowsTheReport(int width, boolean dark) throws IOException, InterruptedException {
        Path page = folder.resolve("pages").resolve("report.html");
        CommandLineRun run = lab("--report", page);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(page)).doesNotContain("http://", "https://", "<script", "src=", "url(");
        String answer = Browser.ask(page, folder, width, dark, """
                "ground " + page.defaultView.getComputedStyle(page.body).backgroundColor
                    + ", plots " + page.querySelectorAll("svg").length
                    + ", marks " + page.querySelectorAll(".trial").length
                    + ", tooltips " + page.querySelectorAll(".trial title").length
                    + ", lost " + [...page.querySelectorAll(".trial")].filter(
                        mark => !page.querySelector(mark.getAttribute("href"))).length
                    + ", best " + page.querySelectorAll("#s2t3.best").length
                    + ", texts outside " + [...page.querySelectorAll("svg text")].filter(text => {
                        const box = text.getBoundingClientRect();
                        const svg = text.ownerSVGElement.getBoundingClientRect();
                        return box.left < svg.left - 1 || box.right > svg.right + 1
                            || box.top < svg.top - 1 || box.bottom > svg.bottom + 1;
                      }).map(text => text.textContent)
                    + ", colours " + new Set([...page.querySelectorAll("#s2t1 .verdict, #s2t2 .verdict, #s2t4 .verdict,"
                        + "#s2t6 .verdict, #s2t7 .verdict")].map(
                            cell => page.defaultView.getComputedStyle(cell).color)).size""");
        // the convolution's four timed trials in the roofline, all seven on the line; of the other, which has no FLOPs,
        // a line
        assertThat(answer)
                .isEqualTo("width " + width + ", ground " + (dark ? "rgb(20, 23, 26)" : "rgb(247, 246, 243)")
                        + ", plots 3, marks 12, tooltips 12, lost 0, best 1, texts outside , colours 5");
    }

    /** Of 1 GFLOP in 10 MB the best right one takes 20 ms: 50 GFLOP/s at 100 FLOP a byte. */
    @Test
    void plotsPutTrialsWhereTheyBelong() throws IOException {
        Path page = folder.resolve("report.html");
        lab("--report", page);
        String html = Files.readString(page);
        assertThat(html)
                .contains(">best: 50.0 GFLOP/s, 50.0%<", ">100 GFLOP/s<", ">10 GB/s<", ">best: 20.000 ms<")
                .contains("kernels/x.cl:3: error: &lt;here&gt; &amp; &quot;there&quot;")
                .contains("a &lt;device&gt;");
        // x from 1 to 1000 FLOP per byte over 62 to 538, y from 1 to 1000 GFLOP/s over 322 to 30
        assertThat(html).contains("<circle class=\"ring\" cx=\"379.3\" cy=\"156.6\"");
    }

    @Test
    void trialsAreKept() throws IOException {
        assumeTrue(
                Backends.candidates().stream()
                        .anyMatch(candidate -> candidate instanceof Candidate.Available
                                && candidate.name().startsWith("opencl")),
                "no OpenCL");
        Path page = folder.resolve("report.html");
        CommandLineRun run =
                lab("ReLU()", "--input", "1x1000", "--backend", "opencl", "--kernels", "kernels", "--report", page);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Journal journal = new Journal(folder);
        List<TrialResult> kept = journal.read().trials();
        assertThat(kept).hasSize(9);
        TrialResult trial = kept.get(8);
        assertThat(trial.subject().target()).startsWith("ReLU(): Unary relu, ");
        Path sources = journal.sources(trial.version()).orElseThrow();
        Path file = trial.version().files().get(0);
        assertThat(sources.resolve(Path.of("kernels").toAbsolutePath().relativize(file)))
                .hasSameBinaryContentAs(file);
        assertThat(Files.readString(page)).contains("<h2>ReLU()</h2>").doesNotContain("Conv2d");
    }
}
