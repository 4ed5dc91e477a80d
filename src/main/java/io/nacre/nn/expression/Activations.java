package io.nacre.nn.expression;

import io.nacre.nn.CELU;
import io.nacre.nn.ELU;
import io.nacre.nn.GELU;
import io.nacre.nn.GLU;
import io.nacre.nn.Hardshrink;
import io.nacre.nn.Hardsigmoid;
import io.nacre.nn.Hardswish;
import io.nacre.nn.Hardtanh;
import io.nacre.nn.LeakyReLU;
import io.nacre.nn.LogSigmoid;
import io.nacre.nn.LogSoftmax;
import io.nacre.nn.Mish;
import io.nacre.nn.PReLU;
import io.nacre.nn.RReLU;
import io.nacre.nn.ReLU;
import io.nacre.nn.ReLU6;
import io.nacre.nn.SELU;
import io.nacre.nn.SiLU;
import io.nacre.nn.Sigmoid;
import io.nacre.nn.Softmax;
import io.nacre.nn.Softmax2d;
import io.nacre.nn.Softmin;
import io.nacre.nn.Softplus;
import io.nacre.nn.Softshrink;
import io.nacre.nn.Softsign;
import io.nacre.nn.Tanh;
import io.nacre.nn.Tanhshrink;
import io.nacre.nn.Threshold;

/** Activations. */
final class Activations {
    private static final String INPLACE = "inplace";

    private Activations() {}

    static void addTo(Catalogue.Family family) {
        addWithoutNumbers(family);
        addWithNumbers(family);
        family.add("PReLU(num_parameters=1, init=0.25)", a -> new PReLU(a.integer("num_parameters"), a.number("init")));
        family.add("GELU(approximate='none')", a -> new GELU(a.text("approximate")));
        family.add("GLU(dim=-1)", a -> new GLU(a.integer("dim")));
        family.add("Softmax(dim=None)", a -> new Softmax(a.optionalInteger("dim")));
        family.add("Softmin(dim=None)", a -> new Softmin(a.optionalInteger("dim")));
        family.add("LogSoftmax(dim=None)", a -> new LogSoftmax(a.optionalInteger("dim")));
        family.add("Softmax2d()", a -> new Softmax2d());
    }

    private static void addWithoutNumbers(Catalogue.Family family) {
        family.add("ReLU(inplace=False)", a -> new ReLU(a.flag(INPLACE)));
        family.add("ReLU6(inplace=False)", a -> new ReLU6(a.flag(INPLACE)));
        family.add("SELU(inplace=False)", a -> new SELU(a.flag(INPLACE)));
        family.add("SiLU(inplace=False)", a -> new SiLU(a.flag(INPLACE)));
        family.add("Mish(inplace=False)", a -> new Mish(a.flag(INPLACE)));
        family.add("Hardswish(inplace=False)", a -> new Hardswish(a.flag(INPLACE)));
        family.add("Hardsigmoid(inplace=False)", a -> new Hardsigmoid(a.flag(INPLACE)));
        family.add("Sigmoid()", a -> new Sigmoid());
        family.add("Tanh()", a -> new Tanh());
        family.add("LogSigmoid()", a -> new LogSigmoid());
        family.add("Softsign()", a -> new Softsign());
        family.add("Tanhshrink()", a -> new Tanhshrink());
    }

    private static void addWithNumbers(Catalogue.Family family) {
        family.add(
                "LeakyReLU(negative_slope=0.01, inplace=False)",
                a -> new LeakyReLU(a.number("negative_slope"), a.flag(INPLACE)));
        family.add("ELU(alpha=1.0, inplace=False)", a -> new ELU(a.number("alpha"), a.flag(INPLACE)));
        family.add("CELU(alpha=1.0, inplace=False)", a -> new CELU(a.number("alpha"), a.flag(INPLACE)));
        family.add("Hardshrink(lambd=0.5)", a -> new Hardshrink(a.number("lambd")));
        family.add("Softshrink(lambd=0.5)", a -> new Softshrink(a.number("lambd")));
        family.add("Softplus(beta=1.0, threshold=20.0)", a -> new Softplus(a.number("beta"), a.number("threshold")));
        family.add(
                "Threshold(threshold, value, inplace=False)",
                a -> new Threshold(a.number("threshold"), a.number("value"), a.flag(INPLACE)));
        family.add(
                "Hardtanh(min_val=-1.0, max_val=1.0, inplace=False)",
                a -> new Hardtanh(a.number("min_val"), a.number("max_val"), a.flag(INPLACE)));
        family.add(
                "RReLU(lower=0.125, upper=0.3333333333333333, inplace=False)",
                a -> new RReLU(a.number("lower"), a.number("upper"), a.flag(INPLACE)));
    }
}
