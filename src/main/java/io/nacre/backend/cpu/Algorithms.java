package io.nacre.backend.cpu;

import io.nacre.backend.WinogradForm;
import io.nacre.backend.cpu.micro.BlockLoops;
import io.nacre.backend.cpu.micro.LineLoops;
import io.nacre.backend.cpu.micro.PlaneLoops;
import io.nacre.backend.cpu.micro.PoolLoops;
import io.nacre.backend.cpu.micro.ProductKernel;
import io.nacre.error.BackendException;
import io.nacre.op.AveragePool;
import io.nacre.op.Binary;
import io.nacre.op.Cast;
import io.nacre.op.Concat;
import io.nacre.op.Convolution;
import io.nacre.op.ConvolutionTranspose;
import io.nacre.op.Gather;
import io.nacre.op.MatMul;
import io.nacre.op.MaxPool;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Normalization;
import io.nacre.op.Op;
import io.nacre.op.Pad;
import io.nacre.op.Permute;
import io.nacre.op.Reduce;
import io.nacre.op.Resize;
import io.nacre.op.Select;
import io.nacre.op.Slice;
import io.nacre.op.Softmax;
import io.nacre.op.Unary;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The algorithms that an operation may be computed by. */
final class Algorithms implements Op.Visitor<List<Algorithm>> {
    private static final String ROW_GEMM = "row gemm";
    private static final String PANELS = "panels";
    private static final String PANELS_BY_STRIPS = "panels by strips";
    private static final String PHASES = "phases";
    private static final String WINDOWS = "windows";
    private static final String PLANES = "planes";

    /** The names of all algorithms there are, those with no alternative included. */
    static final Set<String> NAMES = Set.of(
            ROW_GEMM,
            PANELS,
            PANELS_BY_STRIPS,
            WINDOWS,
            PLANES,
            PHASES,
            BlockAlgorithms.BLOCKS,
            BlockAlgorithms.LINES,
            BlockAlgorithms.WINDOWS,
            BlockAlgorithms.WINOGRAD,
            "columns",
            "comparison",
            "copy",
            "direct",
            "integers",
            "lines",
            "rows",
            "scatter",
            "strided copy",
            "strips",
            "table",
            "two passes",
            "winograd 2x2",
            "winograd 4x4");

    /** How much slower than a product in panels the same product is by rows and by single elements. */
    private static final double ROW_COST = 3;

    /** Output channels of a group that would leave much of a panel empty. */
    private static final int FEW_OUTPUTS = 2;

    /** How much slower than a product in panels strips of a transposed convolution are. */
    private static final double STRIP_COST = 1.1;

    /** Columns of results up to which a plane seen as one line is faster than windows line by line. */
    private static final double SHORT_LINE = 50;

    private static final double DIRECT_COST = 100;

    private final List<TensorType> inputs;
    private final IntPredicate constant;
    private final Resources resources;

    /**
     * @param constant which inputs are known when the operation is prepared
     */
    Algorithms(List<TensorType> inputs, IntPredicate constant, Resources resources) {
        this.inputs = inputs;
        this.constant = constant;
        this.resources = resources;
    }

    @Override
    public List<Algorithm> convolution(Convolution op) {
        if (op.block() > 1) {
            return BlockAlgorithms.of(op, inputs, constant, resources);
        }
        double work = op.flops(inputs) / 2.0;
        List<Algorithm> algorithms = new ArrayList<>();
        algorithms.add(Algorithm.of(
                ROW_GEMM, ROW_COST * work, packed -> Work.loop(0, operands -> RowGemmConvolution.of(op, operands))));
        if (resources.kernels().product().isPresent()) {
            Shape input = inputs.get(0).shape();
            Shape output = op.outputs(inputs).get(0).shape();
            PanelConvolution panels = new PanelConvolution(op, input, output, resources.kernels(), resources.seats());
            algorithms.add(
                    op.window().isPointwise()
                            ? Algorithm.of(PANELS, work, panels::whole)
                            : Algorithm.unfit(PANELS, "the window is not 1×1"));
            double strips = panels.stripCost();
            algorithms.set(0, algorithms.get(0).withCost(ROW_COST * strips));
            algorithms.add(Algorithm.of(PANELS_BY_STRIPS, strips, panels::byStrips));
            int outputsPerGroup = inputs.get(1).shape().extent(0) / op.groups();
            double cost = outputsPerGroup <= FEW_OUTPUTS ? work : 2 * strips;
            resources
                    .kernels()
                    .windows()
                    .ifPresent(windows ->
                            algorithms.add(Algorithm.of(WINDOWS, cost, packed -> panels.byWindows(packed, windows))));
            resources.kernels().planes().ifPresent(planes -> algorithms.add(planes(panels, planes, cost)));
            for (WinogradForm form : WinogradForm.values()) {
                algorithms.add(WinogradConvolution.of(form, op, input, output, constant.test(1), resources));
            }
        }
        return algorithms;
    }

