package io.nacre.examples;

import io.nacre.nn.Conv2d;
import io.nacre.nn.ConvTranspose2d;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.Network;
import io.nacre.nn.ReLU;
import io.nacre.nn.Sequential;
import io.nacre.nn.Wire;

/** A small U-Net (Ronneberger, Fischer, Brox 2015): on the way up each level is joined with its like on the way down. */
public final class UNet {
    private UNet() {}

    public static Network of(int inChannels, int classes, int width) {
        Network.Builder net = Network.builder("UNet");
        Wire image = net.input("image");
        Wire a = net.layer("down1", twice(inChannels, width), image);
        Wire b = net.layer("down2", twice(width, 2 * width), net.layer("pool", MaxPool2d.of(2), a));
        Wire c = net.layer("bottom", twice(2 * width, 4 * width), net.again("pool", b));

        Wire up = net.layer("up2", ConvTranspose2d.of(4 * width, 2 * width, 2).stride(2), c);
        Wire merged = net.layer("merge2", twice(4 * width, 2 * width), net.concat(1, b, up));
        up = net.layer("up1", ConvTranspose2d.of(2 * width, width, 2).stride(2), merged);
        merged = net.layer("merge1", twice(2 * width, width), net.concat(1, a, up));
        return net.build(net.layer("head", Conv2d.of(width, classes, 1), merged));
    }

    private static Sequential twice(int inputs, int outputs) {
        return Sequential.of(
                Conv2d.of(inputs, outputs, 3).padding(1), new ReLU(),
                Conv2d.of(outputs, outputs, 3).padding(1), new ReLU());
    }
}
