package io.nacre.model.onnx;

import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import java.util.function.UnaryOperator;

/** {@code (Σ |x|^p)^(1/p)}, whatever is summed over. */
final class Norms {
    private Norms() {}

    static Value of(Call call, int p, Value x, UnaryOperator<Value> sum) {
        if (p < 1) {
            throw call.fault("p is " + p + ", expected at least 1");
        }
        if (p == 1) {
            return sum.apply(call.unary(Activation.Function.ABS, x));
        }
        if (p == 2) {
            return call.unary(Activation.Function.SQRT, sum.apply(call.binary(Binary.Function.MUL, x, x)));
        }
        Value powers = call.binary(Binary.Function.POW, call.unary(Activation.Function.ABS, x), p);
        return call.binary(Binary.Function.POW, sum.apply(powers), (float) (1.0 / p));
    }
}
