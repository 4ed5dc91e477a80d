package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.backend.opencl.program.Programs;
import io.nacre.op.Resize;
import io.nacre.op.Volume;
import io.nacre.tensor.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code resize/table.cl}. */
final class TableResize extends SingleProgramKernel {
    private final Volume in;
    private final Volume out;
    private final int[] taps;
    private final int axes;

    TableResize(Programs programs, Resize op, List<TensorType> inputs) {
        super(programs.program("resize/table.cl", BuildOptions.NONE));
        this.in = Extents.volume(op, inputs.get(0));
        this.out = Extents.volume(op, op.outputs(inputs).get(0));
        this.taps = Resize.taps(inputs);
        this.axes = inputs.get(0).shape().rank() - 2;
    }

    @Override
    List<Arguments> arguments(List<@Nullable View> inputs, List<View> outputs) {
        Arguments arguments = Extents.of(in, out)
                .put("axes", axes)
                .view("x", input(inputs, 0))
                .view("y", outputs.get(0));
        int absent = 3 - axes;
        for (int i = 0; i < 3; i++) {
            String axis = "dhw".substring(i, i + 1);
            int table = 1 + 2 * (i - absent);
            View standIn = input(inputs, 0); // not read, as such an axis has 0 taps
            arguments.view("positions_" + axis, i < absent ? standIn : input(inputs, table));
            arguments.view("weights_" + axis, i < absent ? standIn : input(inputs, table + 1));
        }
        return List.of(arguments.three("taps", absent > 0 ? 0 : taps[0], absent > 1 ? 0 : taps[1], taps[2]));
    }
}
