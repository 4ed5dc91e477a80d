package io.nacre.backend.cpu.scalar;

import io.nacre.backend.cpu.micro.FmaPeak;
import io.nacre.backend.cpu.micro.MicroKernels;

/** Plain loops, in the shape that the JVM's own compiler turns into vector code. */
public final class ScalarKernels implements MicroKernels {

    @Override
    public String description() {
        return "plain loops";
    }

    @Override
    public FmaPeak fmaPeak() {
        return new ScalarFmaPeak();
    }
}
