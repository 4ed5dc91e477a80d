package io.nacre.model.onnx;

import io.nacre.model.onnx.schema.ModelProto;

/** A model with something of everything, to be damaged. */
public final class SampleModel {
    private SampleModel() {}

    /** A small network with weights, attributes of all kinds, and the arithmetic of shapes. */
    public static ModelProto proto() {
        return new Written(13)
                .input("x", -1, 3, 8, 8)
                .inputOf(Written.INT64, "bounds", 2)
                .weight("w", new float[4 * 3 * 3 * 3], 4, 3, 3, 3)
                .weight("b", new float[4], 4)
                .node("conv", "Conv", "x,w,b", "c", Written.ints("pads", 1, 1, 1, 1), Written.ints("strides", 2, 2))
                .node("bn", "BatchNormalization", "c,b,b,b,b", "n", Written.real("epsilon", 1e-3f))
                .node(
                        "pool",
                        "MaxPool",
                        "n",
                        "p",
                        Written.ints("kernel_shape", 2, 2),
                        Written.text("auto_pad", "SAME_UPPER"))
                .node(
                        "up",
                        "ConvTranspose",
                        "p,w2",
                        "u",
                        Written.ints("output_padding", 1, 1),
                        Written.ints("strides", 2, 2))
                .weight("w2", new float[4 * 2 * 2 * 2], 4, 2, 2, 2)
                .node("shape", "Shape", "u", "s")
                .integers("first", 0)
                .node("batch", "Gather", "s,first", "n0", Written.integer("axis", 0))
                .integers("rest", -1)
                .node("sizes", "Concat", "n0,rest", "r", Written.integer("axis", 0))
                .node("flat", "Reshape", "u,r", "f")
                .integers("starts", 0, 0)
                .node("part", "Slice", "f,starts,bounds", "q")
                .node("soft", "Softmax", "q", "y")
                .integers("tiles", 1, 2)
                .node("tile", "Tile", "y,tiles", "t")
                .node(
                        "zeros",
                        "ConstantOfShape",
                        "r2",
                        "z",
                        Written.tensor("value", Written.floats("", new float[] {1}, 1)))
                .node("r2", "Range", "one,five,two", "r2")
                .initializer(Written.longs("one", new long[] {1}))
                .initializer(Written.longs("two", new long[] {2}))
                .initializer(Written.longs("five", new long[] {5}))
                .weight("scales", new float[] {1, 1, 2, 1.5f}, 4)
                .node("resize", "Resize", "u,,scales", "v", Written.text("mode", "cubic"))
                .node("mean", "ReduceMean", "v", "m", Written.ints("axes", 2, 3))
                .node("clip", "Clip", "m,,limit", "k")
                .initializer(Written.floats("limit", new float[] {6}))
                .output("t")
                .output("z")
                .output("k")
                .proto();
    }
}
