package io.nacre.conformance;

import static io.nacre.conformance.EpilogueCases.ADD;
import static io.nacre.conformance.EpilogueCases.BIAS;
import static io.nacre.conformance.EpilogueCases.RELU;
import static io.nacre.conformance.EpilogueCases.RELU6;
import static io.nacre.conformance.EpilogueCases.SCALE;
import static io.nacre.conformance.EpilogueCases.SLOPE;
import static io.nacre.conformance.EpilogueCases.stage;

import io.nacre.op.Activation.Function;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Epilogue;
import io.nacre.op.Epilogue.Stage;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions: every parameter alone and some together, at sizes around the edges of tiles. */
final class ConvolutionCases {
    private final List<OpCase> cases = new ArrayList<>();
    private boolean special;

    private ConvolutionCases() {}

    /** The same window along two axes. */
    private static Window square(int kernel, int stride, int dilation, int padding) {
        Axis axis = new Axis(kernel, stride, dilation, padding, padding);
        return Window.of(axis, axis);
    }

    private static Axis axis(int kernel, int stride, int dilation, int before, int after) {
        return new Axis(kernel, stride, dilation, before, after);
    }

    /** A case: the output's channels, the window, the groups. */
    private void add(Shape x, int channels, Window window, int groups, Stage... stages) {
        Convolution op = new Convolution(window, groups, Epilogue.of(stages));
        int[] weight = new int[x.rank()];
        weight[0] = channels;
        weight[1] = x.extent(1) / groups;
        System.arraycopy(window.kernel().toArray(), 0, weight, 2, weight.length - 2);
        String name = "conv " + x + " to " + channels + " " + Names.window(window) + " g" + groups
                + Names.epilogue(op.epilogue());
        cases.addAll(EpilogueCases.variants(name, op, x, Shape.of(weight)));
        if (special) {
            cases.addAll(EpilogueCases.special(name, op, x, Shape.of(weight)));
        }
    }

    static List<OpCase> all() {
        ConvolutionCases cases = new ConvolutionCases();
        cases.windows();
        cases.groups();
        cases.otherRanks();
        cases.large();
        cases.epilogues();
        cases.special();
        return cases.cases;
    }

    private void windows() {
        Window pointwise = square(1, 1, 1, 0);
        add(Shape.of(1, 1, 1, 1), 1, pointwise, 1);
        add(Shape.of(2, 7, 31, 33), 33, pointwise, 1);
        add(Shape.of(1, 65, 1, 7), 31, pointwise, 1);
        add(Shape.of(1, 128, 1, 1), 65, pointwise, 1);
        Window three = square(3, 1, 1, 1);
        add(Shape.of(1, 4, 32, 32), 31, three, 1, BIAS);
        add(Shape.of(1, 65, 7, 7), 65, three, 1, BIAS);
        add(Shape.of(1, 16, 9, 64), 32, three, 1, BIAS);
        for (int width : new int[] {1, 7, 31, 32, 33, 65}) {
            add(Shape.of(1, 3, 5, width), 7, three, 1, BIAS);
        }
        add(Shape.of(2, 3, 9, 7), 5, square(3, 2, 1, 1), 1, BIAS, RELU);
        add(Shape.of(1, 33, 7, 65), 7, square(1, 2, 1, 0), 1);
        add(Shape.of(1, 5, 7, 1), 4, Window.of(axis(3, 1, 1, 1, 1), Axis.UNIT), 1);
        add(Shape.of(1, 3, 11, 13), 4, Window.of(axis(2, 3, 1, 0, 0), axis(3, 5, 1, 1, 1)), 1);
        add(Shape.of(2, 2, 13, 12), 3, square(3, 1, 2, 2), 1);
        add(Shape.of(1, 2, 9, 17), 3, Window.of(axis(2, 1, 3, 0, 0), axis(3, 2, 4, 3, 3)), 1);
        add(Shape.of(1, 2, 8, 7), 3, Window.of(axis(3, 1, 1, 0, 1), axis(2, 2, 1, 2, 0)), 1);
        add(Shape.of(1, 2, 8, 9), 3, Window.of(axis(3, 1, 1, -1, 2), axis(2, 1, 1, -2, -1)), 1);
        add(Shape.of(1, 2, 3, 4), 3, square(2, 1, 1, 3), 1, BIAS);
        add(Shape.of(1, 2, 5, 7), 3, square(2, 1, 2, 4), 1, BIAS); // windows that start just behind the input
        add(Shape.of(2, 5, 7, 7), 9, square(7, 1, 1, 0), 1);
        add(Shape.of(1, 3, 31, 33), 8, square(11, 4, 1, 2), 1);
    }

