package io.nacre.backend;

import java.util.List;

/** Finds the devices of one kind of backend. Found itself by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

    /**
     * Every device there is, best first, or one unavailable candidate that says why there is none. Never throws: a missing
     * or broken driver is a normal answer.
     */
    List<Candidate> candidates();
}
