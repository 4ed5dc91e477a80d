package io.nacre.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.ModelException;
import io.nacre.error.UnsupportedException;
import io.nacre.graph.Graph;
import io.nacre.model.onnx.schema.AttributeProto;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What the host computes while a plan is made. Expected numbers are written out by hand. */
class ShapeArithmeticTest {
    private static Written written() {
        return new Written(16)
                .input("x", -1, -1, -1)
                .integers("i", 5, -3, 0, 7)
                .integers("j", 2, 2, 2, 2)
                .initializer(Written.longs("m", new long[] {1, 2, 3, 4, 5, 6}, 2, 3))
                .weight("f", new float[] {1.9f, -1.9f, 0, 300}, 4)
                .integers("two", 2)
                .integers("last", -1);
    }

    /** The constant that a node makes of x of shape 2×3×4 and the constants above. */
    private static Tensor constant(String operator, String inputs, AttributeProto... attributes) {
        return constant(written().node(operator, inputs, "y", attributes));
    }

    private static Tensor constant(Written written) {
        Graph graph = written.output("y").lower(Tensor.of(new float[24], 2, 3, 4));
        assertThat(graph.nodes()).isEmpty();
        Tensor constant = graph.outputs().get(0).constant();
        assertThat(constant).isNotNull();
        return constant;
    }

    private static long[] longs(String operator, String inputs, AttributeProto... attributes) {
        return constant(operator, inputs, attributes).toLongs();
    }

    @Test
    void shapes() {
        assertThat(longs("Shape", "x")).containsExactly(2, 3, 4);
        assertThat(longs("Shape", "x", Written.integer("start", -2))).containsExactly(3, 4);
        assertThat(longs("Shape", "x", Written.integer("start", 0), Written.integer("end", -1)))
                .containsExactly(2, 3);
        assertThat(longs("Shape", "x", Written.integer("start", 9))).isEmpty();
        assertThat(constant("Size", "x").shape()).isEqualTo(Shape.of());
        assertThat(longs("Size", "x")).containsExactly(24);
    }

    @Test
    void chainsFold() {
        Written chain = written()
                .node("Shape", "x", "s")
                .node("Gather", "s,last", "width")
                .node("Cast", "width", "real", Written.integer("to", 1))
                .initializer(Written.floats("half", new float[] {0.4f}))
                .node("Mul", "real,half", "scaled")
                .node("Floor", "scaled", "floor")
                .node("Cast", "floor", "whole", Written.integer("to", 7))
                .node("Concat", "two,whole,last", "joined", Written.integer("axis", 0))
                .node("Reshape", "x,joined", "r")
                .node("Shape", "r", "y");
        Graph graph = chain.output("y").lower(Tensor.of(new float[24], 2, 3, 4));
        assertThat(graph.outputs().get(0).constant().toLongs()).containsExactly(2, 1, 12);
    }

    @Test
    void arithmetic() {
        assertThat(longs("Add", "i,j")).containsExactly(7, -1, 2, 9);
        assertThat(longs("Div", "i,j")).containsExactly(2, -1, 0, 3);
        assertThat(longs("Mod", "i,j")).containsExactly(1, 1, 0, 1);
        assertThat(longs("Mod", "i,j", Written.integer("fmod", 1))).containsExactly(1, -1, 0, 1);
        assertThat(longs("Neg", "i")).containsExactly(-5, 3, 0, -7);
        assertThat(longs("Abs", "i")).containsExactly(5, 3, 0, 7);
        assertThat(longs("Max", "i,j")).containsExactly(5, 2, 2, 7);
        assertThat(longs("ReduceProd", "m", Written.ints("axes", 1), Written.integer("keepdims", 0)))
                .containsExactly(6, 120);
    }

