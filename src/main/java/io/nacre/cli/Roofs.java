package io.nacre.cli;

import io.nacre.backend.Backend;
import io.nacre.backend.Roof;
import java.util.ArrayList;
import java.util.List;

/** The roofs of backends. */
final class Roofs {
    private Roofs() {}

    /** One roof a backend, each measured if nobody has before. */
    static List<Roof> of(List<Backend> backends, Output output) {
        List<Roof> roofs = new ArrayList<>();
        for (Backend backend : backends) {
            output.remark(backend.name() + ": its peak, measured once and then remembered");
            roofs.add(backend.roof());
        }
        return roofs;
    }
}
