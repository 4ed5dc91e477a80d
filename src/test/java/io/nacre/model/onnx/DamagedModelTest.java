package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.nacre.error.NacreException;
import io.nacre.graph.Folding;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, loading and lowering end well or with an exception of ours, and soon. */
class DamagedModelTest {
    private static final long SEED = Long.getLong("nacre.test.seed", 20250101);
    private static final int RUNS = Integer.getInteger("nacre.test.mutations", 1);

    @Test
    void undamagedItLowers() {
        Model model = OnnxModel.load("sample.onnx", SampleModel.proto().toByteArray());
        List<Model.Input> inputs = List.of(
                new Model.Input(TensorType.f32(2, 3, 8, 8), null),
                new Model.Input(new TensorType(DataType.I64, Shape.of(2)), Tensor.of(new long[] {2, 4}, 2)));
        assertThat(model.lower(inputs, new Folding()).outputs())
                .extracting(value -> value.type().shape())
                .containsExactly(Shape.of(2, 8), Shape.of(1, 3), Shape.of(2, 2, 1, 1));
    }

    @Test
    void damagedFieldsAreReported() {
        List<ModelProto> models = new ArrayList<>(List.of(SampleModel.proto()));
        models.addAll(small());
        Random random = new Random(SEED);
        for (int i = 0; i < 400 * RUNS; i++) {
            ModelProto model = models.get(i % models.size());
            ModelProto damaged = (ModelProto) new Mutations(random).apply(model);
            check("mutation " + i, damaged.toByteArray(), random);
        }
    }

    @Test
    void damagedBytesAreReported() {
        byte[] bytes = SampleModel.proto().toByteArray();
        Random random = new Random(SEED);
        for (int i = 0; i < 400 * RUNS; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            check("bytes " + i, damaged, random);
        }
    }

    @Test
    void truncatedFilesAreReported() {
        byte[] bytes = SampleModel.proto().toByteArray();
        for (int length = 0; length < bytes.length; length += 3) {
            check("truncated to " + length, java.util.Arrays.copyOf(bytes, length), new Random(SEED));
        }
    }

    private static void check(String what, byte[] bytes, Random random) {
        try {
            Model model = OnnxModel.load("damaged.onnx", bytes);
            model.lower(model.inputs().stream().map(port -> input(port, random)).toList(), new Folding());
        } catch (NacreException expected) {
            // said what is wrong
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(what + " of seed " + SEED + " let escape", e);
        }
    }

    private static Model.Input input(Port port, Random random) {
        List<Port.Extent> known = port.extents() == null ? List.of() : port.extents();
        Shape shape;
        try {
            shape = Shape.of(known.stream()
                    .map(extent -> extent.isFixed() ? extent.size() : 1 + random.nextInt(3))
                    .toList());
        } catch (NacreException e) {
            shape = Shape.of();
        }
        TensorType type = new TensorType(port.type(), shape);
        return new Model.Input(type, type.elements() <= Port.MAX_SHAPING_ELEMENTS ? filled(type, random) : null);
    }

    private static Tensor filled(TensorType type, Random random) {
        Tensor tensor = Tensor.zeros(type);
        for (int i = 0; i < type.elements(); i++) {
            TensorBytes.put(tensor, i, (long) random.nextInt(8));
        }
        return tensor;
    }

    /** The ONNX project's cases, if they are there. */
    private static List<ModelProto> small() {
        List<ModelProto> models = new ArrayList<>();
        try {
            for (Shared.Case item : Shared.conformance()) {
                models.add(ModelProto.parseFrom(Files.readAllBytes(item.folder().resolve("model.onnx"))));
            }
        } catch (org.opentest4j.TestAbortedException e) {
            return models;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return models;
    }
}
