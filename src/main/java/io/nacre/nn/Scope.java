package io.nacre.nn;

import io.nacre.error.ShapeException;
import io.nacre.error.UnsupportedException;
import io.nacre.graph.GraphBuilder;
import io.nacre.graph.Value;
import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.MaxPool;
import io.nacre.op.Op;
import io.nacre.op.Slice;
import io.nacre.op.Unary;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Where a layer is lowered: a graph, the parameters of the network, and the layer's place in it. */
public final class Scope {
    private final GraphBuilder graph;
    private final Function<String, Tensor> parameters;
    private final Observer observer;
    private final Layer layer;
    private final String path;

    /** Told of every layer that is lowered, those within others as well. */
    public interface Observer {

        /** A layer is about to be lowered; those it holds follow. */
        default void enter(String name, Layer layer) {}

        /** The layer entered last, of those not left yet, is lowered. */
        default void leave(List<Value> results) {}
    }

    private static final Observer NOBODY = new Observer() {};

    private Scope(
            GraphBuilder graph, Function<String, Tensor> parameters, Observer observer, Layer layer, String path) {
        this.graph = graph;
        this.parameters = parameters;
        this.observer = observer;
        this.layer = layer;
        this.path = path;
    }

    /**
     * The scope of a whole network.
     *
     * @param parameters the tensor of each of the layer's {@link Layer#parameters}, by name; the same one every time
     */
    public static Scope of(GraphBuilder graph, Function<String, Tensor> parameters, Layer layer) {
        return of(graph, parameters, layer, NOBODY);
    }

    /** The scope of a whole network, whose layers somebody wants to hear of. */
    public static Scope of(GraphBuilder graph, Function<String, Tensor> parameters, Layer layer, Observer observer) {
        return new Scope(graph, parameters, observer, layer, "");
    }

    /** The scope of a layer that this one holds under a name. */
    private Scope child(String name, Layer child) {
        return new Scope(graph, parameters, observer, child, path.isEmpty() ? name : path + "." + name);
    }

    /** The results of a layer that this one holds under a name. */
    List<Value> call(String name, Layer child, List<Value> inputs) {
        observer.enter(name, child);
        List<Value> results = child.lower(child(name, child), inputs);
        observer.leave(results);
        return results;
    }

    public GraphBuilder graph() {
        return graph;
    }

    /** One of the layer's own parameters, by its name within the layer. */
    public Value parameter(String name) {
        String full = path.isEmpty() ? name : path + "." + name;
        return graph.weight(full, parameters.apply(full));
    }

    /** Adds an operation with one result. */
    public Value add(Op op, Value... operands) {
        return graph.add(name(), op, operands);
    }

    public List<Value> addAll(Op op, Value... operands) {
        return graph.add(name(), op, List.of(operands));
    }

    /** The largest elements and, if the pool gives them, their positions as PyTorch types them: int64. */
    List<Value> maxPool(MaxPool op, Value x) {
        List<Value> results = addAll(op, x);
        return op.indices() ? List.of(results.get(0), indices(results.get(1))) : results;
    }

    Value indices(Value integers) {
        return graph.as(integers, DataType.I64);
    }

    public Value unary(Activation.Function function, Value x) {
        return add(new Unary(Activation.of(function)), x);
    }

    public Value binary(Binary.Function function, Value a, Value b) {
        return add(new Binary(function), a, b);
    }

    /** {@code f(f(f(a, b), c), …)}. */
    Value fold(Binary.Function function, List<Value> operands) {
        expect(operands);
        return operands.stream().reduce((a, b) -> binary(function, a, b)).orElseThrow();
    }

    public Value binary(Binary.Function function, Value a, double b) {
        return add(new Binary(function), a, graph.scalar((float) b));
    }

    public Value reshape(Value value, int... extents) {
        return graph.reshape(value, Shape.of(extents));
    }

    /** A value of no elements. */
    Value empty(Value x, int... extents) {
        List<Integer> zeros = Collections.nCopies(x.type().shape().rank(), 0);
        List<Integer> ones = Collections.nCopies(zeros.size(), 1);
        return reshape(add(new Slice(zeros, ones, zeros), x), extents);
    }

    /** A value without its batch axis gets one of extent 1. */
    Value batched(Value x, int spatialAxes) {
        Shape shape = x.type().shape();
        return shape.rank() > spatialAxes + 1 ? x : graph.reshape(x, Shapes.prepend(1, shape));
    }

    /** The result without its batch axis if the input had none. */
    Value unbatched(Value y, Value x) {
        Shape shape = y.type().shape();
        return shape.rank() == x.type().shape().rank() ? y : graph.reshape(y, Shapes.rest(shape));
    }

    /** An axis as a number from 0; negative ones count from the end, a scalar counts as having one axis. */
    int axis(int dim, Shape shape) {
        int rank = Math.max(shape.rank(), 1);
        if (dim < -rank || dim >= rank) {
            throw fault("Dimension out of range (expected to be in range of [" + -rank + ", " + (rank - 1)
                    + "], but got " + dim + ") for input " + Words.list(shape));
        }
        return dim < 0 ? dim + rank : dim;
    }

    /** Checks how many values the layer is given. */
    public void expect(List<Value> inputs) {
        if (inputs.size() != layer.inputs().size()) {
            throw fault("takes " + Words.count(layer.inputs().size(), "input") + " "
                    + layer.inputs().stream().map(Layer.Input::name).toList() + ", got " + inputs.size());
        }
    }

    /** What is wrong, and where: {@code Conv2d '0.conv': words}. */
    public ShapeException fault(String words) {
        return new ShapeException(place() + words);
    }

    /** A legal wish that cannot be fulfilled. */
    public UnsupportedException unsupported(String words) {
        return new UnsupportedException(place() + words);
    }

    private String place() {
        return layer.kind() + (path.isEmpty() ? "" : " '" + path + "'") + ": ";
    }

    private String name() {
        return path.isEmpty() ? layer.kind() : path;
    }
}
