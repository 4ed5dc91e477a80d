package io.nacre.backend.opencl;

import io.nacre.backend.Packing;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;

/**
 * Weights of a convolution in tiles of neighbouring output channels: {@code [group][tile][ic][tap][channel of the tile]},
 * with zeros for the channels that a group's last tile lacks.
 *
 * @param groups the convolution's groups
 * @param tile output channels of a tile
 */
record ConvolutionPanels(int groups, int tile) implements Packing {

    @Override
    public long elements(TensorType weights) {
        Shape shape = weights.shape();
        return (long) groups * tiles(shape) * tile * shape.elements(1, shape.rank());
    }

    private int tiles(Shape shape) {
        return (shape.extent(0) / groups + tile - 1) / tile;
    }

    @Override
    public void pack(Tensor weights, FloatBuffer target) {
        Shape shape = weights.shape();
        int groupOut = shape.extent(0) / groups;
        int filter = Math.toIntExact(shape.elements(1, shape.rank()));
        int tiles = tiles(shape);
        float[] source = new float[filter];
        FloatBuffer floats = weights.floats();
        for (int channel = 0; channel < shape.extent(0); channel++) {
            floats.get(channel * filter, source);
            int inGroup = channel % groupOut;
            int panel = (channel / groupOut * tiles + inGroup / tile) * tile * filter;
            for (int tap = 0; tap < filter; tap++) {
                target.put(panel + tap * tile + inGroup % tile, source[tap]);
            }
        }
    }
}
