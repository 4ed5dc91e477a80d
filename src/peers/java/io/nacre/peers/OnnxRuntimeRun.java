package io.nacre.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.io.Npy;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code scripts/nacre run} does, done with ONNX Runtime's Java API by a program that does no more: reads a network and
 * an input, runs it once and five times more, writes the output and prints its shape, extremes and mean and the median time.
 */
final class OnnxRuntimeRun {
    private static final int RUNS = 5;

    private OnnxRuntimeRun() {}

    /** A model, its input and where its output goes, both .npy; threads. */
    public static void main(String[] arguments) throws OrtException, IOException {
        Tensor input = Npy.read(Path.of(arguments[1]));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Integer.parseInt(arguments[3]));
            try (OrtSession session = environment.createSession(arguments[0], options);
                    OnnxTensor tensor =
                            OnnxTensor.createTensor(environment, input.floats(), DirectTensor.extents(input.shape()))) {
                Map<String, OnnxTensor> given =
                        Map.of(session.getInputNames().iterator().next(), tensor);
                run(session, given, Path.of(arguments[2]));
                long[] times = new long[RUNS];
                for (int run = 0; run < RUNS; run++) {
                    long start = System.nanoTime();
                    session.run(given).close();
                    times[run] = System.nanoTime() - start;
                }
                Arrays.sort(times);
                System.out.printf(Locale.ROOT, "%.3f ms, median of %d runs%n", times[RUNS / 2] / 1e6, RUNS);
            }
        }
    }

    private static void run(OrtSession session, Map<String, OnnxTensor> given, Path output)
            throws OrtException, IOException {
        try (OrtSession.Result results = session.run(given)) {
            OnnxTensor result = (OnnxTensor) results.get(0);
            long[] extents = result.getInfo().getShape();
            FloatBuffer values = result.getFloatBuffer();
            float least = Float.POSITIVE_INFINITY;
            float greatest = Float.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < values.capacity(); i++) {
                least = Math.min(least, values.get(i));
                greatest = Math.max(greatest, values.get(i));
                sum += values.get(i);
            }
            System.out.printf(
                    Locale.ROOT, "%s %g %g %g%n", Arrays.toString(extents), least, greatest, sum / values.capacity());
            float[] floats = new float[values.capacity()];
            values.get(0, floats);
            Npy.write(
                    output,
                    Tensor.of(
                            floats,
                            Arrays.stream(extents).mapToInt(Math::toIntExact).toArray()));
        }
    }
}
