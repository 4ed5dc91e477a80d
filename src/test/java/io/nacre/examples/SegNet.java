package io.nacre.examples;

import io.nacre.nn.BatchNorm2d;
import io.nacre.nn.Conv2d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.MaxUnpool2d;
import io.nacre.nn.Network;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.nn.Wire;

/**
 * A small SegNet (Badrinarayanan, Kendall, Cipolla 2015): the decoder puts values back where the encoder's pools found
 * them.
 */
public final class SegNet {
    private SegNet() {}

    public static Network of(int inChannels, int classes, int width) {
        Network.Builder net = Network.builder("SegNet");
        Wire image = net.input("image");
        Wire first = net.layer(
                "pool", MaxPool2d.of(2).returnIndices(true), net.layer("encoder1", block(inChannels, width), image));
        Wire second = net.again("pool", net.layer("encoder2", block(width, 2 * width), first));

        Wire up = net.layer("unpool", MaxUnpool2d.of(2), second, second.result(1));
        up = net.again("unpool", net.layer("decoder2", block(2 * width, width), up), first.result(1));
        return net.build(net.layer("decoder1", Conv2d.of(width, classes, 3).padding(1), up));
    }

    private static Sequential block(int inputs, int outputs) {
        return Sequential.of(Conv2d.of(inputs, outputs, 3).padding(1).bias(false), BatchNorm2d.of(outputs), new ReLU());
    }
}
