package io.nacre.bench;

import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.op.Activation;
import io.nacre.op.Activation.Function;
import io.nacre.op.AveragePool;
import io.nacre.op.Axis;
import io.nacre.op.Binary;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Epilogue;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.op.Window;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One operation on one size, with seeded input and weights: what the speed of a layer is measured on.
 *
 * @param name a word, for options
 * @param title what it is, for tables
 * @param input what a run is given
 * @param weights the operation's other inputs, constants: the weight, then the bias if it has one
 */
public record Layer(String name, String title, Op op, Tensor input, List<Tensor> weights) {
    private static final Epilogue BIAS = Epilogue.of(new Epilogue.Bias());

    private static final Op HARD_SWISH = new Unary(new Activation(Function.HARD_SWISH, 1 / 6f, 0.5f));
    private static final Op MEAN = new Reduce(Reduce.Function.MEAN, List.of(2, 3), true);

    public Layer {
        weights = List.copyOf(weights);
    }

    /** Every layer. */
    public static List<Layer> all() {
        return List.of(
                convolution("conv3x3", "conv 3×3 64→64 56×56", 64, 1, axes(2, 3, 1, 1, 1), 64, 56, 56),
                convolution("conv1x1", "conv 1×1 256→64 56×56", 64, 1, axes(2, 1, 1, 1, 0), 256, 56, 56),
                convolution("conv7x7s2", "conv 7×7 stride 2 3→64 224×224", 64, 1, axes(2, 7, 2, 1, 3), 3, 224, 224),
                convolution("depthwise3x3", "depthwise 3×3 144 56×56", 144, 144, axes(2, 3, 1, 1, 1), 144, 56, 56),
                matMul("matmul1024", "matmul 1024×1024×1024", 1024, 1024, 1024),
                matMul("gemv4096", "GEMV 1×4096×4096", 1, 4096, 4096),
                convolution("conv3d", "conv3d 3×3×3 16→16 32×32×32", 16, 1, axes(3, 3, 1, 1, 1), 16, 32, 32, 32),
                convolution("dilated3x3", "conv 3×3 dilation 2 64→64 56×56", 64, 1, axes(2, 3, 1, 2, 2), 64, 56, 56),
                transposed(
                        "transposed4x4s2", "transposed 4×4 stride 2 64→64 28×28", 64, axes(2, 4, 2, 1, 1), 64, 28, 28),
                maxPool("maxpool2x2", "max pool 2×2 with indices 64 112×112", true, axes(2, 2, 2, 1, 0), 64, 112, 112),
                maxPool("maxpool3x3s2", "max pool 3×3 stride 2 64 112×112", false, axes(2, 3, 2, 1, 1), 64, 112, 112),
                averagePool("avgpool2x2", "average pool 2×2 64 112×112", axes(2, 2, 2, 1, 0), 64, 112, 112),
                of("gelu", "GELU 197×768", new Unary(Activation.of(Function.GELU)), 197, 768),
                of("hardswish", "hard swish 64 112×112", HARD_SWISH, 1, 64, 112, 112),
                of("sigmoid", "sigmoid 64 56×56", new Unary(Activation.of(Function.SIGMOID)), 1, 64, 56, 56),
                of("softmax", "softmax of 6625, 40 rows", new Softmax(1, false), 40, 6625),
                of("softmax2", "softmax of 2, 4420 rows", new Softmax(2, false), 1, 4420, 2),
                of("softmaxchannels", "softmax of 21 channels 128×128", new Softmax(1, false), 1, 21, 128, 128),
                layerNorm("layernorm", "layer norm 197×768", 197, 768),
                of("mean", "mean of planes 1000 13×13", MEAN, 1, 1000, 13, 13),
                gates("gates", "multiply channels 64 56×56", 64, 56, 56),
                of("permute", "permute NCHW to NHWC 64 56×56", new Permute(List.of(0, 2, 3, 1)), 1, 64, 56, 56));
    }

    /** The layer of a name. */
    public static Layer of(String name) {
        return all().stream()
                .filter(layer -> layer.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("layer '" + name + "': there is none of that name, only "
                                + all().stream().map(Layer::name).toList()));
    }

