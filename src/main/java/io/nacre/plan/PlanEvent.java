package io.nacre.plan;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The making of a plan, as Java Flight Recorder keeps it. */
@Name("io.nacre.Plan")
@Label("Plan")
@Category("Nacre")
@Description(
        "A plan that was made for inputs of new sizes: graph simplified, algorithms chosen, programs built, weights packed.")
@StackTrace(false)
final class PlanEvent extends Event {
    private static final PlanEvent KIND = new PlanEvent();

    @Label("Model")
    @Nullable
    String model;

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Inputs")
    @Nullable
    String inputs;

    @Label("Steps")
    int steps;

    @Label("Arena")
    @Description("Device memory that each lane needs for it")
    @DataAmount
    long arena;

    /** One that begins now; null if nobody records it. */
    static @Nullable PlanEvent begun() {
        if (!KIND.isEnabled()) {
            return null;
        }
        PlanEvent event = new PlanEvent();
        event.begin();
        return event;
    }

    /** The plan is there. */
    void made(String name, Plan plan) {
        model = name;
        backend = plan.backendName();
        inputs = RunEvent.inputs(plan);
        steps = plan.steps().size();
        arena = plan.arenaBytes();
        commit();
    }
}
