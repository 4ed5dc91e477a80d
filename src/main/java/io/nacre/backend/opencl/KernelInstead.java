package io.nacre.backend.opencl;

import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built-in kernel in place of one of the user's own.
 *
 * @param why the own one was not taken
 */
record KernelInstead(Kernel kernel, Path own, String why) implements Kernel {

    @Override
    public String algorithm() {
        return kernel.algorithm();
    }

    @Override
    public String reason() {
        return "not " + own + ": " + why;
    }

    @Override
    public double errorFactor() {
        return kernel.errorFactor();
    }

    @Override
    public long scratchElements() {
        return kernel.scratchElements();
    }

    @Override
    public Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
        return kernel.bind(queue, inputs, outputs, scratch);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
