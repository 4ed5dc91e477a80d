package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.Permute;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = x·Wᵀ + b} along the last axis: parameters {@code weight} (out, in) and {@code bias}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">PyTorch</a>
 */
public record Linear(int inFeatures, int outFeatures, boolean bias) implements SimpleLayer {

    public Linear {
        Checks.shape(outFeatures, inFeatures);
    }

    public Linear(int inFeatures, int outFeatures) {
        this(inFeatures, outFeatures, true);
    }

    @Override
    public List<Parameter> parameters() {
        Parameter.Initial initial = Parameter.Uniform.fanIn(inFeatures);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.learned("weight", initial, Shape.of(outFeatures, inFeatures)));
        if (bias) {
            parameters.add(Parameter.learned("bias", initial, Shape.of(outFeatures)));
        }
        return parameters;
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        if (shape.rank() == 0) {
            throw scope.fault("both arguments to linear need to be at least 1D, but they are 0D and 2D");
        }
        int rows = Math.toIntExact(shape.elements(0, shape.rank() - 1));
        if (shape.extent(-1) != inFeatures) {
            throw scope.fault("mat1 and mat2 shapes cannot be multiplied (" + rows + "x" + shape.extent(-1) + " and "
                    + inFeatures + "x" + outFeatures + ") for input " + Words.list(shape));
        }
        Value matrix = scope.reshape(x, rows, inFeatures);
        Value weight = scope.add(new Permute(List.of(1, 0)), scope.parameter("weight"));
        Value y = bias
                ? scope.add(new MatMul(Epilogue.of(new Epilogue.Bias())), matrix, weight, scope.parameter("bias"))
                : scope.add(new MatMul(Epilogue.NONE), matrix, weight);
        return scope.reshape(y, Shapes.splice(shape, shape.rank() - 1, shape.rank(), outFeatures));
    }

    @Override
    public String toString() {
        return "Linear(in_features=" + inFeatures + ", out_features=" + outFeatures + ", bias=" + Words.of(bias) + ")";
    }
}
