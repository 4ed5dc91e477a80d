package io.nacre.peers;

import io.nacre.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a TorchScript module as {@code torch.jit.save} would: a zip of its source, its pickled attributes and their data. */
final class TorchArchive {
    private static final String ROOT = "network/";
    private static final String FORMAT = "10\n"; // what PyTorch 2 writes

    private TorchArchive() {}

    static byte[] of(TorchScript script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", attributes(script.weights()));
            store(zip, "code/__torch__.py", script.source().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, Tensor> weight : script.weights().entrySet()) {
                store(zip, "data/" + weight.getKey(), data(weight.getValue()));
            }
            store(zip, "constants.pkl", new Pickle().emptyTuple().finish());
            store(zip, "version", FORMAT.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] attributes(Map<String, Tensor> weights) {
        Pickle pickle = new Pickle().global("__torch__", "Network").emptyTuple().newObject();
        pickle.emptyDictionary().mark().text("training").truth(false);
        weights.forEach((name, tensor) -> tensor(pickle.text(name), name, tensor));
        return pickle.setItems().build().finish();
    }

    private static void tensor(Pickle pickle, String name, Tensor tensor) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark().text("storage").global("torch", "FloatStorage").text(name).text("cpu");
        pickle.integer((int) tensor.type().elements()).tuple().persistent();
        pickle.integer(0);
        pickle.integers(Arrays.stream(tensor.shape().toArray()).boxed().toList());
        pickle.integers(Arrays.stream(tensor.shape().strides())
                .mapToObj(Math::toIntExact)
                .toList());
        pickle.truth(false).global("collections", "OrderedDict").emptyTuple().reduce();
        pickle.tuple().reduce();
    }

    private static byte[] data(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.floats());
        return bytes.array();
    }

    /** Adds a file, not compressed: PyTorch reads no other. */
    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
