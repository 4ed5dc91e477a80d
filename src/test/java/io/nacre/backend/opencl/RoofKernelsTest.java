package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.Queue;
import io.nacre.backend.opencl.cl.ClLaunch;
import io.nacre.backend.opencl.cl.ClQueue;
import io.nacre.backend.opencl.program.Arguments;
import io.nacre.backend.opencl.program.BuildOptions;
import io.nacre.tensor.DataType;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kernels that measure do what they are said to do: what is left out would be measured as fast. */
class RoofKernelsTest {
    private static final int COUNT = 200_000;

    private static float[] run(String file, BuildOptions options, Arguments arguments, float[] before) {
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = i + 1;
        }
        FloatBuffer result = FloatBuffer.allocate(before.length);
        try (OpenClBackend backend = OpenCl.open(BackendOptions.defaults());
                ClQueue queue = (ClQueue) backend.newQueue(Queue.Mode.PLAIN);
                Buffer from = backend.allocate(DataType.F32, COUNT);
                Buffer to = backend.allocate(DataType.F32, before.length)) {
            queue.write(FloatBuffer.wrap(x), from, 0);
            queue.write(FloatBuffer.wrap(before), to, 0);
            arguments.memory("x", from).memory("y", to);
            try (ClLaunch launch = backend.programs().program(file, options).bind(arguments)) {
                queue.enqueue(new ClLaunch[] {launch});
                queue.read(to, 0, result);
                queue.finish();
            }
        }
        return result.array();
    }

    @TestFactory
    Stream<DynamicTest> copyCopiesAll() {
        return Stream.of(
                        BuildOptions.NONE,
                        BuildOptions.NONE.with("LANES", 4).with("SPAN", 4).with("LOCAL", 8))
                .map(options -> DynamicTest.dynamicTest("built with '" + options + "'", () -> {
                    Arguments arguments = new Arguments()
                            .put("x_offset", 16L)
                            .put("y_offset", 0L)
                            .put("count", COUNT - 32L);
                    float[] y = run("roof/copy.cl", options, arguments, new float[COUNT]);
                    for (int i = 0; i < COUNT; i++) {
                        assertThat(y[i]).isEqualTo(i < COUNT - 32 ? i + 17 : 0);
                    }
                }));
    }

    /** Chains start at 0, 1, 2 and 3; each multiply-add of the three turns takes 1 from them. */
    @Test
    void everyMultiplyAddIsDone() {
        BuildOptions options = BuildOptions.NONE
                .with("LANES", 2)
                .with("CHAINS", 4)
                .with("STEPS", 5)
                .with("ITEMS", 1)
                .with("LOCAL", 1);
        Arguments arguments = new Arguments()
                .put("y_offset", 0L)
                .put("units", 1)
                .put("a", 1f)
                .put("b", -1f)
                .put("operations", 2L * (2 * 2 * 4 * 5));
        float[] y = run("roof/fma.cl", options, arguments, new float[] {7});
        assertThat(y[0]).isEqualTo(0 + 1 + 2 + 3 - 4 * 3 * 5);
    }
}
