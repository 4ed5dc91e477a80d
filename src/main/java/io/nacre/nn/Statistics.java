package io.nacre.nn;

import io.nacre.graph.Folding;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Normalization;
import io.nacre.op.Reduce;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Normalisation by mean and variance, composed of reductions and element-wise operations. */
record Statistics(Scope scope) {

    /** A weight of ones and a bias of zeros, as far as there are any. */
    static List<Parameter> parameters(boolean weight, boolean bias, Shape shape) {
        List<Parameter> parameters = new ArrayList<>();
        if (weight) {
            parameters.add(Parameter.learned("weight", 1, shape));
        }
        if (bias) {
            parameters.add(Parameter.learned("bias", 0, shape));
        }
        return parameters;
    }

    /** Whether a shape's last extents are those. */
    static boolean endsIn(Shape shape, Shape last) {
        return shape.rank() >= last.rank() && Arrays.equals(Shapes.last(shape, last.rank()), last.toArray());
    }

    /** {@code (x - mean) / √(variance + eps)} over some axes, with the biased variance. */
    Value normal(Value x, List<Integer> axes, Number eps) {
        Value centred = scope.binary(Binary.Function.SUB, x, mean(x, axes));
        Value variance = mean(scope.binary(Binary.Function.MUL, centred, centred), axes);
        return scope.binary(Binary.Function.DIV, centred, deviation(variance, eps));
    }

    /**
     * Rows, the last axis of a matrix, normalised by their own mean and variance, then scaled and shifted as far as the
     * layer has a weight and a bias.
     *
     * @param span how many elements that follow each other share a number of the weight
     */
    Value rows(Value matrix, Number eps, boolean weight, boolean bias, int span) {
        Normalization op = new Normalization(1, eps.floatValue(), weight ? Math.max(span, 1) : 1);
        if (!weight) {
            return scope.add(op, matrix);
        }
        Value scale = flat(scope.parameter("weight"));
        return scope.add(op, matrix, scale, bias ? flat(scope.parameter("bias")) : zeros(scale.type()));
    }

    private Value flat(Value numbers) {
        return scope.reshape(numbers, Math.toIntExact(numbers.type().elements()));
    }

    private Value zeros(TensorType type) {
        Folding folding = scope.graph().folding();
        return scope.graph()
                .constant(
                        "zeros",
                        Objects.requireNonNull(
                                folding.remember(List.of("zeros", type), List.of(), () -> Tensor.zeros(type))));
    }

    /** {@code √(square + eps)}. */
    Value deviation(Value square, Number eps) {
        return scope.unary(Activation.Function.SQRT, scope.binary(Binary.Function.ADD, square, eps.doubleValue()));
    }

    Value mean(Value x, List<Integer> axes) {
        return scope.add(new Reduce(Reduce.Function.MEAN, axes, true), x);
    }

    /** {@code x·weight + bias}, one number a channel, with some axes behind the channel; as far as there are any. */
    Value affine(Value x, boolean weight, boolean bias, int axesBehind) {
        Value y = x;
        if (weight) {
            y = scope.binary(Binary.Function.MUL, y, channels(scope.parameter("weight"), axesBehind));
        }
        return bias ? scope.binary(Binary.Function.ADD, y, channels(scope.parameter("bias"), axesBehind)) : y;
    }

    /**
     * {@code x·s + t} from stored statistics: {@code s = weight/√(var + eps)}, {@code t = bias - mean·s}, computed in
     * double once per network.
     */
    Value stored(Value x, NormArguments arguments, int axesBehind) {
        Tensor mean = tensor("running_mean");
        Tensor variance = tensor("running_var");
        double eps = arguments.eps().doubleValue();
        List<Tensor> scaling = arguments.affine() ? List.of(variance, tensor("weight")) : List.of(variance);
        Tensor scale = remember("batch norm scale " + eps, scaling, at -> {
            double weight = arguments.affine() ? scaling.get(1).floats().get(at) : 1;
            return weight / Math.sqrt(variance.floats().get(at) + eps);
        });
        Tensor bias = arguments.hasBias() ? tensor("bias") : null;
        List<Tensor> shifting = bias == null ? List.of(mean, scale) : List.of(mean, scale, bias);
        Tensor shift = remember("batch norm shift", shifting, at -> {
            double offset = bias == null ? 0 : bias.floats().get(at);
            return offset - (double) mean.floats().get(at) * scale.floats().get(at);
        });
        Value factor = channels(scope.graph().weight("scale", scale), axesBehind);
        Value term = channels(scope.graph().weight("shift", shift), axesBehind);
        return scope.binary(Binary.Function.ADD, scope.binary(Binary.Function.MUL, x, factor), term);
    }

    private interface Element {
        double at(int index);
    }

    private Tensor remember(String what, List<Tensor> from, Element element) {
        return Objects.requireNonNull(scope.graph().folding().remember(what, from, () -> {
            float[] values = new float[(int) from.get(0).type().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) element.at(i);
            }
            return Tensor.of(values, values.length);
        }));
    }

    private Tensor tensor(String name) {
        return Objects.requireNonNull(scope.parameter(name).constant());
    }

    private Value channels(Value perChannel, int axesBehind) {
        int channels = perChannel.type().shape().extent(0);
        return scope.graph().reshape(perChannel, Shapes.channel(channels, axesBehind));
    }
}
