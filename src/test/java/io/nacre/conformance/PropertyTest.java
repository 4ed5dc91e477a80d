package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.CheckedBackend;
import io.nacre.op.Activation;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Op;
import io.nacre.op.Slice;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Equations between operations, on small integers, so that both sides are equal bit for bit. Seeds stand in the names;
 * {@code -Dnacre.seed=N} starts from another one.
 */
@ExtendWith(OnEveryBackend.class)
class PropertyTest {
    private static final long SEED = Long.getLong("nacre.seed", 1);

    private static Stream<DynamicTest> seeds(String equation, int count, OnEveryBackend.Check<Data> check) {
        return OnEveryBackend.each(
                LongStream.range(SEED, SEED + count).boxed().toList(),
                seed -> equation + " · seed " + seed,
                (backend, seed) -> {
                    check.on(backend, new Data(seed));
                    assertThat(backend.open()).isEmpty();
                });
    }

    private static Tensor run(CheckedBackend backend, Op op, Tensor... inputs) {
        return Trial.run(backend, op, inputs).get(0);
    }

    @TestFactory
    Stream<DynamicTest> unpoolingKeepsTheMaxima() {
        return seeds("pool unpool pool x = pool x", 4, (backend, data) -> {
            Random random = data.random();
            int rank = 1 + random.nextInt(3);
            int[] extents = {1 + random.nextInt(2), 1 + random.nextInt(3), 0, 0, 0};
            List<Axis> axes = new ArrayList<>();
            List<Integer> spatial = new ArrayList<>();
            for (int i = 0; i < rank; i++) {
                int kernel = 1 + random.nextInt(3);
                axes.add(new Axis(kernel, kernel, 1, 0, 0));
                extents[2 + i] = kernel * (1 + random.nextInt(9)) + random.nextInt(kernel);
                spatial.add(extents[2 + i]);
            }
            MaxPool pool = new MaxPool(new Window(axes), false, true);
            float[] positive = data.floats(Arrays.copyOf(extents, rank + 2)).toFloats();
            for (int i = 0; i < positive.length; i++) {
                positive[i] = Math.abs(positive[i]) + 1;
            }
            Tensor x = Tensor.of(positive, Arrays.copyOf(extents, rank + 2));
            List<Tensor> pooled = Trial.run(backend, pool, x);
            Tensor back = run(backend, new MaxUnpool(spatial), pooled.get(0), pooled.get(1));
            for (int i = 0; i < positive.length; i++) {
                assertThat(back.floats().get(i)).isIn(0f, positive[i]);
            }
            List<Tensor> again = Trial.run(backend, pool, back);
            assertThat(again.get(0).toFloats()).isEqualTo(pooled.get(0).toFloats());
            assertThat(again.get(1).toLongs()).isEqualTo(pooled.get(1).toLongs());
        });
    }

    @TestFactory
    Stream<DynamicTest> transposedConvolutionIsTheAdjoint() {
        return seeds("⟨conv x, y⟩ = ⟨x, convT y⟩", 4, (backend, data) -> {
            Random random = data.random();
            int rank = 1 + random.nextInt(3);
            int groups = 1 + random.nextInt(2);
            int[] x = {2, groups * (1 + random.nextInt(3)), 0, 0, 0};
            int[] weight = {groups * (1 + random.nextInt(3)), x[1] / groups, 0, 0, 0};
            List<Axis> axes = new ArrayList<>();
            List<Integer> extra = new ArrayList<>();
            for (int i = 0; i < rank; i++) {
                Axis axis = new Axis(
                        1 + random.nextInt(3),
                        1 + random.nextInt(3),
                        1 + random.nextInt(2),
                        random.nextInt(2),
                        random.nextInt(2));
                x[2 + i] = 5 + random.nextInt(4);
                weight[2 + i] = axis.kernel();
                axes.add(axis);
                extra.add((x[2 + i] + axis.before() + axis.after() - (int) axis.span()) % axis.stride());
            }
            Window window = new Window(axes);
            Tensor input = data.integers(Arrays.copyOf(x, rank + 2));
            Tensor kernel = data.integers(Arrays.copyOf(weight, rank + 2));
            Tensor there = run(backend, new Convolution(window, groups, Epilogue.NONE), input, kernel);
            Tensor other = data.integers(there.shape().toArray());
            Tensor back = run(backend, new ConvolutionTranspose(window, extra, groups, Epilogue.NONE), other, kernel);
            assertThat(product(there, other)).isEqualTo(product(input, back));
        });
    }

