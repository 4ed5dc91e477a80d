package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Permute;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Interleaves groups of channels: channel {@code g·(C/groups) + i} becomes channel {@code i·groups + g}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html">PyTorch</a>
 */
public record ChannelShuffle(int groups) implements SimpleLayer {

    public ChannelShuffle {
        Checks.require(
                groups > 0, "Number of groups to divide channels in must be positive. Value of groups:" + groups);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        if (shape.rank() < 3) {
            throw scope.fault(
                    "channel_shuffle expects input with > 2 dims, but got input with sizes " + Words.list(shape));
        }
        int channels = shape.extent(1);
        if (channels % groups != 0) {
            throw scope.fault("Number of channels must be divisible by groups. Got " + channels + " channels and "
                    + groups + " groups.");
        }
        int plane = Math.toIntExact(shape.elements(2, shape.rank()));
        Value split = scope.reshape(x, shape.extent(0), groups, channels / groups, plane);
        return scope.graph().reshape(scope.add(new Permute(List.of(0, 2, 1, 3)), split), shape);
    }

    @Override
    public String toString() {
        return "ChannelShuffle(groups=" + groups + ")";
    }
}
