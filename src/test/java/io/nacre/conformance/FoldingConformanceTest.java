package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.graph.Folding;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.op.Binary;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folding on the host: what is computed when a graph is built is what a backend must answer. */
class FoldingConformanceTest {

    static Stream<OpCase> cases() {
        return Stream.of(
                        PointwiseCases.unary(),
                        PointwiseCases.binary(),
                        MovementCases.permute(),
                        MovementCases.slice(),
                        MovementCases.concat(),
                        RowCases.reduce())
                .flatMap(List::stream)
                .filter(trial -> trial.constants().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void foldedConstantIsTheOraclesAnswer(OpCase trial) {
        Tensor folded = fold(trial.op(), trial.inputs());
        if (folded == null) {
            assertThat(trial.op()).as("may be left to the device").isInstanceOfAny(Unary.class, Reduce.class);
        } else {
            assertThat(trial.expected().get(0).differences(folded)).isEmpty();
        }
    }

    /** The cases on whole numbers of what the host also computes on int64, with the same results. */
    static Stream<OpCase> integerCases() {
        return cases().filter(trial -> foldsIntegers(trial.op())
                && trial.inputs().stream()
                        .flatMapToDouble(tensor -> Arrays.stream(Expected.doubles(tensor)))
                        .allMatch(value -> value == Math.rint(value) && Math.abs(value) <= 1L << 31));
    }

    private static boolean foldsIntegers(Op op) {
        if (op instanceof Binary binary) {
            return binary.function() == Binary.Function.SUB || binary.function() == Binary.Function.MUL;
        }
        if (op instanceof Reduce reduce) {
            return reduce.function() == Reduce.Function.SUM || reduce.function() == Reduce.Function.PROD;
        }
        return !(op instanceof Unary);
    }

    @ParameterizedTest
    @MethodSource("integerCases")
    void integersFoldLikeFloats(OpCase trial) {
        List<Tensor> longs =
                trial.inputs().stream().map(FoldingConformanceTest::toLongs).toList();
        Tensor folded = fold(trial.op(), longs);
        assertThat(folded).isNotNull();
        assertThat(folded.dataType()).isEqualTo(DataType.I64);
        assertThat(Expected.doubles(folded))
                .containsExactly(withoutSigns(trial.expected().get(0).values()));
    }

    private static double[] withoutSigns(double[] values) {
        return Arrays.stream(values).map(value -> value + 0.0).toArray(); // integers have one zero
    }

    private static Tensor toLongs(Tensor tensor) {
        long[] values = Arrays.stream(Expected.doubles(tensor))
                .mapToLong(value -> (long) value)
                .toArray();
        return Tensor.of(values, tensor.shape().toArray());
    }

    private static @Nullable Tensor fold(Op op, List<Tensor> inputs) {
        GraphBuilder builder = new GraphBuilder(new Folding());
        List<Value> operands =
                inputs.stream().map(tensor -> builder.constant("c", tensor)).toList();
        return builder.add("folded", op, operands).get(0).constant();
    }
}
