package io.nacre.fuzz;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.error.NacreException;
import io.nacre.model.StateDict;
import io.nacre.nn.ReLU;
import io.nacre.plan.BoundLayer;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one thread may do; each deed checks the answers and answers in a word what became of it. */
final class Deeds {
    private final Shelf shelf;
    private final Random random;

    Deeds(Shelf shelf, Random random) {
        this.shelf = shelf;
        this.random = random;
    }

    /** A call, or a few that belong together. */
    interface Call {
        String perform() throws Exception;
    }

    record Deed(String name, Call call) {}

    Deed any() {
        int choice = random.nextInt(100);
        if (choice < 40) {
            return new Deed("run", () -> shared(this::run));
        } else if (choice < 55) {
            return new Deed("run into", () -> shared(this::runInto));
        } else if (choice < 63) {
            return new Deed("run named", () -> shared(this::runNamed));
        } else if (choice < 75) {
            return new Deed("wrong input", () -> refused(this::wrongInput));
        } else if (choice < 79) {
            return new Deed("wrong output", () -> refused(this::wrongOutput));
        } else if (choice < 83) {
            return new Deed("plan", () -> shared(this::plan));
        } else if (choice < 85) {
            return new Deed("profile", () -> shared(this::profile));
        } else if (choice < 90) {
            return new Deed("close", this::close);
        } else if (choice < 94) {
            return new Deed("own session", this::ownSession);
        } else if (choice < 96) {
            return new Deed("bound layer", this::boundLayer);
        } else if (choice < 98) {
            return new Deed("interrupted", this::interrupted);
        }
        return new Deed("own backend", this::ownBackend);
    }

    private interface Use {
        void of(Known known, Session session);
    }

    /** Uses a session that others may close meanwhile, for which there is one excuse only. */
    private String shared(Use use) {
        Shelf.Item item = shelf.any(random);
        Known known = item.known().name().equals("relu") ? Known.clipped(random) : item.known();
        try {
            use.of(known, item.session());
            return "ok";
        } catch (NacreException e) {
            if (String.valueOf(e.getMessage()).endsWith("the session is closed")) {
                return "closed";
            }
            throw e;
        }
    }

    private static String refused(Call illegal) throws Exception {
        try {
            illegal.perform();
        } catch (NacreException e) {
            return "refused";
        }
        throw new AssertionError("an illegal call was not refused");
    }

    private void run(Known known, Session session) {
        known.check(session.run(known.inputs()).get(0));
    }

    private void runInto(Known known, Session session) {
        List<Tensor> targets = new ArrayList<>();
        session.plan(known.inputs()).outputTypes().forEach(type -> {
            Tensor target = Tensor.zeros(type);
            if (type.type() == DataType.F32 && random.nextBoolean()) {
                target = Tensor.of(direct((int) type.elements()), type.shape());
            }
            targets.add(target);
        });
        session.run(known.inputs(), targets);
        known.check(targets.get(0));
    }

    private FloatBuffer direct(int elements) {
        ByteOrder order = random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
        return ByteBuffer.allocateDirect(4 * elements).order(order).asFloatBuffer();
    }

    private void runNamed(Known known, Session session) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (int i = 0; i < known.inputs().size(); i++) {
            inputs.put(session.model().inputs().get(i).name(), known.inputs().get(i));
        }
        known.check(session.run(inputs).get(session.model().outputs().get(0)));
    }

    private void plan(Known known, Session session) {
        if (session.plan(known.inputs()).describe().isEmpty()) {
            throw new AssertionError("an empty plan");
        }
    }

    private void profile(Known known, Session session) {
        session.profile(known.inputs()).steps().forEach(step -> {
            if (step.nanoseconds() < 0) {
                throw new AssertionError("a step of " + step.nanoseconds() + " ns");
            }
        });
    }

    private String wrongInput() {
        Shelf.Item item = shelf.any(random);
        Tensor numbers = Tensor.of(new long[] {1, 2}, 1, 2);
        List<Tensor> inputs = new ArrayList<>(item.known().inputs());
        switch (random.nextInt(4)) {
            case 0 -> inputs.add(inputs.get(0));
            case 1 -> inputs.clear();
            case 2 -> inputs.set(0, numbers);
            default -> item.session().run(Map.of("no such name", numbers));
        }
        item.session().run(inputs);
        return "run";
    }

    private String wrongOutput() {
        Shelf.Item item = shelf.any(random);
        Shape shape = Shape.of(random.nextInt(3), 3, 1, 1, 1, 1, 1, 1);
        List<Tensor> outputs = random.nextBoolean()
                ? List.of()
                : List.of(Tensor.of(FloatBuffer.allocate((int) shape.elements()), shape));
        item.session().run(item.known().inputs(), outputs);
        return "run";
    }

    private String close() {
        Shelf.Item item = shelf.any(random);
        item.session().close();
        item.session().close();
        shelf.remove(item);
        try {
            item.session().run(item.known().inputs());
        } catch (NacreException e) {
            return "ok";
        }
        throw new AssertionError("a closed session ran");
    }

    /** Nobody else knows of this session, so that there is no excuse. */
    private String ownSession() {
        SessionOptions options = SessionOptions.defaults();
        if (random.nextBoolean()) {
            options = options.withPlans(1 + random.nextInt(2));
        }
        if (random.nextBoolean()) {
            options = options.withAccuracy(Accuracy.STRICT);
        }
        Known known = shelf.anyKnown(random);
        try (Session session = Session.open(known.model(), shelf.backend(), options)) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                run(known.name().equals("relu") ? Known.clipped(random) : known, session);
            }
        }
        if (random.nextInt(3) > 0) {
            return "ok";
        }
        try (Session tight = Session.open(
                known.model(), shelf.backend(), SessionOptions.defaults().withMemoryBudget(1))) {
            return refused(() -> {
                run(known, tight);
                return "run";
            });
        } catch (NacreException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String boundLayer() {
        Known known = Known.clipped(random);
        try (BoundLayer layer = BoundLayer.of(new ReLU(), StateDict.empty(), shelf.backend())) {
            known.check(layer.forward(known.inputs().get(0)));
        }
        return "ok";
    }

    /** An interrupt neither stops a run nor gets lost. */
    private String interrupted() {
        Thread.currentThread().interrupt();
        try {
            return shared(this::run);
        } finally {
            if (!Thread.interrupted()) {
                throw new AssertionError("the interrupt got lost");
            }
        }
    }

    /** A backend that is closed at the right time, or too early. */
    private String ownBackend() {
        Backend own = shelf.open();
        Known known = shelf.anyKnown(random);
        Session session = Session.open(known.model(), own);
        try {
            run(known, session);
            if (random.nextBoolean()) {
                return "ok";
            }
            own.close();
            try {
                run(known, session);
                return "ran on a closed backend";
            } catch (NacreException e) {
                return "refused";
            }
        } finally {
            session.close();
            own.close();
        }
    }
}
