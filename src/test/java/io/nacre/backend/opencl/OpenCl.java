package io.nacre.backend.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.Candidate;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.backend.opencl.cl.ClDevice;
import io.nacre.backend.opencl.cl.ClPlatform;
import io.nacre.op.Op;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The first OpenCL device, for tests that need one. Without one they are skipped, saying why. */
public final class OpenCl {
    private OpenCl() {}

    /** Skips the test unless there is a device, or fails it where {@code -Dnacre.require=opencl} asks for one. */
    public static void assumePresent() {
        assumeTrue(
                !System.getProperty("nacre.test.opencl", "on").equals("off"),
                "switched off by -Dnacre.test.opencl=off");
        Candidate first = new OpenClProvider().candidates().get(0);
        if (first instanceof Candidate.Unavailable unavailable) {
            if (System.getProperty("nacre.require", "").contains("opencl")) {
                throw new AssertionError(unavailable.reason() + " (required by -Dnacre.require)");
            }
            assumeTrue(false, unavailable.reason());
        }
    }

    /** Opens the first device. */
    static OpenClBackend open(BackendOptions options) {
        assumePresent();
        Candidate first = new OpenClProvider().candidates().get(0);
        return (OpenClBackend) ((Candidate.Available) first).opener().open(options);
    }

    /** The first device. */
    public static ClDevice device() {
        assumePresent();
        return ClPlatform.all().stream()
                .flatMap(platform -> platform.devices().stream())
                .filter(ClDevice::usable)
                .findFirst()
                .orElseThrow();
    }

    /** Opens the first device with compiled programs stored elsewhere, or nowhere. */
    public static Backend open(BackendOptions options, Optional<Path> stored) {
        ClDevice device = device();
        Device description = new Device(device.kind(), device.name(), device.driver(), device.memory() / 2);
        return new OpenClBackend("opencl:0", device, description, options, stored);
    }

    /** Opens the first device described as one of another kind: it gets that kind's algorithms, tiles and work-groups. */
    public static Backend openAs(Device.Kind kind) {
        ClDevice device = device();
        Device description = new Device(kind, device.name(), device.driver(), device.memory() / 2);
        return new OpenClBackend("opencl as " + kind, device, description, BackendOptions.defaults());
    }

    /** Runs an operation on float32 tensors and answers its first result. */
    static float[] run(Backend backend, Op op, Tensor... inputs) {
        List<TensorType> types = Stream.of(inputs).map(Tensor::type).toList();
        TensorType output = op.outputs(types).get(0);
        List<View> views = new ArrayList<>();
        FloatBuffer result = FloatBuffer.allocate((int) output.elements());
        try (Queue queue = backend.newQueue(Queue.Mode.PLAIN);
                Kernel kernel = backend.prepare(op, types, Constants.NONE, Accuracy.STRICT);
                Buffer y = backend.allocate(output.type(), output.elements())) {
            for (Tensor input : inputs) {
                Buffer x = backend.allocate(input.dataType(), input.type().elements());
                queue.write(input.buffer(), x, 0);
                views.add(View.dense(x, 0, input.shape()));
            }
            try (Launch launch = kernel.bind(queue, views, List.of(View.dense(y, 0, output.shape())), null)) {
                launch.enqueue();
                queue.read(y, 0, result);
                queue.finish();
            }
        } finally {
            views.forEach(view -> view.buffer().close());
        }
        return result.array();
    }

    /** Copies the project's kernels to a folder. */
    public static void copyKernels(Path target) {
        Path source = Path.of("kernels");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