    @Test
    void comparisonsAndChoices() {
        assertThat(constant("Less", "i,j").dataType()).isEqualTo(DataType.BOOL);
        assertThat(longs("Less", "i,j")).containsExactly(0, 1, 1, 0);
        assertThat(longs("GreaterOrEqual", "i,two")).containsExactly(1, 0, 0, 1);
        assertThat(longs("Equal", "i,i")).containsExactly(1, 1, 1, 1);
        Written choice = written().node("Less", "i,j", "c").node("Not", "c", "n");
        assertThat(constant(choice.node("Where", "n,i,last", "y")).toLongs()).containsExactly(5, -1, -1, 7);
        Written both = written().node("Less", "i,j", "c").node("Not", "c", "n").node("Xor", "c,n", "y");
        assertThat(constant(both).toLongs()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void casts() {
        assertThat(longs("Cast", "f", Written.integer("to", 7))).containsExactly(1, -1, 0, 300);
        assertThat(longs("Cast", "f", Written.integer("to", 2))).containsExactly(1, 255, 0, 44);
        assertThat(longs("Cast", "f", Written.integer("to", 9))).containsExactly(1, 1, 0, 1);
        assertThat(constant("Cast", "i", Written.integer("to", 1)).toFloats()).containsExactly(5, -3, 0, 7);
        assertThat(constant("Cast", "f", Written.integer("to", 10)).toFloats())
                .containsExactly(1.9003906f, -1.9003906f, 0, 300);
        assertThat(longs("CastLike", "f,i")).containsExactly(1, -1, 0, 300);
    }

    @Test
    void partsAndRepetitions() {
        assertThat(longs("Gather", "m,last", Written.integer("axis", 1))).containsExactly(3, 6);
        assertThat(constant("Gather", "m,last", Written.integer("axis", 1)).shape())
                .isEqualTo(Shape.of(2, 1));
        assertThat(longs("Transpose", "m")).containsExactly(1, 4, 2, 5, 3, 6);
        Written tiles = written().integers("times", 1, 2).node("Tile", "m,times", "y");
        assertThat(constant(tiles).toLongs()).containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
        Written wide = written().integers("to", 2, 3).node("Expand", "two,to", "y");
        assertThat(constant(wide).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(longs("NonZero", "i")).containsExactly(0, 1, 3);
    }

    @Test
    void slices() {
        assertThat(slice(new long[] {1}, new long[] {-1}, new long[] {1})).containsExactly(-3, 0);
        assertThat(slice(new long[] {-1}, new long[] {Long.MIN_VALUE}, new long[] {-2}))
                .containsExactly(7, -3);
        assertThat(slice(new long[] {9}, new long[] {0}, new long[] {-1})).containsExactly(7, 0, -3);
        assertThat(slice(new long[] {0}, new long[] {Long.MAX_VALUE}, new long[] {Long.MAX_VALUE}))
                .containsExactly(5);
        assertThat(slice(new long[] {3}, new long[] {1}, new long[] {1})).isEmpty();
        assertThat(slice(new long[] {0}, new long[] {-9}, new long[] {-1})).containsExactly(5);
        assertThatThrownBy(() -> slice(new long[] {0}, new long[] {4}, new long[] {0}))
                .hasMessageContaining("'y' Slice: a step is 0");
    }

    private static long[] slice(long[] start, long[] end, long[] step) {
        return constant(written()
                        .integers("start", start)
                        .integers("end", end)
                        .integers("axis", 0)
                        .integers("step", step)
                        .node("Slice", "i,start,end,axis,step", "y"))
                .toLongs();
    }

    @Test
    void ranges() {
        Written range = written()
                .initializer(Written.longs("from", new long[] {7}))
                .initializer(Written.longs("to", new long[] {-2}))
                .initializer(Written.longs("by", new long[] {-3}));
        assertThat(constant(range.node("Range", "from,to,by", "y")).toLongs()).containsExactly(7, 4, 1);
        Tensor filled = constant(written()
                .node("ConstantOfShape", "j", "y", Written.tensor("value", Written.longs("", new long[] {9}, 1))));
        assertThat(filled.type().shape()).isEqualTo(Shape.of(2, 2, 2, 2));
        assertThat(filled.toLongs()).containsOnly(9);
    }

    @Test
    void hugeConstantsAreRefusedBeforeTheyAreMade() {
        Written filled = written().integers("huge", 1 << 20, 1 << 20).node("ConstantOfShape", "huge", "y");
        assertThatThrownBy(() -> constant(filled))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'y' ConstantOfShape: would make a constant of 1099511627776 elements");
        Written tiled = written().integers("times", 1 << 26).node("Tile", "two,times", "y");
        assertThatThrownBy(() -> constant(tiled)).hasMessageContaining("'y' Tile: would make a constant of 67108864");
        Written range = written()
                .initializer(Written.longs("from", new long[] {0}))
                .initializer(Written.longs("to", new long[] {Long.MAX_VALUE}))
                .initializer(Written.longs("by", new long[] {1}))
                .node("Range", "from,to,by", "y");
        assertThatThrownBy(() -> constant(range)).hasMessageContaining("'y' Range: from 0.0 by 1.0");
        Written far = written().integers("big", Integer.MAX_VALUE, 1).node("Reshape", "x,big", "y");
        assertThatThrownBy(() -> constant(far)).hasMessageContaining("'y' Reshape: cannot reshape 2×3×4");
    }

    @Test
    void whatDevicesCannotDoIsRefused() {
        assertThatThrownBy(() -> constant(written().node("Cast", "x", "y", Written.integer("to", 10))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'y' Cast: to FLOAT16 of 'x' f32 2×3×4 at run time");
        Written sum = new Written(13)
                .inputOf(Written.INT64, "at", 2)
                .integers("one", 1)
                .node("add", "Add", "at,one", "y")
                .output("y", Written.INT64);
        assertThatThrownBy(() -> sum.lower(Tensor.of(new long[2], 2)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(
                        "'add' Binary: computes with 'at' i64 2 at run time; devices hold integers of 32 bits");
        Written compare = new Written(13)
                .inputOf(Written.INT64, "at", 2)
                .initializer(Written.longs("far", new long[] {1L << 40}, 1))
                .node("less", "Less", "at,far", "y")
                .output("y", 9);
        assertThatThrownBy(() -> compare.lower(Tensor.of(new long[2], 2)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("constant i64 1 holds 1099511627776 at position 0, beyond the 32 bits");
    }
}
