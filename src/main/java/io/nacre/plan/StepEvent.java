package io.nacre.plan;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A step of a run, as Java Flight Recorder keeps it. */
@Name("io.nacre.Step")
@Label("Step")
@Category("Nacre")
@Description("A step of a model's run. Its duration is that of handing it to the queue; on a CPU backend, of the work.")
@StackTrace(false)
final class StepEvent extends Event {
    private static final StepEvent KIND = new StepEvent();

    @Label("Model")
    @Nullable
    String model;

    @Label("Step")
    @Nullable
    String step;

    @Label("Number")
    @Description("Its place among the plan's steps, from 0")
    int number;

    @Label("Operation")
    @Nullable
    String operation;

    @Label("Algorithm")
    @Nullable
    String algorithm;

    @Label("Backend")
    @Nullable
    String backend;

    @Label("Queue Time")
    @Description("From being handed to the queue to the begin of the work on the device")
    @Timespan(Timespan.NANOSECONDS)
    long queueTime;

    @Label("Device Time")
    @Description("How long the device worked on it")
    @Timespan(Timespan.NANOSECONDS)
    long deviceTime;

    @Label("Floating-Point Operations")
    long flops;

    @Label("Bytes Moved")
    @Description("What it reads and writes")
    @DataAmount
    long bytes;

    /** Whether somebody records steps; asking costs next to nothing and makes no object. */
    static boolean isRecorded() {
        return KIND.isEnabled();
    }
}
