package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.op.Axis;
import io.nacre.op.Convolution;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Volume;
import io.nacre.op.Window;
import io.nacre.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all kernels of convolutions, transposed or not, are built with and given. */
record ConvolutionExtents(EpilogueOp op, Window window, int groups, Volume in, Volume out) {
    private static final String[] KERNEL = {"KERNEL_D", "KERNEL_H", "KERNEL_W"};
    private static final String[] STRIDE = {"STRIDE_D", "STRIDE_H", "STRIDE_W"};
    private static final String[] DILATION = {"DILATION_D", "DILATION_H", "DILATION_W"};

    static ConvolutionExtents of(EpilogueOp op, Window window, int groups, List<TensorType> inputs) {
        Volume in = Extents.volume(op, inputs.get(0));
        Volume out = Extents.volume(op, op.outputs(inputs).get(0));
        return new ConvolutionExtents(op, window, groups, in, out);
    }

    static ConvolutionExtents of(Convolution op, List<TensorType> inputs) {
        return of(op, op.window(), op.groups(), inputs);
    }

    /** The same, with each plane as one long row where the window is a single element. */
    ConvolutionExtents inRows() {
        return window.isPointwise() ? new ConvolutionExtents(op, window, groups, row(in), row(out)) : this;
    }

    private static Volume row(Volume volume) {
        return new Volume(volume.n(), volume.c(), 1, 1, volume.plane());
    }

    /** The window and the epilogue as macros. Padding is an argument: it costs nothing there, and programs are shared. */
    static BuildOptions bake(EpilogueOp op, Window window) {
        Window volume = window.volume();
        Map<String, Long> macros = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            Axis axis = volume.axis(i);
            macros.put(KERNEL[i], (long) axis.kernel());
            macros.put(STRIDE[i], (long) axis.stride());
            macros.put(DILATION[i], (long) axis.dilation());
        }
        BuildOptions options = BuildOptions.NONE.withAll(macros);
        return EpilogueStages.bake(options, op.epilogue());
    }

    /** The extents and the window. */
    Arguments extents() {
        return Extents.window(Extents.of(in, out), window, in)
                .put("groups", groups)
                .put("group_in", in.c() / groups)
                .put("group_out", out.c() / groups);
    }

    /** The operands of the epilogue as well. */
    Arguments operands(Arguments arguments, List<@Nullable View> inputs) {
        return EpilogueStages.operands(arguments, op.epilogue(), inputs, 2);
    }

    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = extents()
                .view("x", ProgramKernel.input(inputs, 0))
                .view("w", ProgramKernel.input(inputs, 1))
                .view("y", outputs.get(0));
        return List.of(operands(arguments, inputs));
    }
}
