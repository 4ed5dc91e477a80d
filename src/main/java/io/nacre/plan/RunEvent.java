package io.nacre.plan;

import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A run of a model, as Java Flight Recorder keeps it. */
@Name("io.nacre.Run")
@Label("Run")
@Category("Nacre")
@Description("A run of a model: from the known plan to results that can be read, the wait for its turn included.")
@StackTrace(false)
final class RunEvent extends Event {
    private static final RunEvent KIND = new RunEvent();

    @Label("Model")
    @Nullable
    String model;

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Inputs")
    @Description("Their types, without those that only decide on shapes")
    @Nullable
    String inputs;

    @Label("Wait")
    @Description("How long other runs of the session had to be waited for")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Steps")
    int steps;

    @Label("Floating-Point Operations")
    long flops;

    @Label("Bytes Moved")
    @Description("What all steps read and write")
    @DataAmount
    long bytes;

    @Label("Failed")
    boolean failed;

    private transient long asked;

    /** One that begins now; null if nobody records it. */
    static @Nullable RunEvent begun(String model, Plan plan) {
        if (!KIND.isEnabled()) {
            return null;
        }
        RunEvent event = new RunEvent();
        event.model = model;
        event.backend = plan.backendName();
        event.inputs = inputs(plan);
        event.steps = plan.steps().size();
        event.flops = plan.flops();
        event.bytes = plan.bytes();
        event.failed = true; // until it has succeeded
        event.asked = System.nanoTime();
        event.begin();
        return event;
    }

    /** {@code f32 1×3×8×8, f32 1×4}. */
    static String inputs(Plan plan) {
        return plan.graph().inputs().stream()
                .map(value -> value.type().toString())
                .collect(Collectors.joining(", "));
    }

    /** It is its turn to run. */
    void hasTurn() {
        waited = System.nanoTime() - asked;
    }

    void succeeded() {
        failed = false;
    }
}
