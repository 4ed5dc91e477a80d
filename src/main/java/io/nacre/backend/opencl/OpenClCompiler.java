package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Constants;
import io.nacre.backend.opencl.program.KernelSource;
import io.nacre.op.Op;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Map;

/** What a backend on OpenCL offers besides, to those for whom it builds programs again and again. */
public interface OpenClCompiler {

    /** Has the driver load its compiler, by a program that no cache of programs can know: the first build takes longest. */
    void warmUp();

    /**
     * Gives macros of a kernel file other values, in all that is prepared from now on.
     *
     * @param file {@code convolution/direct.cl}, or a file of the user's own as it was named
     * @param macros in place of all that were given before
     */
    void tune(String file, Map<String, Long> macros);

    /** Asks for algorithms wherever they fit, in all that is prepared from now on, in place of those asked for before. */
    void ask(List<String> algorithms);

    /**
     * A kernel file that can compute an operation.
     *
     * @param algorithm its name without the ending
     * @param errorFactor as {@link io.nacre.backend.Kernel#errorFactor}
     * @param source the file as it is now
     */
    record Fitting(String algorithm, double errorFactor, KernelSource source) {}

    /** The files that can compute an operation as exactly as wanted, the one first that an untuned backend takes. */
    List<Fitting> fitting(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy);

    /** The name that committed results of the tuner have for devices like this one. */
    String family();
}
