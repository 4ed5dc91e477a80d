package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.NacreException;
import io.nacre.graph.Graph;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The windows that attributes mean. Expected paddings follow the formulas in ONNX's specification by hand. */
class WindowsTest {
    private static Graph lower(String operator, AttributeProto... attributes) {
        return new Written(13)
                .input("x", 1, 1, 7)
                .weight("w", new float[4], 1, 1, 4)
                .node("node", operator, operator.startsWith("Conv") ? "x,w" : "x", "y", attributes)
                .output("y")
                .lower(Tensor.of(new float[7], 1, 1, 7));
    }

    private static Axis axis(AttributeProto... attributes) {
        return ((Convolution) lower("Conv", attributes).nodes().get(0).op())
                .window()
                .axis(0);
    }

    @Test
    void paddingOfConvolutions() {
        assertThat(axis()).isEqualTo(new Axis(4, 1, 1, 0, 0));
        assertThat(axis(Written.ints("pads", 2, 1), Written.ints("strides", 3))).isEqualTo(new Axis(4, 3, 1, 2, 1));
        assertThat(axis(Written.text("auto_pad", "VALID"), Written.ints("pads", 2, 1)))
                .isEqualTo(new Axis(4, 1, 1, 0, 0));
        // 7 windows of 4 span 10 elements, 3 more than there are; 4 windows at stride 2 as many, with dilation 2 they
        // span 13
        assertThat(axis(Written.text("auto_pad", "SAME_UPPER"))).isEqualTo(new Axis(4, 1, 1, 1, 2));
        assertThat(axis(Written.text("auto_pad", "SAME_LOWER"))).isEqualTo(new Axis(4, 1, 1, 2, 1));
        assertThat(axis(Written.text("auto_pad", "SAME_UPPER"), Written.ints("strides", 2)))
                .isEqualTo(new Axis(4, 2, 1, 1, 2));
        assertThat(axis(
                        Written.text("auto_pad", "SAME_LOWER"),
                        Written.ints("strides", 2),
                        Written.ints("dilations", 2)))
                .isEqualTo(new Axis(4, 2, 2, 3, 3));
    }

    @Test
    void paddingOfTransposedConvolutions() {
        // the whole result has (7-1)·2 + 4 = 16 elements
        ConvolutionTranspose plain = transposed(Written.ints("strides", 2), Written.ints("output_shape", 13));
        assertThat(plain.window().axis(0)).isEqualTo(new Axis(4, 2, 1, 2, 1));
        ConvolutionTranspose same = transposed(Written.ints("strides", 2), Written.text("auto_pad", "SAME_UPPER"));
        assertThat(same.window().axis(0)).isEqualTo(new Axis(4, 2, 1, 1, 1));
        ConvolutionTranspose longer = transposed(Written.ints("strides", 2), Written.ints("output_shape", 17));
        assertThat(longer.window().axis(0)).isEqualTo(new Axis(4, 2, 1, 0, 0));
        assertThat(longer.extra()).containsExactly(1);
    }

    private static ConvolutionTranspose transposed(AttributeProto... attributes) {
        return (ConvolutionTranspose)
                lower("ConvTranspose", attributes).nodes().get(0).op();
    }

    @Test
    void impossibleWindows() {
        assertFault("'node' Conv", "Conv", Written.ints("strides", 0));
        assertFault("'node' Conv", "Conv", Written.integer("group", 0));
        assertFault("group", "Conv", Written.integer("group", 1L << 40));
        assertFault("attribute 'pads' has 1 numbers, expected 2", "Conv", Written.ints("pads", 1));
        assertFault("attribute 'strides' is of type INT, expected INTS", "Conv", Written.integer("strides", 1));
        assertFault("kernel_shape is [3], the weight is 1×1×4", "Conv", Written.ints("kernel_shape", 3));
        assertFault("auto_pad 'ALL' is none of", "Conv", Written.text("auto_pad", "ALL"));
        assertFault("'pads' holds 1099511627776, beyond 32 bits", "Conv", Written.ints("pads", 1L << 40, 0));
        int most = Integer.MAX_VALUE;
        assertFault("its sizes are beyond 32 bits", "Conv", Written.ints("pads", most, most));
        assertFault("attribute 'kernel_shape' is missing", "MaxPool");
        assertFault(
                "padding 2 and 0 must be from 0 to less than the window's 2",
                "MaxPool",
                Written.ints("kernel_shape", 2),
                Written.ints("pads", 2, 0));
        assertFault("does not fit into 7 elements", "AveragePool", Written.ints("kernel_shape", most));
    }

    private static void assertFault(String text, String operator, AttributeProto... attributes) {
        assertThatThrownBy(() -> lower(operator, attributes))
                .isInstanceOf(NacreException.class)
                .hasMessageStartingWith("model 'test.onnx': 'node' " + operator)
                .hasMessageContaining(text);
    }
}
