package io.nacre.backend.opencl;

import io.nacre.backend.View;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.op.Activation;
import io.nacre.op.Epilogue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The host's side of {@code kernels/common/epilogue.clh}. */
final class EpilogueStages {
    private EpilogueStages() {}

    /** The macros that bake an epilogue into a program. */
    static BuildOptions bake(BuildOptions options, Epilogue epilogue) {
        BuildOptions baked = options;
        for (int k = 0; k < epilogue.stages().size(); k++) {
            Epilogue.Stage stage = epilogue.stages().get(k);
            if (stage instanceof Epilogue.Activate activate) {
                Activation activation = activate.activation();
                baked = baked.with("STAGE_" + k, "ACTIVATE")
                        .with("ACTIVATION_" + k, activation.function().name())
                        .with("A_" + k, activation.a())
                        .with("B_" + k, activation.b());
            } else {
                baked = baked.with(
                        "STAGE_" + k, stage.getClass().getSimpleName().toUpperCase(Locale.ROOT));
            }
        }
        return baked;
    }

    /**
     * The stages' operands.
     *
     * @param first the number of the first operand among the inputs
     */
    static Arguments operands(Arguments arguments, Epilogue epilogue, List<@Nullable View> inputs, int first) {
        int next = first;
        for (int k = 0; k < epilogue.stages().size(); k++) {
            if (epilogue.stages().get(k).hasOperand()) {
                arguments.view("operand_" + k, ProgramKernel.input(inputs, next++));
            }
        }
        return arguments;
    }
}
