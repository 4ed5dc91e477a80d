package io.nacre.nn;

/** A value in a {@link Network} under construction: one of its inputs, or what a layer will answer. */
public final class Wire {
    private final Network.Builder network;
    private final Network.Source source;

    Wire(Network.Builder network, Network.Source source) {
        this.network = network;
        this.source = source;
    }

    /**
     * Another result of the same layer.
     *
     * @param index from 0; a pool's indices are its result 1
     */
    public Wire result(int index) {
        int count = network.results(source.step());
        Checks.require(
                index >= 0 && index < count,
                "Wire: result " + index + " was asked for, the layer has " + Words.count(count, "result"));
        return new Wire(network, new Network.Source(source.step(), index));
    }

    boolean isOf(Network.Builder builder) {
        return network == builder;
    }

    Network.Source source() {
        return source;
    }
}
