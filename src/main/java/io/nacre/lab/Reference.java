package io.nacre.lab;

import io.nacre.backend.Backend;
import io.nacre.backend.Queue;
import io.nacre.op.Activation;
import io.nacre.op.Epilogue;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The answers of plain Java, each computed once. Thread-safe as the backend is. */
final class Reference {
    /** The unit roundoff of float32. */
    private static final double ROUNDOFF = 0x1p-24;

    /** Of functions without sums of products: a few units in the last place, more where many are added. */
    private static final double RELATIVE = 1e-5;

    private final Backend backend;
    private final Map<Key, List<Answer>> answers = new ConcurrentHashMap<>();

    private record Key(Check check, double errorFactor) {}

    /**
     * A reference without answers yet.
     *
     * @param backend plain Java
     */
    Reference(Backend backend) {
        this.backend = backend;
    }

    /**
     * What each output of a check should be.
     *
     * @param errorFactor what the kernel under check declares, as {@link io.nacre.backend.Kernel#errorFactor}; only of one with
     *     1 are exact results expected
     */
    List<Answer> answers(Check check, double errorFactor) {
        return answers.computeIfAbsent(new Key(check, errorFactor), key -> compute(check, errorFactor));
    }

    private List<Answer> compute(Check check, double errorFactor) {
        List<Tensor> results = run(check.op(), check.inputs());
        List<Answer> expected = new ArrayList<>();
        for (Tensor result : results) {
            boolean equal = (check.exact() && errorFactor <= 1) || result.dataType() != DataType.F32;
            float[] bounds = equal ? new float[0] : bounds(check, result.toFloats());
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] *= (float) errorFactor;
            }
            expected.add(new Answer(result, bounds));
        }
        return expected;
    }

    private List<Tensor> run(Op op, List<Tensor> inputs) {
        try (BoundOperation bound = new BoundOperation(backend, Queue.Mode.PLAIN, op, inputs, Set.of())) {
            bound.run();
            return bound.results();
        }
    }

    private float[] bounds(Check check, float[] results) {
        return check.op() instanceof EpilogueOp op ? sums(op, check, results) : functions(check, results);
    }

    /**
     * The bound (K + 4)·2⁻²⁴·Σ|a·b| on the rounding of a sum of K products, once for the result and once for the reference;
     * then what the epilogue makes of it.
     */
    private float[] sums(EpilogueOp op, Check check, float[] results) {
        List<Tensor> magnitudes = check.inputs().subList(0, op.ownInputs()).stream()
                .map(Reference::magnitude)
                .toList();
        Op plain = op.withEpilogue(Epilogue.NONE);
        float[] sums = run(plain, magnitudes).get(0).toFloats();
        double terms = (double) op.flops(check.types()) / 2 / Math.max(1, results.length);
        double growth =
                op.epilogue().stages().stream().mapToDouble(Reference::growth).reduce(1, (a, b) -> a * b);
        float[] bounds = new float[results.length];
        for (int i = 0; i < bounds.length; i++) {
            double bound = 2 * (terms + 4) * ROUNDOFF * sums[i] * growth;
            bounds[i] = (float) (bound + 16 * ROUNDOFF * (sums[i] * growth + Math.abs(results[i]) + 1));
        }
        return bounds;
    }

    private static Tensor magnitude(Tensor tensor) {
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return Tensor.of(java.nio.FloatBuffer.wrap(values), tensor.shape());
    }

    /** How much a stage can stretch a difference. Operands lie between -1 and 1. */
    private static double growth(Epilogue.Stage stage) {
        if (!(stage instanceof Epilogue.Activate activate)) {
            return 1;
        }
        Activation activation = activate.activation();
        return switch (activation.function()) {
            case EXP, SQRT, LOG, RECIPROCAL -> 1e3; // steep somewhere
            case SELU, ELU, CELU, HARD_SIGMOID, HARD_SWISH, LEAKY_RELU ->
                2 * (1 + Math.abs(activation.a()) + Math.abs(activation.b()));
            default -> 2;
        };
    }

    private static float[] functions(Check check, float[] results) {
        long read =
                check.types().stream().mapToLong(type -> type.elements()).max().orElse(1);
        double sum = Math.sqrt(Math.max(1, (double) read / Math.max(1, results.length)));
        float[] bounds = new float[results.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (float) (RELATIVE * Math.abs(results[i]) + RELATIVE * sum);
        }
        return bounds;
    }
}
