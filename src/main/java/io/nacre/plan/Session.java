package io.nacre.plan;

import io.nacre.backend.Backend;
import io.nacre.backend.Blocking;
import io.nacre.backend.Leaks;
import io.nacre.backend.Queue;
import io.nacre.error.BackendException;
import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
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

/**
 * A model on a backend: weights are packed and uploaded once, and every combination of input sizes is planned once.
 *
 * <p>Thread-safe: any number of threads may run it at once; as many runs as the backend has {@link Backend#concurrency}
 * proceed, the others wait, none of them much longer than those who came later. Closing waits for the calls that have begun, those waiting included,
 * and is harmless when repeated; the backend stays open. Results are host tensors and need no closing.
 *
 * <p>The session's device memory stays within {@link SessionOptions#memoryBudget}. A run for which there is no room waits
 * for those under way, and then takes the room of plans and lanes that were not used for longest.
 */
public final class Session implements AutoCloseable {
    private final Model model;
    private final Backend backend;
    private final SessionOptions options;
    private final Folding folding = new Folding();
    private final MemoryBudget memory;
    private final ConstantPool constants;
    private final Lanes lanes;
    private final PlanCache plans;
    private final Gate gate = new Gate();
    private final Leaks.Watch watch;
    private boolean closed;

    private Session(Model model, Backend backend, SessionOptions options) {
        this.model = model;
        this.backend = backend;
        this.options = options;
        this.memory = new MemoryBudget(backend, options.budget(backend));
        this.constants = new ConstantPool(backend, memory);
        this.lanes = new Lanes(model.name(), backend, memory);
        this.plans = new PlanCache(model, options.plans(), this::compile, lanes::drop);
        this.watch = Leaks.watch(this, "session of " + place() + " on " + backend.name());
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

    /** The device memory it holds. */
    public MemoryUse memory() {
        return memory.use();
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
     * @throws BackendException if the device fails
     */
    public List<Tensor> run(List<Tensor> inputs) {
        return running(inputs, List.of(), Session::runToNewTensors);
    }

    private List<Tensor> runToNewTensors(Plan plan, List<Tensor> inputs, List<Tensor> none) {
        List<Tensor> outputs = new ArrayList<>(plan.outputTypes().size());
        for (int i = 0; i < plan.outputTypes().size(); i++) {
            outputs.add(Tensor.zeros(plan.outputTypes().get(i)));
        }
        lanes.run(plan, inputs, outputs);
        return outputs;
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
     * Runs the model into the caller's own tensors. From the second time on, runs of equal types allocate nothing.
     *
     * @param outputs one tensor an output, of the right type; direct memory saves a copy on some devices
     */
    public void run(List<Tensor> inputs, List<Tensor> outputs) {
        running(inputs, outputs, Session::runToGivenTensors);
    }

    private List<Tensor> runToGivenTensors(Plan plan, List<Tensor> inputs, List<Tensor> outputs) {
        List<TensorType> types = plan.outputTypes();
        boolean fit = outputs.size() == types.size();
        for (int i = 0; fit && i < types.size(); i++) {
            fit = outputs.get(i).type().equals(types.get(i));
        }
        if (!fit) {
            throw new ShapeException(place() + ": outputs are " + types + ", but tensors for "
                    + outputs.stream().map(Tensor::type).toList() + " were given");
        }
        lanes.run(plan, inputs, outputs);
        return outputs;
    }

    /** The plan for inputs like these, as a run would use it. It still describes itself when the session dropped it. */
    public Plan plan(List<Tensor> inputs) {
        return running(inputs, List.of(), (session, plan, given, none) -> plan);
    }

    /** Runs the model once on a profiling queue and answers how long each step took on the device. */
    public Profile profile(List<Tensor> inputs) {
        return profile(inputs, 1);
    }

    /**
     * Runs the model on a profiling queue and answers how long each step took on the device. An untimed run comes first:
     * memory that is touched for the first time, and code that drivers finish at the first launch, would be counted.
     *
     * @param runs how many runs the medians are taken of, at least 1
     */
    public Profile profile(List<Tensor> inputs, int runs) {
        long asked = System.nanoTime();
        return running(inputs, List.of(), (session, plan, given, none) -> session.profile(plan, given, runs, asked));
    }

    private Profile profile(Plan plan, List<Tensor> inputs, int runs, long asked) {
        TimelineWatch watch =
                new TimelineWatch(plan, inputs.stream().map(Tensor::type).toList(), asked);
        try (Lane lane = new Lane(backend, memory, Queue.Mode.PROFILING)) {
            List<Tensor> outputs =
                    plan.outputTypes().stream().map(Tensor::zeros).toList();
            for (int i = 0; i <= runs; i++) {
                lane.run(plan, inputs, outputs, watch);
            }
            return Profile.of(plan, watch.times().subList(1, runs + 1), watch.timeline());
        }
    }

    /** What is done with a plan; runs capture nothing, so that a call makes no object of it. */
    private interface Action<R> {
        R apply(Session session, Plan plan, List<Tensor> inputs, List<Tensor> outputs);
    }

    private <R> R running(List<Tensor> inputs, List<Tensor> outputs, Action<R> action) {
        gate.enter();
        try {
            return withPlan(inputs, outputs, action);
        } catch (MemoryBudget.Exceeded e) {
            // all that this call had is given back: see below
        } finally {
            gate.leave();
        }
        gate.enterAlone();
        try {
            memory.reclaimBy(() -> lanes.releaseArena() || plans.dropOldest());
            return withPlan(inputs, outputs, action);
        } finally {
            memory.reclaimBy(null);
            gate.leaveAlone();
        }
    }

    private <R> R withPlan(List<Tensor> inputs, List<Tensor> outputs, Action<R> action) {
        if (closed) {
            throw new NacreException(place() + ": the session is closed");
        }
        PlanCache.Entry entry = plans.acquire(inputs);
        try {
            return action.apply(this, entry.plan(), inputs, outputs);
        } catch (OutOfMemoryError e) {
            throw new BackendException(
                    place() + ": planning or running it on "
                            + inputs.stream().map(Tensor::type).toList() + " needs more than the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB that the JVM has; -Xmx gives it more",
                    e);
        } catch (BackendException e) {
            throw Failure.at(place() + " on " + backend.name(), e);
        } finally {
            plans.release(entry);
        }
    }

    private Plan compile(PlanKey key) {
        PlanEvent event = PlanEvent.begun();
        try {
            Graph simple = Passes.simplify(model.lower(key.inputs(), folding), folding);
            Blocking blocking = backend.blocking();
            Graph graph = Passes.layInBlocks(simple, blocking.channels(), blocking.moving());
            Plan plan = new Compiler(backend, options.accuracy(), constants, model.inputs(), graph).compile();
            if (event != null) {
                event.made(model.name(), plan);
            }
            return plan;
        } catch (ShapeException e) {
            throw new ShapeException(place() + ": " + e.getMessage());
        } catch (UnsupportedException e) {
            throw new UnsupportedException(place() + " on " + backend.name() + ": " + e.getMessage());
        } catch (BackendException e) {
            throw Failure.at(place() + " on " + backend.name(), e);
        }
    }

    private String place() {
        return "model '" + model.name() + "'";
    }

    @Override
    public void close() {
        watch.closed(this);
        gate.enterAlone();
        try {
            if (!closed) {
                closed = true;
                lanes.close();
                plans.close();
                constants.close();
            }
        } finally {
            gate.leaveAlone();
        }
    }
}
