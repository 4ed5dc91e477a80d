package io.nacre.plan;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.tensor.Tensor;
import java.util.List;

/**
 * A layer, or a whole network, with its parameters on a backend, to be tried by itself:
 *
 * <pre>{@code
 * try (Backend backend = Backends.best();
 *         BoundLayer conv = BoundLayer.of(Conv2d.of(3, 8, 3), backend)) {
 *     System.out.println(conv.forward(x));
 * }
 * }</pre>
 *
 * <p>Parameters are uploaded when it is first called. It is a {@link Session} over a model of one layer, under
 * {@link Accuracy#STRICT}: thread-safe, and each size of input is planned once.
 */
public final class BoundLayer implements AutoCloseable {
    private final Layer layer;
    private final StateDict parameters;
    private final Backend backend;
    private final Session session;

    private BoundLayer(Layer layer, StateDict parameters, Backend backend) {
        this.layer = layer;
        this.parameters = parameters;
        this.backend = backend;
        this.session = Session.open(
                Model.of(layer, parameters), backend, SessionOptions.defaults().withAccuracy(Accuracy.STRICT));
    }

    /**
     * A layer with given parameters.
     *
     * @throws io.nacre.error.ModelException if they are not those of the layer; then all faults are named
     */
    public static BoundLayer of(Layer layer, StateDict parameters, Backend backend) {
        return new BoundLayer(layer, parameters, backend);
    }

    /** A new layer, its parameters as PyTorch would fill them, from a generator with seed 0. */
    public static BoundLayer of(Layer layer, Backend backend) {
        return new BoundLayer(layer, StateDict.initial(layer, 0), backend);
    }

    /**
     * Computes the layer's first result; {@link #results} answers all.
     *
     * @param inputs as many as the layer has inputs
     * @throws io.nacre.error.ShapeException if they do not fit the layer
     */
    public Tensor forward(Tensor... inputs) {
        return results(inputs).get(0);
    }

    /** Computes all of the layer's results: for a pool with {@code return_indices} the values and their indices. */
    public List<Tensor> results(Tensor... inputs) {
        return session.run(List.of(inputs));
    }

    public Layer layer() {
        return layer;
    }

    public StateDict parameters() {
        return parameters;
    }

    /** How inputs like these are computed: steps, algorithms, memory. */
    public Plan plan(Tensor... inputs) {
        return session.plan(List.of(inputs));
    }

    /** The layer as PyTorch prints it, and where it runs. */
    @Override
    public String toString() {
        return layer + " on " + backend.name();
    }

    /** Frees what it holds on the device; harmless when repeated. The backend stays open. */
    @Override
    public void close() {
        session.close();
    }
}
