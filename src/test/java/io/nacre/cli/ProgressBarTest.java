package io.nacre.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter out = new StringWriter();

    @Test
    void onATerminalALineIsDrawnOver() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true);
        bar.show(0.25, "a longer text");
        bar.show(0.5, "short");
        assertThat(out.toString())
                .isEqualTo("\r[######..................] 25%  a longer text"
                        + "\r[############............] 50%  short        ");
        bar.clear();
        assertThat(out.toString()).endsWith("\r");
    }

    @Test
    void elsewhereThereIsALineForEachTenth() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), false);
        for (int i = 0; i <= 100; i++) {
            bar.show(i / 100.0, "at " + i);
        }
        bar.clear();
        assertThat(out.toString().lines()).hasSize(11).last().asString().endsWith("100%  at 100");
    }
}
