package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Queue;
import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.graph.Passes;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model on a backend: weights are packed and uploaded once, and every combination of input sizes is planned once.
 *
 * <p>Thread-safe: any number of threads may run it at once; as many runs as the backend has {@link Backend#concurrency}
 * proceed, the others wait. Closing waits for the runs under way and is harmless when repeated; the backend stays open.
 * Results are host tensors and need no closing.
 */
public final class Session implements AutoCloseable {
    private final Model model;
    private final Backend backend;
    private final SessionOptions options;
    private final Folding folding = new Folding();
    private final ConstantPool constants;
    private final Lanes lanes;
    private final PlanCache plans;
    private final ReadWriteLock running = new ReentrantReadWriteLock();
    private boolean closed;

    private Session(Model model, Backend backend, SessionOptions options) {
        this.model = model;
        this.backend = backend;
        this.options = options;
        this.constants = new ConstantPool(backend);
        this.lanes = new Lanes(backend);
        this.plans = new PlanCache(options.plans(), this::compile, lanes::drop);
    }

    public static Session open(Model model, Backend backend) {
        return open(model, backend, SessionOptions.defaults());
    }

    public static Session open(Model model, Backend backend, SessionOptions options) {
        return new Session(model, backend, options);
    }

    public Model model() {
        return model;
    }

    /**
     * Runs a model of one input and one output.
     *
     * @return the output, on the Java heap
     */
    public Tensor run(Tensor input) {
        if (model.outputs().size() != 1) {
            throw new ShapeException(
                    place() + ": has outputs " + model.outputs() + ", run(Tensor) needs a model of one output");
        }
        return run(List.of(input)).get(0);
    }

    /**
     * Runs the model.
     *
     * @param inputs one tensor an input, in the order of {@link Model#inputs}
     * @return one new tensor an output, in the order of {@link Model#outputs}, on the Java heap
     * @throws ShapeException if the inputs do not fit the model
     * @throws io.nacre.error.BackendException if the device fails
     */
    public List<Tensor> run(List<Tensor> inputs) {
        return running(inputs, plan -> {
            List<Tensor> outputs =
                    plan.outputTypes().stream().map(Tensor::zeros).toList();
            lanes.run(plan, runtime(inputs), outputs);
            return outputs;
        });
    }

    /**
     * Runs the model on inputs by name.
     *
     * @return the outputs by name, in the model's order
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        List<String> names = model.inputs().stream().map(Port::name).toList();
        if (inputs.size() != names.size() || !inputs.keySet().containsAll(names)) {
            throw new ShapeException(place() + ": was given inputs " + inputs.keySet() + ", expected " + names);
        }
        List<Tensor> results = run(names.stream().map(inputs::get).toList());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(model.outputs().get(i), results.get(i));
        }
        return outputs;
    }

    /**
     * Runs the model into the caller's own tensors.
     *
     * @param outputs one tensor an output, of the right type; direct memory saves a copy on some devices
     */
    public void run(List<Tensor> inputs, List<Tensor> outputs) {
        running(inputs, plan -> {
            List<TensorType> types = plan.outputTypes();
            List<TensorType> given = outputs.stream().map(Tensor::type).toList();
            if (!given.equals(types)) {
                throw new ShapeException(
                        place() + ": outputs are " + types + ", but tensors for " + given + " were given");
            }
            lanes.run(plan, runtime(inputs), outputs);
            return outputs;
        });
    }

    /** The plan for inputs like these, as a run would use it. */
    public Plan plan(List<Tensor> inputs) {
        return running(inputs, plan -> plan);
    }

    /** Runs the model once on a profiling queue and answers how long each step took on the device. */
    public Profile profile(List<Tensor> inputs) {
        return profile(inputs, 1);
    }

    /**
     * Runs the model on a profiling queue and answers how long each step took on the device.
     *
     * @param runs how many runs the medians are taken of, at least 1; one more goes before them
     */
    public Profile profile(List<Tensor> inputs, int runs) {
        return running(inputs, plan -> {
            List<Tensor> outputs =
                    plan.outputTypes().stream().map(Tensor::zeros).toList();
            try (Lane lane = new Lane(backend, Queue.Mode.PROFILING)) {
                List<List<Long>> times = new ArrayList<>();
                for (int i = 0; i <= runs; i++) {
                    lane.run(plan, runtime(inputs), outputs);
                    times.add(lane.takeTimes());
                }
                return Profile.of(plan, times.subList(1, times.size()));
            }
        });
    }

    private interface Action<R> {
        R with(Plan plan);
    }

    private <R> R running(List<Tensor> inputs, Action<R> action) {
        running.readLock().lock();
        try {
            if (closed) {
                throw new NacreException(place() + ": the session is closed");
            }
            return plans.with(PlanCache.Key.of(model, inputs), action::with);
        } finally {
            running.readLock().unlock();
        }
    }

    private Plan compile(PlanCache.Key key) {
        try {
            Graph graph = Passes.simplify(model.lower(key.inputs(), folding), folding);
            return new Compiler(backend, options.accuracy(), folding, constants, graph).compile();
        } catch (ShapeException e) {
            throw new ShapeException(place() + ": " + e.getMessage());
        }
    }

    /** The tensors that a graph takes at run time: those whose values the plan does not hold already. */
    private List<Tensor> runtime(List<Tensor> inputs) {
        List<Tensor> kept = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!model.inputs().get(i).shaping()) {
                kept.add(inputs.get(i));
            }
        }
        return kept;
    }

    private String place() {
        return "model '" + model.name() + "'";
    }

    @Override
    public void close() {
        running.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                lanes.close();
                plans.close();
                constants.close();
            }
        } finally {
            running.writeLock().unlock();
        }
    }
}
