package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.SizedOutput;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One call of a layer evaluated by PyTorch, as {@code scripts/golden/make.py} writes it. */
record GoldenCase(String name, Safetensors file) {
    private static final double ATOL = 1e-5;
    private static final double RTOL = 1.3e-6;

    /** The folder of all cases and tables. */
    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(GoldenCase.class.getResource("/golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<GoldenCase> all() {
        return below(folder());
    }

    static List<GoldenCase> below(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase read(Path file) {
        try {
            Safetensors content = Safetensors.open(file);
            return new GoldenCase(content.metadata().get("case"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String expression() {
        return file.metadata().get("layer");
    }

    /** The layer, with the size that its result was asked to have. */
    Layer layer() {
        Layer layer = LayerExpression.parse(expression());
        String size = file.metadata().get("output_size");
        return size == null
                ? layer
                : ((SizedOutput) layer)
                        .outputSize(
                                Arrays.stream(size.replaceAll("[\\[\\] ]", "").split(",", -1))
                                        .map(Integer::valueOf)
                                        .toList());
    }

    StateDict parameters() {
        return new StateDict(file.tensors()).below("param.");
    }

    private List<Tensor> tensors(String... names) {
        return Stream.of(names)
                .filter(file.tensors()::containsKey)
                .map(file.tensors()::get)
                .toList();
    }

    /** Runs the layer and compares shapes and indices exactly, values at PyTorch's own tolerance. */
    void check(Backend backend) {
        Model model = Model.of(layer(), parameters());
        SessionOptions strict = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
        try (Session session = Session.open(model, backend, strict)) {
            List<Tensor> got = session.run(tensors("x", "x1", "x2", "samples"));
            List<Tensor> want = tensors("y", "indices");
            assertThat(got).hasSameSizeAs(want);
            compare(got.get(0), want.get(0));
            if (want.size() > 1) {
                assertThat(got.get(1).type()).isEqualTo(want.get(1).type());
                assertThat(got.get(1).toLongs()).isEqualTo(want.get(1).toLongs());
            }
        }
    }

    private static void compare(Tensor got, Tensor want) {
        assertThat(got.type()).isEqualTo(want.type());
        float[] some = got.toFloats();
        float[] other = want.toFloats();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < other.length; i++) {
            boolean equal = Float.compare(some[i], other[i]) == 0
                    || Math.abs((double) some[i] - other[i])
                            <= (Float.isInfinite(other[i]) ? 0 : ATOL + RTOL * Math.abs(other[i]));
            if (!equal) {
                wrong.add("[" + i + "] " + some[i] + " for " + other[i]);
            }
        }
        assertThat(wrong.subList(0, Math.min(wrong.size(), 10)))
                .as(wrong.size() + " of " + other.length + " values")
                .isEmpty();
    }
}
