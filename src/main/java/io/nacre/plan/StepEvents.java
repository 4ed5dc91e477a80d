package io.nacre.plan;

import io.nacre.backend.LaunchTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the steps of a run to Java Flight Recorder, once it is known when they ran. */
final class StepEvents implements RunWatch {
    private final String model;
    private final List<StepEvent> events;

    private StepEvents(String model, int steps) {
        this.model = model;
        this.events = new ArrayList<>(steps);
    }

    /** For a run that begins now; null if nobody records steps. */
    static @Nullable StepEvents begun(String model, Plan plan) {
        return StepEvent.isRecorded() ? new StepEvents(model, plan.steps().size()) : null;
    }

    @Override
    public void begins(Phase phase, int index) {
        if (phase == Phase.ENQUEUE) {
            StepEvent event = new StepEvent();
            events.add(event);
            event.begin();
        }
    }

    @Override
    public void ended(Phase phase, int index) {
        if (phase == Phase.ENQUEUE) {
            events.get(index).end();
        }
    }

    @Override
    public void finished(Plan plan, List<LaunchTime> steps) {
        for (int i = 0; i < events.size(); i++) {
            Step step = plan.steps().get(i);
            StepEvent event = events.get(i);
            event.model = model;
            event.step = step.name();
            event.number = i;
            event.operation = step.operation();
            event.algorithm = step.algorithm();
            event.backend = plan.backendName();
            event.queueTime = steps.get(i).started() - steps.get(i).queued();
            event.deviceTime = steps.get(i).busy();
            event.flops = step.flops();
            event.bytes = step.bytes();
            event.commit();
        }
    }
}
