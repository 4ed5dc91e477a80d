package io.nacre.backend.opencl;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.program.KernelHead;
import io.nacre.backend.opencl.program.KernelPrograms;
import io.nacre.backend.opencl.program.KernelSource;
import io.nacre.backend.opencl.tuning.Tuning;
import io.nacre.backend.opencl.tuning.TuningEntry;
import io.nacre.backend.opencl.tuning.TuningKey;
import io.nacre.error.BackendException;
import io.nacre.op.Op;
import io.nacre.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** The results of the tuner, as far as they are about the kernels that there are. */
record TunedChoices(Tuning tuning, KernelPrograms programs, Device.Kind kind) {

    /** The fastest for an operation that is exact enough. */
    Optional<TuningEntry> find(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        boolean constant = inputs.size() > 1 && constants.has(1);
        return TuningKey.of(op, inputs, constant).stream()
                .flatMap(key -> tuning.find(key, entry -> isUsable(entry, accuracy)).stream())
                .findFirst();
    }

    private boolean isUsable(TuningEntry entry, Accuracy accuracy) {
        if (!accuracy.allows(entry.errorFactor())) {
            return false;
        }
        try {
            KernelSource source = programs.source(entry.file());
            KernelHead head = source.head();
            return source.hash().equals(entry.source()) && head.space().allows(entry.macros(), head.usual(kind), kind);
        } catch (BackendException e) {
            return false; // there is no such file any more
        }
    }
}
