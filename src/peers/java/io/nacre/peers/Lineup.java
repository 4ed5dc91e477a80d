package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.tensor.Tensor;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The sides that can run a network and answer rightly, opened. One that cannot is left out, and standard error says why. */
final class Lineup implements AutoCloseable {
    private final Subject subject;
    private final PrintStream remarks;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private boolean wrong;

    /**
     * Opens sides, and compares what they answer.
     *
     * @param torch whether PyTorch is among them
     */
    Lineup(Subject subject, List<Backend> backends, int threads, boolean torch, PrintStream remarks) {
        this.subject = subject;
        this.remarks = remarks;
        open(Selection.ORT, () -> OnnxRuntimeSide.of(subject, threads));
        if (torch) {
            open(Selection.TORCH, () -> new PyTorchSide(subject, threads));
        }
        for (Backend backend : backends) {
            open(backend.name(), () -> new NacreSide(subject.model().get(), subject.inputs(), backend));
        }
        dropWrong();
    }

    Map<String, Side> sides() {
        return sides;
    }

    /** Whether a side of ours is not among them that should be. */
    boolean wrong() {
        return wrong;
    }

    private void open(String name, Callable<Side> opener) {
        try {
            Side side = opener.call();
            sides.put(name, side);
            side.run();
        } catch (Exception e) {
            drop(name, String.valueOf(e.getMessage()));
        }
    }

    /** A side that answers anything else is none. */
    private void dropWrong() {
        List<Tensor> expected = subject.expected();
        if (expected.isEmpty() && sides.containsKey(Selection.ORT)) {
            expected = sides.get(Selection.ORT).outputs();
        }
        for (String name : expected.isEmpty() ? List.<String>of() : List.copyOf(sides.keySet())) {
            Optional<String> fault = Answers.fault(expected, sides.get(name).outputs(), subject.plane());
            fault.ifPresent(why -> drop(name, "it answers something else: " + why));
        }
    }

    private void drop(String name, String why) {
        remarks.println("  without " + name + ": " + why);
        Side side = sides.remove(name);
        if (side != null) {
            side.close();
        }
        wrong |= !name.equals(Selection.ORT) && !name.equals(Selection.TORCH);
    }

    @Override
    public void close() {
        sides.values().forEach(Side::close);
        sides.clear();
    }
}
