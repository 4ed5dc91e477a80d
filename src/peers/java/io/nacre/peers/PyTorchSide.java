package io.nacre.peers;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in PyTorch through DJL: a TorchScript module in inference mode. Inputs are copied into direct memory that it
 * reads in place; results are read where PyTorch put them and freed at the next run, as its API has no outputs given in.
 */
final class PyTorchSide implements Side {
    private static final String ENGINE = "PyTorch";

    private final List<Tensor> given;
    private final List<DirectTensor> inputs;
    private final Model model;
    private final NDManager manager;
    private final Block block;
    private final ParameterStore parameters;
    private final NDList arguments = new NDList();
    private final List<ByteBuffer> readable = new ArrayList<>();
    private NDList results = new NDList();

    PyTorchSide(Subject subject, int threads) throws OrtException, IOException, MalformedModelException {
        byte[] archive = TorchArchive.of(
                TorchGraph.translate(subject.onnx(), OnnxRuntime.values(subject.onnx(), subject.inputs())));
        given = subject.inputs();
        inputs = given.stream().map(OnnxRuntime::direct).toList();
        model = Model.newInstance("network", Device.cpu(), ENGINE);
        JniUtils.setNumThreads(threads);
        model.load(new ByteArrayInputStream(archive));
        block = model.getBlock();
        manager = model.getNDManager().newSubManager();
        parameters = new ParameterStore(manager, false);
        for (DirectTensor input : inputs) {
            Shape shape = new Shape(DirectTensor.extents(input.type().shape()));
            DataType type = input.type().type() == io.nacre.tensor.DataType.F32 ? DataType.FLOAT32 : DataType.INT64;
            arguments.add(manager.create(input.bytes(), shape, type));
        }
    }

    static String version() {
        return ai.djl.engine.Engine.getEngine(ENGINE).getVersion();
    }

    @Override
    public void run() {
        results.close();
        readable.clear();
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).fill(given.get(i));
        }
        results = block.forward(parameters, arguments, false);
        for (NDArray result : results) {
            readable.add(result.toByteBuffer(true));
        }
    }

    @Override
    public List<Tensor> outputs() {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            NDArray result = results.get(i);
            int[] extents = new int[result.getShape().dimension()];
            for (int axis = 0; axis < extents.length; axis++) {
                extents[axis] = Math.toIntExact(result.getShape().get(axis));
            }
            io.nacre.tensor.DataType type = result.getDataType() == DataType.FLOAT32
                    ? io.nacre.tensor.DataType.F32
                    : io.nacre.tensor.DataType.I64;
            outputs.add(DirectTensor.tensor(readable.get(i), new TensorType(type, io.nacre.tensor.Shape.of(extents))));
        }
        return outputs;
    }

    @Override
    public void close() {
        results.close();
        manager.close();
        model.close();
    }
}
