package io.nacre.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nacre.backend.Backend;
import io.nacre.op.Activation;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Pad;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.ResizeTable;
import io.nacre.op.Slice;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation against its definition, computed in double precision, one result at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperationsCases {
    private final Backend cpu;

    OperationsCases(LoopKind loops) {
        cpu = LoopKinds.open(loops, 2);
    }

    @AfterAll
    void close() {
        cpu.close();
    }

    record Conv(int n, int c, int o, int groups, int[] extents, Axis... axes) {
        @Override
        public String toString() {
            return n + "×" + c + "→" + o + " g" + groups + " " + Shape.of(extents) + " " + List.of(axes);
        }
    }

    static List<Conv> convolutions() {
        List<Conv> cases = new ArrayList<>();
        cases.add(new Conv(2, 3, 5, 1, new int[] {9, 7}, new Axis(3, 2, 1, 1, 1), new Axis(3, 1, 2, 2, 0)));
        cases.add(new Conv(1, 40, 67, 1, new int[] {17, 33}, new Axis(3, 1, 1, 1, 1), new Axis(3, 1, 1, 1, 1)));
        cases.add(new Conv(1, 200, 34, 1, new int[] {23, 29}, Axis.UNIT, Axis.UNIT));
        cases.add(new Conv(2, 8, 8, 8, new int[] {19, 40}, new Axis(5, 1, 1, 2, 2), new Axis(5, 1, 1, 2, 2)));
        cases.add(new Conv(2, 6, 12, 6, new int[] {19, 41}, new Axis(3, 2, 1, 1, 1), new Axis(5, 3, 1, 2, 0)));
        for (int lines = 1; lines <= 3; lines++) {
            cases.add(new Conv(2, 5, 5, 5, new int[] {lines, 75}, new Axis(3, 1, 1, 1, 1), new Axis(5, 1, 1, 2, 2)));
            cases.add(new Conv(1, 3, 3, 3, new int[] {lines, 11}, new Axis(1, 1, 1, 0, 0), new Axis(3, 2, 1, 1, 1)));
        }
        Axis three = new Axis(3, 1, 1, 1, 1);
        Axis halving = new Axis(3, 2, 1, 1, 1);
        for (int columns : new int[] {1, 4, 17, 40}) { // planes that are narrow enough to be seen as one line
            cases.add(new Conv(2, 5, 5, 5, new int[] {37, columns}, three, three));
            cases.add(new Conv(1, 5, 10, 5, new int[] {9, columns}, halving, halving));
            cases.add(new Conv(1, 3, 3, 3, new int[] {9, columns}, halving, new Axis(3, 1, 2, 2, 2)));
            cases.add(new Conv(1, 3, 3, 3, new int[] {9, columns}, three, new Axis(5, 1, 1, 2, 2)));
            cases.add(new Conv(1, 3, 3, 3, new int[] {9, columns}, three, Axis.UNIT));
            cases.add(new Conv(1, 3, 3, 3, new int[] {9, columns}, new Axis(3, 1, 1, 0, 2), new Axis(3, 1, 1, 2, 0)));
        }
        cases.add(new Conv(1, 6, 9, 3, new int[] {600}, new Axis(4, 1, 3, -2, 5)));
        cases.add(new Conv(
                2,
                4,
                6,
                2,
                new int[] {5, 6, 7},
                new Axis(3, 1, 1, 1, 1),
                new Axis(1, 2, 1, 0, 0),
                new Axis(2, 3, 2, 3, 1)));
        cases.add(new Conv(1, 2, 3, 1, new int[] {4, 9}, new Axis(4, 1, 1, 4, 1), new Axis(1, 1, 1, 3, 2)));
        cases.add(new Conv(3, 40, 10, 1, new int[] {1, 1}, Axis.UNIT, Axis.UNIT));
        cases.add(new Conv(1, 3, 2, 1, new int[] {3, 1100}, new Axis(3, 1, 1, 1, 1), new Axis(3, 1, 1, 1, 1)));
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void convolutionIsItsDefinition(Conv c) {
        Random random = new Random(7);
        Tensor x = random(random, prepend(c.extents, c.n, c.c));
        Window window = Window.of(c.axes);
        Tensor w = random(random, prepend(window.kernel().toArray(), c.o, c.c / c.groups));
        Tensor bias = random(random, c.o);
        Tensor slope = random(random, c.o);
        Shape out = new Convolution(window, c.groups, Epilogue.NONE)
                .outputs(List.of(x.type(), w.type()))
                .get(0)
                .shape();
        Tensor residual = random(random, out.toArray());
        Op op = new Convolution(
                window,
                c.groups,
                Epilogue.of(
                        new Epilogue.Bias(),
                        new Epilogue.Add(),
                        new Epilogue.Slope(),
                        new Epilogue.Activate(Activation.clip(-20, 5))));
        Tensor y = OneOp.run(cpu, op, x, w, bias, residual, slope).get(0);
        double[] expected = convolve(x, w, window.volume(), c.groups, Volume.of(out));
        for (int i = 0; i < expected.length; i++) {
            int channel = (int) (i / out.elements(2, out.rank()) % c.o);
            double v =
                    expected[i] + bias.floats().get(channel) + residual.floats().get(i);
            expected[i] = Math.min(Math.max(v >= 0 ? v : v * slope.floats().get(channel), -20), 5);
        }
        assertClose(y, expected, convolve(absolute(x), absolute(w), window.volume(), c.groups, Volume.of(out)));
    }

    @Test
    void tapsInThePaddingAreSkippedWhateverTheWeight() {
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 1, 1, 3);
        Tensor w = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 1, Float.NaN}, 1, 1, 1, 3);
        Window window = Window.of(Axis.UNIT, new Axis(3, 3, 1, 1, 2));
        Tensor y =
                OneOp.run(cpu, new Convolution(window, 1, Epilogue.NONE), x, w).get(0);
        assertThat(y.toFloats()).containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
        Tensor left = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 1, 0}, 1, 1, 1, 3);
        y = OneOp.run(cpu, new Convolution(window, 1, Epilogue.NONE), x, left).get(0);
        assertThat(y.toFloats()).containsExactly(1, Float.POSITIVE_INFINITY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void transposedConvolutionIsItsDefinition(Conv c) {
        Random random = new Random(8);
        Window window = Window.of(c.axes);
        Tensor x = random(random, prepend(c.extents, c.n, c.c));
        Tensor w = random(random, prepend(window.kernel().toArray(), c.c, c.o / c.groups));
        List<Integer> extra =
                window.axes().stream().map(axis -> axis.stride() - 1).toList();
        ConvolutionTranspose op = new ConvolutionTranspose(
                window, extra, c.groups, Epilogue.of(new Epilogue.Bias(), new Epilogue.Activate(Activation.relu())));
        Tensor bias = random(random, c.o);
        Tensor y = OneOp.run(cpu, op, x, w, bias).get(0);
        double[] expected = scatter(x, w, window.volume(), c.groups, Volume.of(y.shape()));
        for (int i = 0; i < expected.length; i++) {
            int channel = (int) (i / y.shape().elements(2, y.shape().rank()) % c.o);
            expected[i] = Math.max(expected[i] + bias.floats().get(channel), 0);
        }
        assertClose(y, expected, scatter(absolute(x), absolute(w), window.volume(), c.groups, Volume.of(y.shape())));
    }

    @Test
    void matrixProductIsItsDefinition() {
        matMul(Shape.of(1, 1), Shape.of(1, 1));
        matMul(Shape.of(33, 65), Shape.of(65, 31));
        matMul(Shape.of(3, 0), Shape.of(0, 5));
        matMul(Shape.of(1, 700), Shape.of(700, 1030));
        matMul(Shape.of(70, 400), Shape.of(400, 1));
        matMul(Shape.of(5, 1, 2, 3), Shape.of(6, 3, 4));
        matMul(Shape.of(2, 1, 9, 17), Shape.of(1, 3, 17, 8));
    }

    private void matMul(Shape left, Shape right) {
        Random random = new Random(9);
        Tensor a = random(random, left.toArray());
        Tensor b = random(random, right.toArray());
        Tensor bias = random(random, right.extent(-1));
        MatMul op = new MatMul(Epilogue.of(new Epilogue.Bias()));
        Tensor y = OneOp.run(cpu, op, a, b, bias).get(0);
        int m = left.extent(-2);
        int k = left.extent(-1);
        int n = right.extent(-1);
        double[] expected = new double[(int) y.type().elements()];
        double[] magnitudes = new double[expected.length];
        Shape batch = MatMul.batch(y.shape());
        for (int i = 0; i < expected.length; i++) {
            int matrix = i / (m * n);
            int from = (int) broadcast(matrix, batch, MatMul.batch(left)) * m * k + i / n % m * k;
            int to = (int) broadcast(matrix, batch, MatMul.batch(right)) * k * n + i % n;
            expected[i] = bias.floats().get(i % n);
            for (int j = 0; j < k; j++) {
                double product = (double) a.floats().get(from + j) * b.floats().get(to + j * n);
                expected[i] += product;
                magnitudes[i] += Math.abs(product);
            }
        }
        assertClose(y, expected, magnitudes);
    }

    @Test
    void poolsAreTheirDefinition() {
        Window window = Window.of(new Axis(3, 2, 1, 1, 1), new Axis(2, 3, 2, 1, 1));
        Tensor x = random(new Random(10), 2, 3, 10, 12);
        List<Tensor> max = OneOp.run(cpu, new MaxPool(window, true, true), x);
        Tensor average =
                OneOp.run(cpu, new AveragePool(window, true, true, 0), x).get(0);
        Tensor inside =
                OneOp.run(cpu, new AveragePool(window, true, false, 0), x).get(0);
        Shape out = average.shape();
        for (int i = 0; i < out.elements(); i++) {
            int plane = i / (out.extent(2) * out.extent(3)) * 120;
            int top = i / out.extent(3) % out.extent(2) * 2 - 1;
            int left = i % out.extent(3) * 3 - 1;
            double sum = 0;
            int taps = 0;
            int padded = 0;
            int best = -1;
            for (int tap = 0; tap < 6; tap++) {
                int row = top + tap / 2;
                int column = left + tap % 2 * 2;
                if (row <= 10 && column <= 12) {
                    padded++;
                }
                if (row >= 0 && row < 10 && column >= 0 && column < 12) {
                    float v = x.floats().get(plane + row * 12 + column);
                    sum += v;
                    taps++;
                    best = best < 0 || v > x.floats().get(plane + best) ? row * 12 + column : best;
                }
            }
            assertThat(max.get(0).floats().get(i)).isEqualTo(x.floats().get(plane + best));
            assertThat(max.get(1).ints().get(i)).isEqualTo(best);
            assertThat((double) average.floats().get(i)).isCloseTo(sum / padded, within(1e-6));
            assertThat((double) inside.floats().get(i)).isCloseTo(sum / taps, within(1e-6));
        }
    }

    @Test
    void maxPoolPrefersNaNThenTheFirst() {
        float nan = Float.NaN;
        float low = Float.NEGATIVE_INFINITY;
        Tensor x = Tensor.of(new float[] {1, nan, nan, 7, 2, 2, low, low, -0f, 0}, 1, 1, 10);
        List<Tensor> y = OneOp.run(cpu, new MaxPool(Window.of(new Axis(2, 2, 1, 0, 0)), false, true), x);
        assertThat(y.get(0).toFloats()).containsExactly(nan, nan, 2, low, -0f);
        assertThat(y.get(1).toLongs()).containsExactly(1, 2, 4, 6, 8);
    }

    @Test
    void averagePoolDivisors() {
        Tensor x = Tensor.of(new float[] {1, 1, 1, 1, 1}, 1, 1, 5);
        Window window = Window.of(new Axis(4, 3, 1, 2, 2));
        assertThat(OneOp.run(cpu, new AveragePool(window, true, true, 0), x)
                        .get(0)
                        .toFloats())
                .containsExactly(0.5f, 1, 1 / 3f);
        assertThat(OneOp.run(cpu, new AveragePool(window, true, false, 0), x)
                        .get(0)
                        .toFloats())
                .containsExactly(1, 1, 1);
        assertThat(OneOp.run(cpu, new AveragePool(window, true, true, -2), x)
                        .get(0)
                        .toFloats())
                .containsExactly(-1, -2, -0.5f);
    }

    @Test
    void resizeFollowsItsTables() {
        ResizeTable rows = ResizeTable.cubic(5, 9, o -> (o + 0.5) * 5 / 9 - 0.5, -0.75, false);
        ResizeTable columns = ResizeTable.linear(7, 4, o -> (o + 0.5) * 7 / 4 - 0.5);
        Tensor x = random(new Random(11), 2, 3, 5, 7);
        Tensor y = OneOp.run(
                        cpu, new Resize(), x, rows.positions(), rows.weights(), columns.positions(), columns.weights())
                .get(0);
        double[] expected = new double[2 * 3 * 9 * 4];
        for (int i = 0; i < expected.length; i++) {
            for (int tap = 0; tap < 8; tap++) {
                int row = i / 4 % 9 * 4 + tap / 2;
                int column = i % 4 * 2 + tap % 2;
                int from = i / 36 * 35
                        + rows.positions().ints().get(row) * 7
                        + columns.positions().ints().get(column);
                expected[i] += (double) rows.weights().floats().get(row)
                        * columns.weights().floats().get(column)
                        * x.floats().get(from);
            }
        }
        assertClose(y, expected);
    }

    @Test
    void softmaxAlongEachAxis() {
        Tensor x = random(new Random(12), 3, 5, 4);
        for (int axis = 0; axis < 3; axis++) {
            int n = x.shape().extent(axis);
            int step = (int) x.shape().elements(axis + 1, 3);
            double[] expected = new double[60];
            double[] logs = new double[60];
            for (int i = 0; i < 60; i++) {
                int first = i / (n * step) * n * step + i % step;
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp(x.floats().get(first + j * step));
                }
                expected[i] = Math.exp(x.floats().get(i)) / sum;
                logs[i] = Math.log(expected[i]);
            }
            assertClose(OneOp.run(cpu, new Softmax(axis, false), x).get(0), expected);
            assertClose(OneOp.run(cpu, new Softmax(axis, true), x).get(0), logs);
        }
        Tensor odd = Tensor.of(
                new float[] {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0}, 2, 2);
        assertThat(OneOp.run(cpu, new Softmax(1, false), odd).get(0).toFloats()).containsOnly(Float.NaN);
    }

    @Test
    void reductions() {
        Tensor x = random(new Random(13), 2, 3, 4, 5);
        for (Reduce.Function function : Reduce.Function.values()) {
            for (int mask = 0; mask < 16 && !function.locates(); mask++) {
                List<Integer> axes = new ArrayList<>();
                for (int axis = 0; axis < 4; axis++) {
                    if ((mask >> axis & 1) == 1) {
                        axes.add(axis);
                    }
                }
                Tensor y = OneOp.run(cpu, new Reduce(function, axes, true), x).get(0);
                double start = switch (function) {
                    case SUM, MEAN -> 0;
                    case PROD -> 1;
                    case MAX -> Double.NEGATIVE_INFINITY;
                    case MIN -> Double.POSITIVE_INFINITY;
                    default -> throw new AssertionError(function);
                };
                double[] expected = new double[(int) y.type().elements()];
                Arrays.fill(expected, start);
                for (int i = 0; i < 120; i++) {
                    int to = (int) broadcast(i, x.shape(), y.shape());
                    double v = x.floats().get(i);
                    expected[to] = switch (function) {
                        case SUM, MEAN -> expected[to] + v;
                        case PROD -> expected[to] * v;
                        case MAX -> Math.max(expected[to], v);
                        case MIN -> Math.min(expected[to], v);
                        default -> throw new AssertionError(function);
                    };
                }
                for (int i = 0; function == Reduce.Function.MEAN && i < expected.length; i++) {
                    expected[i] *= expected.length / 120.0;
                }
                assertClose(y, expected);
            }
        }
        Tensor none = Tensor.zeros(TensorType.f32(2, 0));
        assertThat(OneOp.run(cpu, new Reduce(Reduce.Function.MEAN, List.of(1), false), none)
                        .get(0)
                        .toFloats())
                .containsExactly(Float.NaN, Float.NaN);
        assertThat(OneOp.run(cpu, new Reduce(Reduce.Function.MAX, List.of(1), false), none)
                        .get(0)
                        .toFloats())
                .containsOnly(Float.NEGATIVE_INFINITY);
    }

    @Test
    void broadcastingBinary() {
        Random random = new Random(14);
        binary(random(random, 2, 3, 4, 5), random(random, 3, 1, 1));
        binary(random(random, 2, 1, 4, 1), random(random, 3, 1, 5));
        binary(random(random), random(random, 700, 3));
        binary(random(random), random(random));
    }

    private void binary(Tensor a, Tensor b) {
        for (Binary.Function function : Binary.Function.values()) {
            if (function.compares() || function.bitwise()) {
                continue;
            }
            Tensor y = OneOp.run(cpu, new Binary(function), a, b).get(0);
            for (int i = 0; i < y.type().elements(); i++) {
                double u = a.floats().get((int) broadcast(i, y.shape(), a.shape()));
                double v = b.floats().get((int) broadcast(i, y.shape(), b.shape()));
                double expected = switch (function) {
                    case ADD -> u + v;
                    case SUB -> u - v;
                    case MUL -> u * v;
                    case DIV -> u / v;
                    case POW -> Math.pow(u, v);
                    case MIN -> Math.min(u, v);
                    case MAX -> Math.max(u, v);
                    case PRELU -> u >= 0 ? u : u * v;
                    default -> throw new AssertionError(function);
                };
                assertThat(Float.valueOf(y.floats().get(i))).isEqualTo(Float.valueOf((float) expected));
            }
        }
    }

    @Test
    void moversOfFloatsAndInts() {
        Tensor floats = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3);
        Tensor ints = Tensor.of(new int[] {0, 1, 2, 3, 4, 5}, 2, 3);
        moves(new Permute(List.of(1, 0)), new long[] {0, 3, 1, 4, 2, 5}, floats, ints);
        moves(new Slice(List.of(1, 2), List.of(-1, -2), List.of(2, 2)), new long[] {5, 3, 2, 0}, floats, ints);
        moves(new Slice(List.of(0, 1), List.of(1, 1), List.of(2, 2)), new long[] {1, 2, 4, 5}, floats, ints);
        moves(pad(Pad.Mode.CONSTANT, 1, 0, -1, 1), new long[] {9, 9, 9, 1, 2, 9, 4, 5, 9}, floats, ints);
        moves(pad(Pad.Mode.REFLECT, 1, 0, 2, -2), new long[] {5, 4, 3, 2, 1, 0, 5, 4, 3}, floats, ints);
        moves(
                pad(Pad.Mode.REFLECT, 0, 1, 0, 2),
                new long[] {0, 1, 2, 1, 0, 3, 4, 5, 4, 3, 0, 1, 2, 1, 0},
                floats,
                ints);
        moves(pad(Pad.Mode.REPLICATE, 0, 0, 2, 1), new long[] {0, 0, 0, 1, 2, 2, 3, 3, 3, 4, 5, 5}, floats, ints);
        moves(pad(Pad.Mode.CIRCULAR, 0, -1, 2, 3), new long[] {1, 2, 0, 1, 2, 0, 1, 2}, floats, ints);
        assertThat(OneOp.run(cpu, new Concat(1), floats, floats).get(0).toFloats())
                .containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
        assertThat(OneOp.run(cpu, new Concat(0), ints, ints).get(0).toLongs())
                .containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
    }

    private static Pad pad(Pad.Mode mode, int top, int bottom, int left, int right) {
        return new Pad(List.of(top, left), List.of(bottom, right), mode, 9);
    }

    private void moves(Op op, long[] expected, Tensor floats, Tensor ints) {
        assertThat(OneOp.run(cpu, op, ints).get(0).toLongs()).containsExactly(expected);
        float[] moved = OneOp.run(cpu, op, floats).get(0).toFloats();
        for (int i = 0; i < expected.length; i++) {
            assertThat(moved[i]).isEqualTo((float) expected[i]);
        }
    }

    @Test
    void scalarsAreTensors() {
        Tensor x = Tensor.of(new float[] {-2});
        assertThat(OneOp.run(cpu, new Unary(Activation.of(Activation.Function.ABS)), x)
                        .get(0)
                        .toFloats())
                .containsExactly(2);
        assertThat(OneOp.run(cpu, new Permute(List.of()), x).get(0).toFloats()).containsExactly(-2);
        assertThat(OneOp.run(cpu, new Slice(List.of(), List.of(), List.of()), x)
                        .get(0)
                        .toFloats())
                .containsExactly(-2);
        assertThat(OneOp.run(cpu, new Pad(List.of(), List.of(), Pad.Mode.CONSTANT, 0), x)
                        .get(0)
                        .toFloats())
                .containsExactly(-2);
    }

    private static void assertClose(Tensor y, double[] expected) {
        assertClose(y, expected, expected);
    }

    /** What the roundings of a sum of up to 2000 terms may come to, given the sum of their magnitudes. */
    private static void assertClose(Tensor y, double[] expected, double[] magnitudes) {
        assertThat(y.type().elements()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            double bound = 0x1p-24 * (10 + Math.sqrt(2000) * Math.abs(magnitudes[i]));
            assertThat((double) y.floats().get(i)).as("element " + i).isCloseTo(expected[i], within(bound));
        }
    }

    private static Tensor absolute(Tensor x) {
        float[] values = x.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return Tensor.of(values, x.shape().toArray());
    }

    private static double[] convolve(Tensor x, Tensor w, Window window, int groups, Volume out) {
        Volume in = Volume.of(x.shape());
        Volume k = Volume.of(w.shape());
        double[] y = new double[(int) (out.n() * out.sample())];
        for (int i = 0; i < y.length; i++) {
            int o = i / out.plane() % out.c();
            for (int j = 0; j < k.sample(); j++) {
                int d = source(window.axis(0), i / (out.w() * out.h()) % out.d(), j / (k.w() * k.h()) % k.d());
                int h = source(window.axis(1), i / out.w() % out.h(), j / k.w() % k.h());
                int v = source(window.axis(2), i % out.w(), j % k.w());
                if (d >= 0 && d < in.d() && h >= 0 && h < in.h() && v >= 0 && v < in.w()) {
                    int c = o / (out.c() / groups) * (in.c() / groups) + j / k.plane();
                    int plane = (i / (out.plane() * out.c()) * in.c() + c) * in.plane();
                    y[i] += (double) x.floats().get(plane + (d * in.h() + h) * in.w() + v)
                            * w.floats().get((int) (o * k.sample() + j));
                }
            }
        }
        return y;
    }

    private static double[] scatter(Tensor x, Tensor w, Window window, int groups, Volume out) {
        Volume in = Volume.of(x.shape());
        Volume k = Volume.of(w.shape());
        double[] y = new double[(int) (out.n() * out.sample())];
        for (int i = 0; i < x.type().elements(); i++) {
            int c = i / in.plane() % in.c();
            for (int j = 0; j < k.sample(); j++) {
                int d = source(window.axis(0), i / (in.w() * in.h()) % in.d(), j / (k.w() * k.h()) % k.d());
                int h = source(window.axis(1), i / in.w() % in.h(), j / k.w() % k.h());
                int v = source(window.axis(2), i % in.w(), j % k.w());
                if (d >= 0 && d < out.d() && h >= 0 && h < out.h() && v >= 0 && v < out.w()) {
                    int o = c / (in.c() / groups) * k.c() + j / k.plane();
                    int plane = (i / (in.plane() * in.c()) * out.c() + o) * out.plane();
                    y[plane + (d * out.h() + h) * out.w() + v] +=
                            (double) x.floats().get(i) * w.floats().get((int) (c * k.sample() + j));
                }
            }
        }
        return y;
    }

    private static int source(Axis axis, int output, int tap) {
        return output * axis.stride() + tap * axis.dilation() - axis.before();
    }

    /** The position in an operand of an element of the shape it is broadcast to. */
    private static long broadcast(int index, Shape shape, Shape operand) {
        long position = 0;
        long stride = 1;
        long turn = index;
        for (int axis = 1; axis <= operand.rank(); axis++) {
            position += operand.extent(-axis) == 1 ? 0 : turn % shape.extent(-axis) * stride;
            stride *= operand.extent(-axis);
            turn /= shape.extent(-axis);
        }
        return position;
    }

    private static int[] prepend(int[] extents, int... first) {
        int[] all = Arrays.copyOf(first, first.length + extents.length);
        System.arraycopy(extents, 0, all, first.length, extents.length);
        return all;
    }

    private static Tensor random(Random random, int... extents) {
        float[] values = new float[(int) Shape.of(extents).elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, extents);
    }
}