    private static Algorithm planes(PanelConvolution panels, PlaneLoops planes, double cost) {
        PlaneForm form = panels.planeForm();
        return form.obstacle().isEmpty()
                ? Algorithm.of(
                        PLANES, cost * form.outputs() / SHORT_LINE, packed -> panels.byPlanes(packed, planes, form))
                : Algorithm.unfit(PLANES, form.obstacle());
    }

    @Override
    public List<Algorithm> convolutionTranspose(ConvolutionTranspose op) {
        double work = op.flops(inputs) / 2.0;
        boolean fits = RowGemmTransposedConvolution.fits(
                op, inputs.get(0).shape(), op.outputs(inputs).get(0).shape());
        Algorithm direct = Algorithm.of(
                "direct",
                DIRECT_COST * work,
                packed -> Work.loop(0, operands -> new DirectTransposedConvolution(op, operands, operands.input(1))));
        Algorithm rows = fits
                ? Algorithm.of(
                        ROW_GEMM,
                        ROW_COST * work,
                        packed -> Work.loop(0, operands -> RowGemmTransposedConvolution.of(op, operands)))
                : Algorithm.unfit(ROW_GEMM, "the window is too large");
        return resources
                .kernels()
                .product()
                .map(product -> List.of(
                        Algorithm.of(PHASES, STRIP_COST * work, packed -> phases(op, product, packed)), rows, direct))
                .orElse(List.of(rows, direct));
    }

    private Work phases(ConvolutionTranspose op, ProductKernel product, PackedInputs packed) {
        TransposedPhases phases = new TransposedPhases(op.window().volume());
        TransposedPanels layout = new TransposedPanels(product.rows(), op.groups(), phases);
        Shape weights = inputs.get(1).shape();
        boolean ahead = packed.ask(1, layout);
        long panels = ahead ? 0 : layout.elements(weights);
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        long perSeat = PhasedTransposedConvolution.scratch(op, in, out, phases, product);
        return new Work(panels + resources.seats() * perSeat, operands -> {
            CpuView factors = ahead ? operands.input(1) : operands.scratch();
            Tiles convolution = new PhasedTransposedConvolution(
                    op,
                    operands,
                    resources.kernels(),
                    layout,
                    factors,
                    operands.scratch().offset() + Math.toIntExact(panels));
            return ahead
                    ? List.of(convolution)
                    : List.of(new TransposedPanels.Launch(layout, operands.input(1), weights, factors), convolution);
        });
    }

    @Override
    public List<Algorithm> matMul(MatMul op) {
        double work = op.flops(inputs) / 2.0;
        List<Algorithm> algorithms = new ArrayList<>();
        algorithms.add(Algorithm.of(
                ROW_GEMM, ROW_COST * work + 1, packed -> Work.loop(0, operands -> new MatrixProduct(op, operands))));
        resources.kernels().product().ifPresent(kernel -> {
            boolean empty = inputs.get(0).shape().extent(-1) == 0;
            algorithms.add(
                    empty
                            ? Algorithm.unfit(PANELS, "there is nothing to sum up")
                            : Algorithm.of(PANELS, work, packed -> panels(op, kernel, packed)));
        });
        return algorithms;
    }

    private Work panels(MatMul op, ProductKernel kernel, PackedInputs packed) {
        MatrixShapes shapes = MatrixShapes.of(
                inputs.get(0).shape(),
                inputs.get(1).shape(),
                op.outputs(inputs).get(0).shape());
        boolean constant = packed.ask(1, new MatrixPanels(kernel.columns()));
        return new Work(PanelProduct.scratch(shapes, kernel, constant), operands -> {
            PanelProduct product = new PanelProduct(op, operands, kernel, shapes, constant);
            return List.of(new MatrixPacking(product), product);
        });
    }

    @Override
    public List<Algorithm> maxPool(MaxPool op) {
        if (!op.indices()) {
            return List.of(linePooling(op, op.window(), resources.kernels().largest(), null));
        }
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        long scratch = resources.seats() * StripMaxPooling.scratch(op, in, out);
        LineLoops loops = resources.kernels().lines();
        return List.of(Algorithm.loop("strips", scratch, operands -> new StripMaxPooling(op, operands, loops)));
    }

    private Algorithm linePooling(Op op, Window window, PoolLoops pool, @Nullable PoolDivisors divisors) {
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        LineLoops loops = resources.kernels().lines();
        if (BlockPooling.fits(window, in, lanes())) {
            return Algorithm.loop(
                    BlockAlgorithms.LINES,
                    resources.seats() * BlockPooling.scratch(in),
                    operands -> new BlockPooling(window, operands, pool, divisors));
        }
        long scratch = resources.seats() * LinePooling.scratch(window, in, out);
        return Algorithm.loop("lines", scratch, operands -> new LinePooling(window, operands, pool, loops, divisors));
    }