    private void groups() {
        add(Shape.of(2, 6, 8, 9), 4, square(3, 1, 1, 1), 2);
        add(Shape.of(1, 6, 5, 7), 3, square(1, 1, 1, 0), 3, BIAS);
        add(Shape.of(1, 6, 5, 7), 48, square(1, 1, 1, 0), 3, BIAS); // groups of whole tiles
        add(Shape.of(1, 33, 9, 7), 33, square(3, 1, 1, 1), 33, BIAS, RELU6);
        add(Shape.of(2, 7, 33, 31), 7, square(5, 2, 1, 2), 7);
        add(Shape.of(1, 5, 9, 65), 10, Window.of(axis(3, 1, 2, 2, 2), axis(3, 2, 1, 0, 1)), 5, BIAS);
    }

    private void otherRanks() {
        add(Shape.of(2, 3, 65), 7, Window.of(axis(5, 2, 1, 2, 2)), 1);
        add(Shape.of(1, 4, 33), 4, Window.of(axis(3, 1, 4, 8, 0)), 2, BIAS);
        add(Shape.of(1, 2, 5, 6, 7), 3, Window.of(axis(3, 1, 1, 1, 1), axis(3, 1, 1, 1, 1), axis(3, 1, 1, 1, 1)), 1);
        add(Shape.of(2, 4, 4, 7, 9), 6, Window.of(Axis.UNIT, axis(3, 2, 1, 1, 0), axis(2, 2, 3, 0, 1)), 2, BIAS, RELU);
    }

    /** Larger than any tile along each axis: columns, channels, the sum. */
    private void large() {
        add(Shape.of(1, 12, 33, 35), 70, square(3, 1, 1, 1), 1, BIAS);
        add(Shape.of(2, 100, 3, 200), 70, square(1, 1, 1, 0), 1);
        add(Shape.of(1, 2, 4, 1100), 5, square(3, 2, 1, 1), 1, BIAS, RELU);
        add(Shape.of(1, 35, 40, 65), 35, square(5, 2, 1, 2), 35);
    }

    /** With infinities and NaN, on windows whose edge taps lie in the padding. */
    private void special() {
        special = true;
        add(Shape.of(2, 2, 5, 7), 3, square(3, 1, 1, 1), 1, BIAS);
        add(Shape.of(2, 3, 5, 7), 4, square(1, 1, 1, 0), 1);
        add(Shape.of(2, 3, 9, 7), 5, square(3, 2, 1, 1), 1, BIAS, RELU);
        add(Shape.of(1, 7, 6, 31), 7, square(5, 2, 1, 2), 7);
        add(Shape.of(2, 3, 15), 7, Window.of(axis(5, 2, 1, 2, 2)), 1);
    }

    private void epilogues() {
        Stage[][] epilogues = {
            {RELU},
            {ADD},
            {SCALE, BIAS},
            {BIAS, ADD, RELU},
            {BIAS, RELU, ADD},
            {BIAS, SLOPE},
            {SCALE, BIAS, ADD, RELU6},
            {BIAS, stage(Function.SIGMOID, 0, 0)},
            {BIAS, stage(Function.SILU, 1, 0), ADD},
            {BIAS, stage(Function.HARD_SWISH, 1 / 6f, 0.5f)},
            {BIAS, stage(Function.GELU, 0, 0), SCALE, BIAS},
            {stage(Function.LEAKY_RELU, 0.25f, 0), BIAS, SLOPE, stage(Function.TANH, 0, 0)},
            {BIAS, BIAS, ADD, ADD},
        };
        for (Stage[] stages : epilogues) {
            add(Shape.of(2, 5, 7, 9), 6, square(3, 1, 1, 1), 1, stages);
        }
    }
}