    private static double product(Tensor a, Tensor b) {
        double[] left = Expected.doubles(a);
        double[] right = Expected.doubles(b);
        assertThat(a.shape()).isEqualTo(b.shape());
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    @TestFactory
    Stream<DynamicTest> pointwiseConvolutionIsAMatrixProduct() {
        return seeds("1×1 conv = matmul", 3, (backend, data) -> {
            int c = 1 + data.random().nextInt(70);
            int o = 1 + data.random().nextInt(70);
            int h = 1 + data.random().nextInt(9);
            int w = 1 + data.random().nextInt(40);
            Tensor x = data.integers(1, c, h, w);
            Tensor weight = data.integers(o, c);
            Window one = Window.of(Axis.UNIT, Axis.UNIT);
            Tensor convolved =
                    run(backend, new Convolution(one, 1, Epilogue.NONE), x, weight.reshape(Shape.of(o, c, 1, 1)));
            Tensor multiplied = run(backend, new MatMul(Epilogue.NONE), weight, x.reshape(Shape.of(c, h * w)));
            assertThat(convolved.toFloats()).containsExactly(multiplied.toFloats());
        });
    }

    @TestFactory
    Stream<DynamicTest> groupsAreConvolutionsSideBySide() {
        return seeds("groups = slice, conv, concat", 2, (backend, data) -> {
            Axis axis = new Axis(3, 1, 1, 1, 1);
            Window window = Window.of(axis, axis);
            Tensor x = data.integers(2, 6, 5, 7);
            Tensor weight = data.integers(9, 2, 3, 3);
            List<Tensor> parts = new ArrayList<>();
            for (int group = 0; group < 3; group++) {
                Tensor channels = run(backend, part(List.of(0, 2 * group, 0, 0), List.of(2, 2, 5, 7)), x);
                Tensor kernels = run(backend, part(List.of(3 * group, 0, 0, 0), List.of(3, 2, 3, 3)), weight);
                parts.add(run(backend, new Convolution(window, 1, Epilogue.NONE), channels, kernels));
            }
            Tensor joined = run(backend, new Concat(1), parts.toArray(Tensor[]::new));
            Tensor grouped = run(backend, new Convolution(window, 3, Epilogue.NONE), x, weight);
            assertThat(grouped.toFloats()).containsExactly(joined.toFloats());
        });
    }

    private static Slice part(List<Integer> starts, List<Integer> extents) {
        return new Slice(starts, List.of(1, 1, 1, 1), extents);
    }

    @TestFactory
    Stream<DynamicTest> anEpilogueIsItsStagesOneByOne() {
        return seeds("fused = unfused", 2, (backend, data) -> {
            Axis axis = new Axis(2, 2, 1, 0, 0);
            Convolution plain = new Convolution(Window.of(axis, axis), 1, Epilogue.NONE);
            Activation clip = Activation.clip(-9, 20);
            Convolution fused = plain.withEpilogue(Epilogue.of(
                    new Epilogue.Scale(), new Epilogue.Add(), new Epilogue.Slope(), new Epilogue.Activate(clip)));
            Tensor x = data.integers(2, 3, 8, 6);
            Tensor weight = data.integers(5, 3, 2, 2);
            Tensor scale = data.integers(5);
            Tensor residual = data.integers(2, 5, 4, 3);
            Tensor slope = data.integers(5);
            Tensor y = run(backend, plain, x, weight);
            y = run(backend, new Binary(Binary.Function.MUL), y, scale.reshape(Shape.of(5, 1, 1)));
            y = run(backend, new Binary(Binary.Function.ADD), y, residual);
            y = run(backend, new Binary(Binary.Function.PRELU), y, slope.reshape(Shape.of(5, 1, 1)));
            y = run(backend, new Unary(clip), y);
            Tensor once = run(backend, fused, x, weight, scale, residual, slope);
            for (int i = 0; i < y.type().elements(); i++) {
                assertThat(once.floats().get(i))
                        .as("element " + i)
                        .isEqualByComparingTo(y.floats().get(i) + 0f);
            }
        });
    }
}
