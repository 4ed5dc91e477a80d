package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Permute;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Moves space into channels: (…, C, H·r, W·r) becomes (…, C·r², H, W).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html">PyTorch</a>
 */
public record PixelUnshuffle(int downscaleFactor) implements SimpleLayer {

    public PixelUnshuffle {
        Checks.require(
                downscaleFactor > 0, "pixel_unshuffle expects a positive downscale_factor, but got " + downscaleFactor);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        int r = downscaleFactor;
        if (shape.rank() < 3) {
            throw scope.fault("pixel_unshuffle expects input to have at least 3 dimensions, but got input with "
                    + shape.rank() + " dimension(s)");
        }
        divisible(scope, "height", -2, shape);
        divisible(scope, "width", -1, shape);
        if (shape.elements() == 0) {
            return x; // PyTorch leaves even the shape
        }
        int height = shape.extent(-2) / r;
        int width = shape.extent(-1) / r;
        int maps = Math.toIntExact(shape.elements(0, shape.rank() - 2));
        Value split = scope.reshape(x, maps, height, r, width, r);
        Value moved = scope.add(new Permute(List.of(0, 2, 4, 1, 3)), split);
        return scope.reshape(
                moved, Shapes.splice(shape, shape.rank() - 3, shape.rank(), shape.extent(-3) * r * r, height, width));
    }

    private void divisible(Scope scope, String name, int axis, Shape shape) {
        if (shape.extent(axis) % downscaleFactor != 0) {
            throw scope.fault(
                    "pixel_unshuffle expects " + name + " to be divisible by downscale_factor, but input.size(" + axis
                            + ")=" + shape.extent(axis) + " is not divisible by " + downscaleFactor);
        }
    }

    @Override
    public String toString() {
        return "PixelUnshuffle(downscale_factor=" + downscaleFactor + ")";
    }
}
