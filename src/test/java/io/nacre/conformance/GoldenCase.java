package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.model.LayerCase;
import io.nacre.nn.Layer;
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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One call of a layer evaluated by PyTorch, as {@code scripts/golden/make.py} writes it. */
record GoldenCase(LayerCase call, Safetensors file) {

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
            return new GoldenCase(LayerCase.read(file).orElseThrow(), Safetensors.open(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return call.name();
    }

    String expression() {
        return file.metadata().get("layer");
    }

    Layer layer() {
        return call.layer();
    }

    /** Runs the layer and compares shapes and indices exactly, values at PyTorch's own tolerance. */
    void check(Backend backend) {
        SessionOptions strict = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);
        try (Session session = Session.open(call.model(), backend, strict)) {
            List<Tensor> got = session.run(call.inputs());
            List<Tensor> want = call.outputs();
            assertThat(got).hasSameSizeAs(want);
            compare(got.get(0), want.get(0));
            if (want.size() > 1) {
                assertThat(got.get(1).type()).isEqualTo(want.get(1).type());
                assertThat(got.get(1).toLongs()).isEqualTo(want.get(1).toLongs());
            }
        }
    }

    /** Compares floats at PyTorch's own tolerance. */
    static void compare(Tensor got, Tensor want) {
        assertThat(got.type()).isEqualTo(want.type());
        float[] some = got.toFloats();
        float[] other = want.toFloats();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < other.length; i++) {
            boolean equal = Float.compare(some[i], other[i]) == 0
                    || Math.abs((double) some[i] - other[i])
                            <= (Float.isInfinite(other[i]) ? 0 : LayerCase.ATOL + LayerCase.RTOL * Math.abs(other[i]));
            if (!equal) {
                wrong.add("[" + i + "] " + some[i] + " for " + other[i]);
            }
        }
        assertThat(wrong.subList(0, Math.min(wrong.size(), 10)))
                .as(wrong.size() + " of " + other.length + " values")
                .isEmpty();
    }
}
