package io.nacre.nn.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/layers.md} names every layer with its arguments, and links to its source. */
class LayersPageTest {
    private static final Pattern ROW = Pattern.compile("\\| \\[(\\w+)]\\((.*?)\\) \\| `(.*?)` \\|.*");

    @Test
    void namesEveryLayer() throws IOException {
        Path docs = Path.of("docs");
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(docs.resolve("layers.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(row.group(1) + row.group(3));
                assertThat(docs.resolve(row.group(2))).exists();
            }
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(LayerExpression.signatures());
    }
}
