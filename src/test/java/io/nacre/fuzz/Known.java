package io.nacre.fuzz;

import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.ReLU;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A model, inputs for it, and what PyTorch answers to them.
 *
 * @param expected one result
 */
record Known(String name, Model model, List<Tensor> inputs, Tensor expected) {
    static final Model RELU = Model.of(new ReLU(), StateDict.empty());
    private static final double ATOL = 1e-5;
    private static final double RTOL = 1e-5;

    /** A few layers of each kind of kernel. */
    static List<Known> all() {
        return Stream.of(
                        "conv2d_plain",
                        "conv2d_groups",
                        "conv2d_width_33",
                        "conv2d_circular",
                        "convtranspose2d_strided",
                        "maxpool2d_overlapping_indices",
                        "maxunpool2d_plain",
                        "avgpool2d_padded",
                        "linear_edge_65",
                        "softmax_channels",
                        "instancenorm2d_affine",
                        "reflectionpad2d_sides",
                        "gelu_tanh",
                        "prelu_channels")
                .map(Known::golden)
                .toList();
    }

    /** {@code ReLU} on an input of some size: many sizes of one model. */
    static Known clipped(Random random) {
        int height = 1 + random.nextInt(12);
        int width = 1 + random.nextInt(12);
        float[] numbers = new float[height * width];
        float[] positive = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(200) - 100;
            positive[i] = Math.max(0, numbers[i]);
        }
        return new Known("relu", RELU, List.of(Tensor.of(numbers, height, width)), Tensor.of(positive, height, width));
    }

    private static Known golden(String name) {
        try {
            Path file =
                    Path.of(Objects.requireNonNull(Known.class.getResource("/golden/" + name + ".safetensors"), name)
                            .toURI());
            Safetensors content = Safetensors.open(file);
            Model model = Model.of(
                    LayerExpression.parse(content.metadata().get("layer")),
                    new StateDict(content.tensors()).below("param."));
            return new Known(
                    name,
                    model,
                    Stream.of("x", "x1")
                            .map(content.tensors()::get)
                            .filter(Objects::nonNull)
                            .toList(),
                    content.tensors().get("y"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails if an answer is wrong. */
    void check(Tensor got) {
        if (!got.type().equals(expected.type())) {
            throw new AssertionError(name + ": answers " + got.type() + ", expected " + expected.type());
        }
        for (int i = 0; i < expected.type().elements(); i++) {
            double some = got.floats().get(i);
            double other = expected.floats().get(i);
            if (Double.compare(some, other) != 0 && !(Math.abs(some - other) <= ATOL + RTOL * Math.abs(other))) {
                throw new AssertionError(name + ": element " + i + " is " + some + ", expected " + other);
            }
        }
    }
}
