package io.nacre.conformance;

import static io.nacre.conformance.EpilogueCases.ADD;
import static io.nacre.conformance.EpilogueCases.BIAS;
import static io.nacre.conformance.EpilogueCases.RELU;
import static io.nacre.conformance.EpilogueCases.SCALE;
import static io.nacre.conformance.EpilogueCases.SLOPE;
import static io.nacre.conformance.EpilogueCases.stage;

import io.nacre.op.Activation.Function;
import io.nacre.op.Axis;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.Epilogue.Stage;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Transposed convolutions. */
final class ConvolutionTransposeCases {
    private final List<OpCase> cases = new ArrayList<>();
    private boolean special;

    private ConvolutionTransposeCases() {}

    private static Window square(int kernel, int stride, int dilation, int padding) {
        Axis axis = new Axis(kernel, stride, dilation, padding, padding);
        return Window.of(axis, axis);
    }

    private void add(Shape x, int channels, Window window, List<Integer> extra, int groups, Stage... stages) {
        ConvolutionTranspose op = new ConvolutionTranspose(window, extra, groups, Epilogue.of(stages));
        int[] weight = new int[x.rank()];
        weight[0] = x.extent(1);
        weight[1] = channels / groups;
        System.arraycopy(window.kernel().toArray(), 0, weight, 2, weight.length - 2);
        boolean plain = extra.stream().allMatch(elements -> elements == 0);
        String name = "convT " + x + " to " + channels + " " + Names.window(window) + (plain ? "" : " extra" + extra)
                + " g" + groups + Names.epilogue(op.epilogue());
        cases.addAll(EpilogueCases.variants(name, op, x, Shape.of(weight)));
        if (special) {
            cases.addAll(EpilogueCases.special(name, op, x, Shape.of(weight)));
        }
    }

    static List<OpCase> all() {
        ConvolutionTransposeCases cases = new ConvolutionTransposeCases();
        cases.planes();
        cases.otherRanks();
        cases.large();
        cases.special();
        return cases.cases;
    }

    private void planes() {
        List<Integer> none = List.of(0, 0);
        Window doubling = square(2, 2, 1, 0);
        add(Shape.of(2, 3, 5, 7), 4, doubling, none, 1, BIAS);
        add(Shape.of(1, 8, 31, 33), 7, doubling, none, 1, BIAS);
        add(Shape.of(1, 33, 1, 65), 1, doubling, none, 1, BIAS);
        add(Shape.of(2, 4, 6, 5), 3, square(3, 2, 1, 1), List.of(1, 0), 1, BIAS, RELU);
        add(Shape.of(1, 5, 7, 9), 6, square(4, 2, 1, 1), none, 1, SCALE, BIAS, stage(Function.SIGMOID, 0, 0));
        add(Shape.of(1, 5, 9, 7), 3, square(3, 1, 1, 1), none, 1);
        add(Shape.of(2, 6, 5, 6), 4, square(3, 2, 1, 0), none, 2, BIAS, ADD);
        add(Shape.of(2, 4, 3, 16), 32, square(3, 2, 1, 0), none, 2, BIAS, ADD); // groups of whole tiles
        add(Shape.of(1, 7, 8, 9), 7, square(4, 2, 1, 1), none, 7, BIAS);
        add(Shape.of(1, 2, 5, 4), 3, square(3, 3, 2, 2), List.of(2, 1), 1);
        add(Shape.of(1, 3, 4, 5), 2, square(2, 3, 1, 0), List.of(0, 1), 1, BIAS, SLOPE);
        add(Shape.of(1, 3, 4, 5), 2, square(1, 2, 1, 0), List.of(1, 1), 1, BIAS);
        Window uneven = Window.of(new Axis(3, 2, 1, 0, 1), new Axis(4, 3, 1, -1, 2));
        add(Shape.of(1, 3, 6, 5), 4, uneven, none, 1);
    }

    private void otherRanks() {
        add(Shape.of(2, 3, 33), 4, Window.of(new Axis(5, 3, 1, 1, 1)), List.of(2), 1, BIAS);
        Axis axis = new Axis(2, 2, 1, 0, 0);
        add(Shape.of(1, 4, 3, 4, 5), 6, Window.of(axis, axis, axis), List.of(0, 0, 0), 2, BIAS);
        Window mixed = Window.of(Axis.UNIT, new Axis(3, 2, 1, 1, 1), new Axis(2, 1, 2, 0, 0));
        add(Shape.of(1, 2, 3, 4, 5), 3, mixed, List.of(0, 1, 0), 1);
    }

    /** Larger than any tile along each axis. */
    private void large() {
        add(Shape.of(1, 100, 9, 70), 70, square(2, 2, 1, 0), List.of(0, 0), 1, BIAS);
        add(
                Shape.of(1, 3, 3, 600),
                5,
                square(4, 2, 1, 1),
                List.of(0, 0),
                1,
                SCALE,
                BIAS,
                stage(Function.SIGMOID, 0, 0));
    }

    private void special() {
        special = true;
        add(Shape.of(2, 3, 5, 7), 4, square(2, 2, 1, 0), List.of(0, 0), 1, BIAS);
        add(Shape.of(2, 3, 6, 5), 3, square(3, 1, 1, 1), List.of(0, 0), 1);
        add(Shape.of(1, 2, 5, 4), 3, square(3, 3, 2, 2), List.of(2, 1), 1);
        add(Shape.of(2, 3, 9), 4, Window.of(new Axis(5, 3, 1, 1, 1)), List.of(2), 1, BIAS);
    }
}
