package io.nacre.nn;

import io.nacre.graph.Value;
import io.nacre.op.Permute;
import io.nacre.tensor.Shape;
import java.util.List;

/**
 * Moves channels into space: (…, C·r², H, W) becomes (…, C, H·r, W·r).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html">PyTorch</a>
 */
public record PixelShuffle(int upscaleFactor) implements SimpleLayer {

    public PixelShuffle {
        Checks.require(upscaleFactor > 0, "pixel_shuffle expects a positive upscale_factor, but got " + upscaleFactor);
    }

    @Override
    public Value lower(Scope scope, Value x) {
        Shape shape = x.type().shape();
        int r = upscaleFactor;
        if (shape.rank() < 3) {
            throw scope.fault("pixel_shuffle expects input to have at least 3 dimensions, but got input with "
                    + shape.rank() + " dimension(s)");
        }
        int channels = shape.extent(-3);
        if (channels % (r * r) != 0) {
            throw scope.fault("pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of"
                    + " upscale_factor, but input.size(-3)=" + channels + " is not divisible by " + r * r);
        }
        int height = shape.extent(-2);
        int width = shape.extent(-1);
        int maps = Math.toIntExact(shape.elements(0, shape.rank() - 3)) * (channels / (r * r));
        Value split = scope.reshape(x, maps, r, r, height, width);
        Value moved = scope.add(new Permute(List.of(0, 3, 1, 4, 2)), split);
        return scope.reshape(
                moved, Shapes.splice(shape, shape.rank() - 3, shape.rank(), channels / (r * r), height * r, width * r));
    }

    @Override
    public String toString() {
        return "PixelShuffle(upscale_factor=" + upscaleFactor + ")";
    }
}
