package io.nacre.examples;

import io.nacre.nn.AdaptiveAvgPool1d;
import io.nacre.nn.Conv1d;
import io.nacre.nn.Linear;
import io.nacre.nn.MatMul;
import io.nacre.nn.Network;
import io.nacre.nn.PReLU;
import io.nacre.nn.Sequential;
import io.nacre.nn.Sigmoid;
import io.nacre.nn.Wire;

/** Two signals through one stem, and two results: one signal seen through the other, and their sum, gated. */
public final class TwoHeads {
    private TwoHeads() {}

    public static Network of() {
        Network.Builder net = Network.builder("TwoHeads");
        Wire left = net.input("left");
        Wire right = net.input("right");
        Wire a = net.layer("stem", Sequential.of(Conv1d.of(2, 6, 5).stride(2), new PReLU(6)), left);
        Wire b = net.again("stem", right);
        Wire seen = net.layer("matmul", new MatMul(), net.layer("look", new Linear(15, 6), a), b);
        Wire both = net.sum(a, b);
        Wire gate = net.layer("gate", Sequential.of(AdaptiveAvgPool1d.of(1), Conv1d.of(6, 6, 1), new Sigmoid()), both);
        return net.output("seen", seen).output("gated", net.product(both, gate)).build();
    }
}
