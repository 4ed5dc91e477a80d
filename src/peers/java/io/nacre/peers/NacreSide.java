package io.nacre.peers;

import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.plan.Session;
import io.nacre.tensor.Tensor;
import java.util.List;

/** A network on one of Nacre's backends: a session, with models' default accuracy, into the same tensors every time. */
final class NacreSide implements Side {
    private final Session session;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;

    NacreSide(Model model, List<Tensor> inputs, Backend backend) {
        session = Session.open(model, backend);
        this.inputs = inputs;
        try {
            outputs = session.run(inputs);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void run() {
        session.run(inputs, outputs);
    }

    @Override
    public List<Tensor> outputs() {
        return outputs;
    }

    @Override
    public void close() {
        session.close();
    }
}