    /** The layer as a model of one operation. */
    public Model model() {
        List<Port.Extent> extents = Arrays.stream(input.shape().toArray())
                .mapToObj(Port.Extent::fixed)
                .toList();
        Port port = new Port("x", input.dataType(), extents, false);
        List<String> outputs =
                IntStream.range(0, outputs().size()).mapToObj(i -> "y" + i).toList();
        long parameters =
                weights.stream().mapToLong(tensor -> tensor.type().elements()).sum();
        return new Model(name, List.of(port), outputs, parameters, this::lower);
    }

    private List<Value> lower(GraphBuilder builder, List<Value> inputs) {
        List<Value> operands = new ArrayList<>(inputs);
        for (int i = 0; i < weights.size(); i++) {
            operands.add(builder.weight("w" + i, weights.get(i)));
        }
        return builder.add(name, op, operands);
    }

    /** The types of the results. */
    public List<TensorType> outputs() {
        return op.outputs(inputTypes());
    }

    /** Floating-point operations of one run. */
    public long flops() {
        return op.flops(inputTypes());
    }

    private List<TensorType> inputTypes() {
        List<TensorType> types = new ArrayList<>(List.of(input.type()));
        weights.forEach(tensor -> types.add(tensor.type()));
        return types;
    }

    @Override
    public String toString() {
        return title;
    }

    private static List<Axis> axes(int count, int kernel, int stride, int dilation, int padding) {
        return Collections.nCopies(count, new Axis(kernel, stride, dilation, padding, padding));
    }

    private static Layer convolution(
            String name, String title, int out, int groups, List<Axis> axes, int channels, int... extents) {
        Tensor weight = random(title, weightShape(out, channels / groups, axes));
        Op op = new Convolution(new Window(axes), groups, BIAS);
        return new Layer(name, title, op, image(channels, extents), List.of(weight, random("bias", Shape.of(out))));
    }

    private static Layer transposed(String name, String title, int out, List<Axis> axes, int channels, int... extents) {
        Tensor weight = random(title, weightShape(channels, out, axes));
        Op op = new ConvolutionTranspose(new Window(axes), Collections.nCopies(axes.size(), 0), 1, BIAS);
        return new Layer(name, title, op, image(channels, extents), List.of(weight, random("bias", Shape.of(out))));
    }

    private static Layer matMul(String name, String title, int rows, int depth, int columns) {
        Tensor weight = random(title, Shape.of(depth, columns));
        return new Layer(
                name, title, new MatMul(Epilogue.NONE), random("input", Shape.of(rows, depth)), List.of(weight));
    }

    private static Layer maxPool(
            String name, String title, boolean indices, List<Axis> axes, int channels, int... extents) {
        Op op = new MaxPool(new Window(axes), false, indices);
        return new Layer(name, title, op, image(channels, extents), List.of());
    }

    private static Layer averagePool(String name, String title, List<Axis> axes, int channels, int... extents) {
        Op op = new AveragePool(new Window(axes), false, true, 0);
        return new Layer(name, title, op, image(channels, extents), List.of());
    }

    /** An operation without weights. */
    private static Layer of(String name, String title, Op op, int... extents) {
        return new Layer(name, title, op, random("input", Shape.of(extents)), List.of());
    }

    private static Layer layerNorm(String name, String title, int rows, int size) {
        Tensor weight = random(title, Shape.of(size));
        Op op = new Normalization(1, 1e-5f, 1);
        return new Layer(
                name,
                title,
                op,
                random("input", Shape.of(rows, size)),
                List.of(weight, random("bias", Shape.of(size))));
    }

    private static Layer gates(String name, String title, int channels, int... extents) {
        Tensor gates = random(title, Shape.of(channels, 1, 1));
        return new Layer(name, title, new Binary(Binary.Function.MUL), image(channels, extents), List.of(gates));
    }

    private static Shape weightShape(int first, int second, List<Axis> axes) {
        return Shape.of(
                IntStream.concat(IntStream.of(first, second), axes.stream().mapToInt(Axis::kernel))
                        .toArray());
    }

    private static Tensor image(int channels, int... extents) {
        return random(
                "input",
                Shape.of(IntStream.concat(IntStream.of(1, channels), Arrays.stream(extents))
                        .toArray()));
    }

    /** Uniform between -0.5 and 0.5. */
    private static Tensor random(String seed, Shape shape) {
        Random random = new Random(seed.hashCode());
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensor.of(values, shape.toArray());
    }
}
