package io.nacre.conformance;

import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.Binary;
import io.nacre.op.Unary;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Functions of one and of two elements: every function on special values, every pattern of broadcasting. */
final class PointwiseCases {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float[] SPECIAL = {
        0, -0f, 1, -1, 0.5f, -0.5f, 1.5f, -1.5f, 2.5f, -2.5f, 3.7f, 0.3f, -0.3f, 1e-7f, -1e-7f, 1e-30f, -1e-30f, 3, -3,
        6, 7, 20, 20.5f, -20, 88, -88, 100, -100, 1e4f, -1e4f, 8388609, -8388609, 3e38f, -3e38f, INFINITY, -INFINITY,
        Float.NaN
    };

    private static final int MAGNITUDES = 16 * 255 + 240 * 64;

    /** The functions of two floats that answer a float. */
    private static final List<Binary.Function> ARITHMETIC = Arrays.stream(Binary.Function.values())
            .filter(function -> !function.compares() && !function.bitwise())
            .toList();

    private PointwiseCases() {}

    /** Each function with the parameters it is used with. */
    static List<Activation> activations() {
        List<Activation> all = new ArrayList<>();
        for (Function function : Function.values()) {
            float[][] parameters = switch (function) {
                case CLIP -> new float[][] {{0, 6}, {-1, 1}, {-2, 0.5f}, {-INFINITY, 0.5f}};
                case LEAKY_RELU -> new float[][] {{0.01f, 0}, {-0.5f, 0}, {2, 0}};
                case THRESHOLD -> new float[][] {{0.5f, 20}, {-1, -7}};
                case ELU, CELU -> new float[][] {{1, 0}, {0.5f, 0}, {3, 0}, {-1, 0}};
                case SELU -> new float[][] {{1.6732632f, 1.050701f}};
                case HARD_SIGMOID, HARD_SWISH -> new float[][] {{1 / 6f, 0.5f}, {0.2f, 0.5f}};
                case SILU -> new float[][] {{1, 0}, {1.702f, 0}};
                case SOFTPLUS -> new float[][] {{1, 20}, {2, 3}, {5, 1}, {0.1f, 20}, {1, 1000}, {-1, 20}, {0, 20}};
                case SHRINK -> new float[][] {{0.5f, 0}, {0.5f, 0.5f}, {0, 0}, {-1, 0}};
                default -> new float[][] {{0, 0}};
            };
            for (float[] pair : parameters) {
                all.add(new Activation(function, pair[0], pair[1]));
            }
        }
        return all;
    }

