package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.Packing;
import io.nacre.op.Axis;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.Tensor;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** How constants and padded inputs are arranged; no device takes part. */
class PackingTest {

    private static float[] pack(Packing packing, Tensor weights) {
        FloatBuffer target = FloatBuffer.allocate(Math.toIntExact(packing.elements(weights.type())));
        packing.pack(weights, target);
        return target.array();
    }

    @Test
    void channelsOfATileAreNeighbours() {
        float[] weights = {
            11, 12, // channel 1: two taps
            21, 22, 31, 32
        };
        assertThat(pack(new ConvolutionPanels(1, 2), Tensor.of(weights, 3, 2, 1)))
                .containsExactly(11, 21, 12, 22, 31, 0, 32, 0);
    }

    @Test
    void aTileEndsWithItsGroup() {
        float[] weights = {1, 2, 3, 4, 5, 6};
        assertThat(pack(new ConvolutionPanels(2, 2), Tensor.of(weights, 6, 1, 1)))
                .containsExactly(1, 2, 3, 0, 4, 5, 6, 0);
    }

    @Test
    void columnsOfAPanelAreNeighbours() {
        float[] matrices = {
            1, 2, 3, //
            4, 5, 6, // the second matrix:
            7, 8, 9, //
            10, 11, 12
        };
        assertThat(pack(new MatrixPanels(2), Tensor.of(matrices, 2, 2, 3)))
                .containsExactly(1, 2, 4, 5, 3, 0, 6, 0, 7, 8, 10, 11, 9, 0, 12, 0);
    }

    @Test
    void planesHoldWhatTapsMeet() {
        Volume in = new Volume(1, 1, 1, 9, 9);
        Volume out = new Volume(1, 1, 1, 4, 4);
        assertThat(PhasePlanes.of(square(3, 1, 1), out)).isEqualTo(new PhasePlanes(1, 1, 6, 6));
        assertThat(PhasePlanes.of(square(3, 2, 1), out)).isEqualTo(new PhasePlanes(2, 2, 5, 5));
        assertThat(PhasePlanes.of(square(3, 2, 2), out))
                .isEqualTo(new PhasePlanes(1, 1, 6, 6)); // taps 0, 2, 4: all even
        assertThat(PhasePlanes.of(square(1, 3, 1), out)).isEqualTo(new PhasePlanes(1, 1, 4, 4));
        assertThat(PhasePlanes.of(square(4, 3, 2), out)).isEqualTo(new PhasePlanes(3, 3, 6, 6)); // taps 0, 2, 4, 6
        assertThat(PhasePlanes.of(square(3, 2, 1), out).elements(in)).isEqualTo(100);
    }

    private static Window square(int kernel, int stride, int dilation) {
        Axis axis = new Axis(kernel, stride, dilation, 1, 1);
        return Window.of(axis, axis);
    }
}
