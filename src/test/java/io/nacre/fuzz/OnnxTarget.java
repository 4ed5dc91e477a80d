package io.nacre.fuzz;

import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.onnx.Mutations;
import io.nacre.model.onnx.OnnxModel;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.StringStringEntryProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.TypeProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The reader of ONNX files, and everything behind it: shape arithmetic, folding, planning, kernels.
 *
 * @param bytes whether bytes are damaged rather than fields
 */
record OnnxTarget(List<ModelProto> models, Backend backend, boolean bytes) implements Target {
    /** What no model can reach: it fills the files outside of the model's folder. */
    private static final float SECRET = 7.0664e30f;

    private static final int SECRETS = 1 << 15;
    private static final List<String> LOCATIONS = List.of(
            "weights.bin",
            "./weights.bin",
            "../secret.bin",
            "sub/../../secret.bin",
            "link.bin",
            "linked/secret.bin",
            "linked/../weights.bin",
            "sub",
            ".",
            "",
            "/",
            "/dev/zero",
            "/etc/passwd",
            "weights.bin/",
            "weights\0.bin",
            "..\\secret.bin",
            "file:///etc/passwd",
            "none.bin",
            "a".repeat(5000));
    private static final List<String> NUMBERS = List.of(
            "0", "4", "-1", "9223372036854775807", "-9223372036854775808", "131068", "1e3", "", "99999999999999999999");

    @Override
    public String name() {
        return bytes ? "onnx bytes" : "onnx fields";
    }

    @Override
    public byte[] input(Random random) {
        if (bytes) {
            ModelProto model = models.get(random.nextInt(models.size()));
            ModelProto other = models.get(random.nextInt(models.size()));
            return Damage.damaged(List.of(model.toByteArray(), other.toByteArray()), random);
        }
        ModelProto model = models.get(random.nextInt(models.size()));
        if (random.nextInt(8) == 0) {
            model = outside(model, random);
        }
        return ((ModelProto) new Mutations(random).apply(model)).toByteArray();
    }

    /** The model with an initializer, or two, in some other file. */
    private static ModelProto outside(ModelProto model, Random random) {
        ModelProto.Builder builder = model.toBuilder();
        GraphProto.Builder graph = builder.getGraphBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (random.nextBoolean()) {
                TensorProto.Builder tensor = graph.getInitializerBuilder(i);
                graph.addOutput(ValueInfoProto.newBuilder() // so that a run shows what was read
                        .setName(tensor.getName())
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(tensor.getDataType()))));
                tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL).clearRawData();
                entry(tensor, "location", LOCATIONS, random);
                if (random.nextBoolean()) {
                    entry(tensor, random.nextBoolean() ? "offset" : "length", NUMBERS, random);
                }
            }
        }
        return builder.build();
    }

    private static void entry(TensorProto.Builder tensor, String key, List<String> values, Random random) {
        tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(values.get(random.nextInt(values.size()))));
    }

    @Override
    public Outcome consume(byte[] input, Path folder, Random random) throws IOException {
        Path home = home(folder);
        Model model = OnnxModel.load(Files.write(home.resolve("model.onnx"), input));
        return Execution.run(model, backend, random);
    }

    /** A folder with weights, and links that lead out of it to where the secrets are. */
    private static Path home(Path folder) throws IOException {
        Path home = folder.toAbsolutePath().resolve("model");
        if (!Files.exists(home)) {
            Files.createDirectories(home.resolve("sub"));
            Files.write(home.resolve("weights.bin"), new byte[4 * SECRETS]);
            ByteBuffer secrets = ByteBuffer.allocate(4 * SECRETS).order(ByteOrder.LITTLE_ENDIAN);
            while (secrets.hasRemaining()) {
                secrets.putFloat(SECRET);
            }
            Files.write(folder.resolve("secret.bin"), secrets.array());
            Files.createSymbolicLink(
                    home.resolve("link.bin"), folder.toAbsolutePath().resolve("secret.bin"));
            Files.createSymbolicLink(home.resolve("linked"), folder.toAbsolutePath());
        }
        return home;
    }

    /** Fails if a tensor holds what lies outside of the model's folder. */
    static void requireNoSecret(Tensor tensor) {
        for (float number : tensor.dataType() == DataType.F32 ? tensor.toFloats() : new float[0]) {
            if (number == SECRET) {
                throw new IllegalStateException("a model read a file outside of its folder");
            }
        }
    }
}