    @Override
    public List<Algorithm> maxUnpool(MaxUnpool op) {
        return List.of(Algorithm.loop("scatter", MaxUnpooling::new));
    }

    @Override
    public List<Algorithm> averagePool(AveragePool op) {
        Volume in = Volume.of(inputs.get(0).shape());
        Volume out = Volume.of(op.outputs(inputs).get(0).shape());
        return List.of(linePooling(op, op.window(), resources.kernels().sums(), new PoolDivisors(op, in, out)));
    }

    @Override
    public List<Algorithm> resize(Resize op) {
        long scratch =
                resources.seats() * Resampling.scratch(Volume.of(inputs.get(0).shape()));
        LineLoops loops = resources.kernels().lines();
        BlockLoops blocks = resources.kernels().blocks().orElse(null);
        return List.of(Algorithm.loop("lines", scratch, operands -> new Resampling(operands, loops, blocks)));
    }

    @Override
    public List<Algorithm> softmax(Softmax op) {
        return List.of(
                SoftmaxColumns.fits(inputs.get(0).shape(), op.axis())
                        ? Algorithm.loop("columns", operands -> new SoftmaxColumns(op, operands))
                        : Algorithm.loop("lines", operands -> new SoftmaxLines(op, operands)));
    }

    @Override
    public List<Algorithm> normalization(Normalization op) {
        return List.of(Algorithm.loop("two passes", operands -> new NormalizedRows(op, operands)));
    }

    @Override
    public List<Algorithm> reduce(Reduce op) {
        if (op.function().locates()) {
            return List.of(Algorithm.loop("direct", operands -> new ExtremePositions(op, operands)));
        }
        checkFloats(op);
        Shape x = inputs.get(0).shape();
        if (BlockReduction.fits(op, x, lanes())) {
            boolean largest = op.function() == Reduce.Function.MAX;
            PoolLoops pool = largest
                    ? resources.kernels().largest()
                    : resources.kernels().sums();
            return List.of(Algorithm.loop(
                    BlockAlgorithms.LINES,
                    resources.seats() * BlockReduction.scratch(x),
                    operands -> new BlockReduction(op, operands, pool)));
        }
        return List.of(Algorithm.loop("direct", operands -> Reduction.of(op, operands)));
    }

    @Override
    public List<Algorithm> unary(Unary op) {
        return List.of(Algorithm.loop("rows", operands -> new UnaryRows(op, operands)));
    }

    @Override
    public List<Algorithm> binary(Binary op) {
        if (inputs.get(0).type() != DataType.F32) {
            return List.of(Algorithm.loop("integers", operands -> new BinaryIntegers(op, operands)));
        }
        if (!op.function().compares()
                && BlockGate.fits(inputs.get(0).shape(), inputs.get(1).shape(), lanes())) {
            return List.of(Algorithm.loop("rows", operands -> new BlockGate(op, operands)));
        }
        return List.of(
                op.function().compares()
                        ? Algorithm.loop("comparison", operands -> new Comparison(op, operands))
                        : Algorithm.loop("rows", operands -> new BinaryRows(op, operands)));
    }

    @Override
    public List<Algorithm> select(Select op) {
        return List.of(Algorithm.loop("direct", Selection::new));
    }

    @Override
    public List<Algorithm> cast(Cast op) {
        return List.of(Algorithm.loop("direct", Conversion::new));
    }

    @Override
    public List<Algorithm> permute(Permute op) {
        return List.of(Algorithm.loop("strided copy", operands -> StridedCopy.permute(op, operands)));
    }

    @Override
    public List<Algorithm> pad(Pad op) {
        return List.of(Algorithm.loop("table", operands -> new Padding(op, operands)));
    }

    @Override
    public List<Algorithm> slice(Slice op) {
        return List.of(Algorithm.loop("strided copy", operands -> StridedCopy.slice(op, operands)));
    }

    @Override
    public List<Algorithm> concat(Concat op) {
        return List.of(Algorithm.loop("copy", operands -> new Concatenation(op, operands)));
    }

    @Override
    public List<Algorithm> gather(Gather op) {
        return List.of(Algorithm.loop("copy", operands -> new Gathering(op, operands)));
    }

    /** Channels of a block, 0 if there are no blocks. */
    private int lanes() {
        return resources.kernels().blocks().map(BlockLoops::lanes).orElse(0);
    }

    /** Reductions are of floats. */
    private void checkFloats(Op op) {
        if (inputs.get(0).type() != DataType.F32) {
            throw new BackendException(
                    "cpu " + op.kind() + ": input is " + inputs.get(0) + ", the CPU computes with f32 only");
        }
    }
}