    static List<OpCase> unary() {
        List<OpCase> cases = new ArrayList<>();
        for (Activation activation : activations()) {
            Unary op = new Unary(activation);
            Data data = new Data(activation.toString().hashCode());
            float[] wide = new float[333];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = (float) (data.random().nextGaussian() * 4);
            }
            cases.add(OpCase.of(activation + " of special values", op, Tensor.of(SPECIAL, SPECIAL.length)));
            cases.add(OpCase.of(activation + " of every magnitude", op, Tensor.of(everyMagnitude(), 1, MAGNITUDES)));
            cases.add(OpCase.of(activation + " of normal values", op, Tensor.of(wide, 3, 111))
                    .shared());
        }
        Unary relu = new Unary(Activation.relu());
        int[][] shapes = {
            {}, {1}, {7}, {31}, {33, 1}, {2, 3, 65}, {5, 1, 1, 1}, {3, 2, 1, 2, 2, 3}, {1, 1025}, {2, 20_001}
        };
        for (int[] shape : shapes) {
            Tensor x = new Data(shape.length).floats(shape);
            cases.add(OpCase.of("relu of " + x.shape(), relu, x));
            cases.add(OpCase.of("relu of " + x.shape(), relu, x).shared());
        }
        return cases;
    }

    /** Numbers of every exponent and sign, subnormal ones too, and all the steps between -120 and 120. */
    private static float[] everyMagnitude() {
        float[] values = new float[MAGNITUDES];
        Data data = new Data(17);
        for (int i = 0; i < MAGNITUDES; i++) {
            int exponent = i / 16 % 255;
            int mantissa = switch (i % 8) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> 0x7fffff;
                default -> data.random().nextInt(1 << 23);
            };
            values[i] = i < 16 * 255
                    ? Float.intBitsToFloat((i / 8 % 2) << 31 | exponent << 23 | mantissa)
                    : (i - 16 * 255) / 64f - 120;
        }
        return values;
    }

    static List<OpCase> binary() {
        List<OpCase> cases = new ArrayList<>();
        for (Binary.Function function : ARITHMETIC) {
            Binary op = new Binary(function);
            Tensor column = Tensor.of(special(function), special(function).length, 1);
            Tensor row = Tensor.of(special(function), special(function).length);
            cases.add(OpCase.of(function + " of special values", op, column, row));
            Data data = new Data(function.ordinal());
            for (int[][] pair : new int[][][] {
                {{2, 3, 4, 5}, {2, 3, 4, 5}},
                {{2, 3, 4, 5}, {3, 1, 1}},
                {{2, 3, 4, 50, 16}, {2, 3, 1, 1, 16}}, // a number a channel, channels in blocks
                {{2, 3, 1, 1, 16}, {2, 3, 7, 3, 16}}
            }) {
                Tensor a = data.floats(pair[0]);
                Tensor b = data.floats(pair[1]);
                cases.add(OpCase.of(function + " " + a.shape() + " and " + b.shape(), op, a, b));
            }
        }
        cases.addAll(broadcasts());
        return cases;
    }

    /** Without what a device that flushes denormals, or an overflow on the way, may answer otherwise. */
    private static float[] special(Binary.Function function) {
        return function == Binary.Function.POW
                ? new float[] {0, -0f, 1, -1, 2, 0.5f, -2, 3, -3, 2.5f, 10, INFINITY, -INFINITY, Float.NaN}
                : new float[] {0, -0f, 1, -1, 0.1f, -3, 7, 1e-7f, 1e20f, -3e38f, INFINITY, -INFINITY, Float.NaN};
    }

    private static List<OpCase> broadcasts() {
        int[][][] pairs = {
            {{}, {}},
            {{7}, {}},
            {{}, {2, 3}},
            {{33}, {33}},
            {{1}, {65}},
            {{2, 3, 31, 7}, {1, 3, 1, 1}},
            {{3, 1, 1}, {2, 3, 5, 7}},
            {{2, 3, 5, 7}, {7}},
            {{2, 3, 5, 7}, {5, 1}},
            {{2, 1, 5, 1}, {1, 3, 1, 7}},
            {{2, 1, 3, 1, 2, 1}, {1, 3, 1, 2, 1, 3}},
            {{4, 1, 1}, {1, 5, 1}},
            {{1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2}},
            {{2, 3, 2, 3, 2, 3}, {3, 1, 3, 2, 3}},
            {{2, 3, 4, 1, 1}, {2, 3, 4, 5, 6}},
            {{3, 9001}, {9001}}, // larger than any tile
            {{20_001}, {}},
            {{130, 1}, {1, 140}},
        };
        List<OpCase> cases = new ArrayList<>();
        for (int[][] pair : pairs) {
            Data data = new Data(pair[0].length * 7L + pair[1].length);
            Tensor a = data.integers(pair[0]);
            Tensor b = data.integers(pair[1]);
            for (Binary.Function function : List.of(Binary.Function.SUB, Binary.Function.MUL)) {
                OpCase plain = OpCase.of(function + " " + a.shape() + " and " + b.shape(), new Binary(function), a, b);
                cases.add(plain.shared());
                cases.add(plain.withConstants(Set.of(1)));
            }
        }
        return cases;
    }
}
