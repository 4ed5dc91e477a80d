package io.nacre.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.nacre.model.onnx.schema.GraphProto;
import io.nacre.model.onnx.schema.ModelProto;
import io.nacre.model.onnx.schema.NodeProto;
import io.nacre.model.onnx.schema.TensorProto;
import io.nacre.model.onnx.schema.ValueInfoProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's side: what its Java API takes and answers, in Nacre's tensors. */
final class OnnxRuntime {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private OnnxRuntime() {}

    static String version() {
        return ENVIRONMENT.getVersion();
    }

    static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    /**
     * Every value of a graph by its name, initializers as well, as computed without any optimisation. This is how the other
     * peer's form of the network is made: shapes and constants need not be derived a second time.
     */
    static Map<String, Tensor> values(ModelProto model, List<Tensor> inputs) throws OrtException {
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        for (String name : names(model.getGraph())) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        byte[] bytes = model.toBuilder().setGraph(graph).build().toByteArray();
        List<String> names = model.getGraph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
        Map<String, OnnxTensor> given =
                tensors(names, inputs.stream().map(OnnxRuntime::direct).toList());
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(model.getGraph().getInput(i).getName(), inputs.get(i));
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = ENVIRONMENT.createSession(bytes, options);
                    OrtSession.Result result = session.run(given)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    Tensor tensor = tensor(output.getValue());
                    if (tensor != null) {
                        values.put(output.getKey(), tensor);
                    }
                }
            }
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
        return values;
    }

    private static Set<String> names(GraphProto graph) {
        Set<String> names = new LinkedHashSet<>();
        for (TensorProto initializer : graph.getInitializerList()) {
            names.add(initializer.getName());
        }
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(names::add);
        }
        return names;
    }

    static DirectTensor direct(Tensor tensor) {
        DirectTensor direct = DirectTensor.of(tensor.type());
        direct.fill(tensor);
        return direct;
    }

    /** Inputs by their names, which are in the same order. */
    static Map<String, OnnxTensor> tensors(Collection<String> names, List<DirectTensor> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        Iterator<String> name = names.iterator();
        for (DirectTensor input : inputs) {
            tensors.put(name.next(), tensor(input));
        }
        return tensors;
    }

    /** A tensor that uses the memory in place. */
    static OnnxTensor tensor(DirectTensor direct) throws OrtException {
        long[] extents = DirectTensor.extents(direct.type().shape());
        return direct.type().type() == DataType.F32
                ? OnnxTensor.createTensor(ENVIRONMENT, (java.nio.FloatBuffer) direct.elements(), extents)
                : OnnxTensor.createTensor(ENVIRONMENT, (java.nio.LongBuffer) direct.elements(), extents);
    }

    /** A result as a copy; null if it is of a kind that no tensor of ours has. */
    private static @Nullable Tensor tensor(OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) {
            return null;
        }
        Shape shape = shape(tensor.getInfo());
        return switch (tensor.getInfo().type) {
            case FLOAT -> Tensor.of(tensor.getFloatBuffer(), shape);
            case INT64 -> Tensor.of(tensor.getLongBuffer(), shape);
            case INT32 -> Tensor.of(tensor.getIntBuffer(), shape);
            case BOOL -> Tensor.ofBooleans(tensor.getByteBuffer(), shape);
            default -> null;
        };
    }

    /** The type of a result; float32 or int64. */
    static TensorType type(OnnxValue value) throws OrtException {
        TensorInfo info = (TensorInfo) value.getInfo();
        return switch (info.type) {
            case FLOAT -> new TensorType(DataType.F32, shape(info));
            case INT64 -> new TensorType(DataType.I64, shape(info));
            default -> throw new OrtException("outputs of type " + info.type + " are not compared here");
        };
    }

    private static Shape shape(TensorInfo info) {
        return Shape.of(
                Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray());
    }
}
