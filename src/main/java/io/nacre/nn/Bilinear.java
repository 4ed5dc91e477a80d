package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.Permute;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y[k] = x1ᵀ·W[k]·x2 + b[k]} along the last axes: parameters {@code weight} (out, in1, in2) and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html">PyTorch</a>
 */
public record Bilinear(int in1Features, int in2Features, int outFeatures, boolean bias) implements Layer {

    public Bilinear {
        Checks.shape(outFeatures, in1Features, in2Features);
        Checks.require(
                in1Features > 0, "Bilinear: in1_features must be > 0, but got (in1_features=" + in1Features + ")");
    }

    public Bilinear(int in1Features, int in2Features, int outFeatures) {
        this(in1Features, in2Features, outFeatures, true);
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.floats("x1"), Input.floats("x2"));
    }

    @Override
    public List<Parameter> parameters() {
        Parameter.Initial initial = Parameter.Uniform.fanIn(in1Features);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.learned("weight", initial, Shape.of(outFeatures, in1Features, in2Features)));
        if (bias) {
            parameters.add(Parameter.learned("bias", initial, Shape.of(outFeatures)));
        }
        return parameters;
    }

    @Override
    public List<Value> lower(Scope scope, List<Value> inputs) {
        scope.expect(inputs);
        Shape x1 = inputs.get(0).type().shape();
        Shape x2 = inputs.get(1).type().shape();
        check(scope, x1, x2);
        int rows = Math.toIntExact(x1.elements(0, x1.rank() - 1));
        Value weight = scope.add(new Permute(List.of(1, 0, 2)), scope.parameter("weight"));
        Value left = scope.reshape(inputs.get(0), rows, in1Features);
        Value half = scope.add(
                new MatMul(Epilogue.NONE), left, scope.reshape(weight, in1Features, outFeatures * in2Features));
        Value y = scope.add(
                new MatMul(Epilogue.NONE),
                scope.reshape(half, rows, outFeatures, in2Features),
                scope.reshape(inputs.get(1), rows, in2Features, 1));
        Value rank2 = scope.reshape(y, rows, outFeatures);
        Value sum = bias ? scope.binary(Binary.Function.ADD, rank2, scope.parameter("bias")) : rank2;
        return List.of(scope.reshape(sum, Shapes.splice(x1, x1.rank() - 1, x1.rank(), outFeatures)));
    }

    private void check(Scope scope, Shape x1, Shape x2) {
        if (x1.rank() != x2.rank() || x1.rank() == 0) {
            throw scope.fault("bilinear(): input dimensions do not match: got " + x1.rank() + " and " + x2.rank());
        }
        for (int axis = 0; axis < x1.rank() - 1; axis++) {
            if (x1.extent(axis) != x2.extent(axis)) {
                throw scope.fault("bilinear(): input batch dimensions do not match at dim " + axis + ": got "
                        + x1.extent(axis) + " and " + x2.extent(axis));
            }
        }
        size(scope, "input1", x1.extent(-1), in1Features);
        size(scope, "input2", x2.extent(-1), in2Features);
    }

    private static void size(Scope scope, String name, int got, int expected) {
        if (got != expected) {
            throw scope.fault("bilinear(): " + name + " size does not match weight size: got " + got + " but expected "
                    + expected);
        }
    }

    @Override
    public String toString() {
        return "Bilinear(in1_features=" + in1Features + ", in2_features=" + in2Features + ", out_features="
                + outFeatures + ", bias=" + Words.of(bias) + ")";
    }
}
