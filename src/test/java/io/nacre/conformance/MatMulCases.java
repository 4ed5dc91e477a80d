package io.nacre.conformance;

import static io.nacre.conformance.EpilogueCases.ADD;
import static io.nacre.conformance.EpilogueCases.BIAS;
import static io.nacre.conformance.EpilogueCases.RELU;
import static io.nacre.conformance.EpilogueCases.SCALE;
import static io.nacre.conformance.EpilogueCases.stage;

import io.nacre.op.Activation.Function;
import io.nacre.op.Epilogue;
import io.nacre.op.Epilogue.Stage;
import io.nacre.op.MatMul;
import io.nacre.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products: sizes around the edges of tiles, broadcast batches, epilogues. */
final class MatMulCases {
    private final List<OpCase> cases = new ArrayList<>();

    private MatMulCases() {}

    private void add(Shape a, Shape b, Stage... stages) {
        MatMul op = new MatMul(Epilogue.of(stages));
        cases.addAll(EpilogueCases.variants("matmul " + a + " by " + b + Names.epilogue(op.epilogue()), op, a, b));
    }

    static List<OpCase> all() {
        MatMulCases cases = new MatMulCases();
        cases.matrices();
        cases.batches();
        cases.epilogues();
        cases.large();
        cases.special();
        return cases.cases;
    }

    private void matrices() {
        int[][] sizes = {
            {1, 1, 1}, {7, 33, 65}, {32, 32, 32}, {31, 65, 7}, {1, 128, 33}, {65, 1, 31}, {33, 31, 1}, {64, 7, 64}
        };
        for (int[] size : sizes) {
            add(Shape.of(size[0], size[1]), Shape.of(size[1], size[2]));
        }
        add(Shape.of(3, 0), Shape.of(0, 5)); // sums of nothing
    }

    private void batches() {
        add(Shape.of(4, 7, 5), Shape.of(4, 5, 9));
        add(Shape.of(2, 3, 5, 4), Shape.of(4, 6));
        add(Shape.of(5, 4), Shape.of(2, 3, 4, 6));
        add(Shape.of(5, 1, 2, 3), Shape.of(6, 3, 4));
        add(Shape.of(2, 1, 3, 1, 4), Shape.of(1, 5, 1, 4, 2));
    }

    private void epilogues() {
        Shape a = Shape.of(9, 33);
        Shape b = Shape.of(33, 7);
        add(a, b, BIAS);
        add(a, b, BIAS, RELU);
        add(a, b, BIAS, ADD);
        add(Shape.of(2, 5, 6), Shape.of(6, 31), BIAS);
        add(Shape.of(2, 5, 6), Shape.of(2, 6, 9), SCALE, BIAS, stage(Function.GELU, 0, 0), ADD);
    }

    /** Larger than any tile along each axis. */
    private void large() {
        add(Shape.of(70, 200), Shape.of(200, 600));
        add(Shape.of(2, 70, 9), Shape.of(9, 1100), BIAS);
        add(Shape.of(300, 100), Shape.of(100, 7));
    }

    private void special() {
        MatMul op = new MatMul(Epilogue.NONE);
        Shape[][] pairs = {
            {Shape.of(7, 33), Shape.of(33, 65)},
            {Shape.of(2, 5, 4), Shape.of(2, 4, 3)},
            {Shape.of(1, 9), Shape.of(9, 31)}
        };
        for (Shape[] pair : pairs) {
            cases.addAll(EpilogueCases.special("matmul " + pair[0] + " by " + pair[1], op, pair[0], pair[1]));
        }
    }
}
