package io.nacre.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.nacre.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network on ONNX Runtime's CPU provider, all optimisations on, its threads spinning as they do by default. Inputs are
 * copied into direct memory that it reads in place, outputs are written by it where we read them.
 */
final class OnnxRuntimeSide implements Side {
    private final List<Tensor> given;
    private final List<DirectTensor> inputs;
    private final List<DirectTensor> outputs = new ArrayList<>();
    private final OrtSession session;
    private final Map<String, OnnxTensor> arguments;
    private final Map<String, OnnxTensor> results = new LinkedHashMap<>();

    private OnnxRuntimeSide(OrtSession session, List<Tensor> given) throws OrtException {
        this.session = session;
        this.given = given;
        inputs = given.stream().map(OnnxRuntime::direct).toList();
        arguments = OnnxRuntime.tensors(session.getInputNames(), inputs);
        pinOutputs();
    }

    static OnnxRuntimeSide of(Subject subject, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads)) {
            byte[] bytes = subject.onnx().toByteArray();
            return new OnnxRuntimeSide(OnnxRuntime.environment().createSession(bytes, options), subject.inputs());
        }
    }

    /** A network in a file. */
    static OnnxRuntimeSide of(Path file, List<Tensor> inputs, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads)) {
            return new OnnxRuntimeSide(OnnxRuntime.environment().createSession(file.toString(), options), inputs);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private void pinOutputs() throws OrtException {
        try (OrtSession.Result first = session.run(arguments)) {
            for (Map.Entry<String, OnnxValue> output : first) {
                DirectTensor direct = DirectTensor.of(OnnxRuntime.type(output.getValue()));
                outputs.add(direct);
                results.put(output.getKey(), OnnxRuntime.tensor(direct));
            }
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).fill(given.get(i));
        }
        try {
            session.run(arguments, results).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Tensor> outputs() {
        return outputs.stream().map(DirectTensor::tensor).toList();
    }

    @Override
    public void close() {
        arguments.values().forEach(OnnxTensor::close);
        results.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
