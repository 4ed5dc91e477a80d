package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * {@code x ≥ 0 ? x : w·x} with a learned slope, one for all or one a channel: parameter {@code weight}. The channels are
 * axis 1 always, as in PyTorch, even where the input has no batch axis.
 *
 * @param init the slope of a new layer, as it was given
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html">PyTorch</a>
 */
public record PReLU(int numParameters, Number init) implements SimpleLayer {

    public PReLU {
        Checks.shape(numParameters);
    }

    public PReLU() {
        this(1);
    }

    public PReLU(int numParameters) {
        this(numParameters, 0.25);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.learned("weight", init.doubleValue(), Shape.of(numParameters)));
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        Value slope = scope.parameter("weight");
        if (numParameters == 1) {
            return scope.binary(Binary.Function.PRELU, x, scope.reshape(slope));
        }
        if (shape.rank() == 0) {
            throw scope.fault("Not allow zero-dim input tensor.");
        }
        int channels = shape.rank() > 1 ? shape.extent(1) : 1;
        if (channels != numParameters) {
            throw scope.fault("Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                    + numParameters + " and channel size = " + channels + ".");
        }
        Value spread = scope.graph().reshape(slope, Shapes.channel(channels, shape.rank() - 2));
        return scope.binary(Binary.Function.PRELU, x, spread);
    }

    @Override
    public String toString() {
        return "PReLU(num_parameters=" + numParameters + ")";
    }
}
