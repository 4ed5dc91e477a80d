package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code convolution/direct.cl}, or {@code convolution/depthwise.cl} where each group has one input channel. */
final class DirectConvolution extends ProgramKernel {
    private final Convolution op;
    private final Volume in;
    private final Volume out;
    private final Window window;

    private DirectConvolution(KernelPrograms programs, String file, Convolution op, Volume in, Volume out) {
        super(programs.program(file, EpilogueStages.bake(bake(op.window()), op.epilogue())));
        this.op = op;
        this.in = in;
        this.out = out;
        this.window = op.window().volume();
    }

    static DirectConvolution prepare(KernelPrograms programs, Convolution op, List<TensorType> inputs) {
        Volume in = Extents.volume(op, inputs.get(0));
        Volume out = Extents.volume(op, op.outputs(inputs).get(0));
        boolean depthwise = op.groups() > 1 && op.groups() == in.c();
        if (op.window().isPointwise()) { // a plane is then one long row
            in = new Volume(in.n(), in.c(), 1, 1, in.plane());
            out = new Volume(out.n(), out.c(), 1, 1, out.plane());
        }
        String file = depthwise ? "convolution/depthwise.cl" : "convolution/direct.cl";
        return new DirectConvolution(programs, file, op, in, out);
    }

    /** A window's macros. Padding is an argument: it costs nothing there, and programs are shared across it. */
    static BuildOptions bake(Window window) {
        BuildOptions options = BuildOptions.NONE;
        String axes = "DHW";
        for (int i = 0; i < 3; i++) {
            Axis axis = window.volume().axis(i);
            options = options.with("KERNEL_" + axes.charAt(i), axis.kernel())
                    .with("STRIDE_" + axes.charAt(i), axis.stride())
                    .with("DILATION_" + axes.charAt(i), axis.dilation());
        }
        return options;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = Extents.window(Extents.of(in, out), window, in)
                .view("x", input(inputs, 0))
                .view("w", input(inputs, 1))
                .view("y", outputs.get(0))
                .put("groups", op.groups())
                .put("group_in", in.c() / op.groups())
                .put("group_out", out.c() / op.groups());
        return List.of(EpilogueStages.operands(arguments, op.epilogue(), inputs, 2));
    }
}
