package io.nacre.bench;

import io.nacre.Backends;
import io.nacre.backend.Backend;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Single layers through a session, from the caller's array into the caller's array: {@code scripts/bench jmh}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class LayerBenchmark {

    @Param({"conv3x3", "conv1x1", "depthwise3x3", "matmul1024", "gemv4096", "maxpool2x2"})
    String layer = "";

    @Param({"cpu", "opencl"})
    String backend = "";

    private Backend device;
    private Session session;
    private List<Tensor> inputs;
    private List<Tensor> outputs;

    @Setup
    public void open() {
        Layer measured = Layer.of(layer);
        device = Backends.open(backend);
        session = Session.open(measured.model(), device);
        inputs = List.of(measured.input());
        outputs = session.run(inputs);
    }

    /** One run; the outputs are the caller's own, so nothing is left that a compiler could drop. */
    @Benchmark
    public List<Tensor> run() {
        session.run(inputs, outputs);
        return outputs;
    }

    @TearDown
    public void close() {
        session.close();
        device.close();
    }
}
