package io.nacre.backend.opencl.cl;

import io.nacre.backend.LaunchTime;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;

/** What is known of the times of one launch on a profiling queue: its commands' events. Guarded by its queue's monitor. */
final class TimedLaunch {
    private final ClContext context;
    private final List<Command> commands = new ArrayList<>();
    private final long made = System.nanoTime();
    /** A time of the host at which all commands had ended; 0 as long as it knows of none. */
    private long seen;

    /**
     * A command.
     *
     * @param before a time of the host before it was enqueued
     * @param after a time of the host after it was
     * @param times what the device's clock showed when it was queued, submitted, started and ended; 0 until resolved
     */
    private record Command(cl_event event, long before, long after, long[] times) {}

    TimedLaunch(ClContext context) {
        this.context = context;
    }

    void add(cl_event event, long before, long after) {
        commands.add(new Command(event, before, after, new long[4]));
    }

    /** Learns that all of its commands have ended at this time of the host; false if that is no news. */
    boolean hasEnded(long now) {
        boolean news = seen == 0;
        seen = news ? now : seen;
        return news;
    }

    /**
     * Asks the device when its commands ran.
     *
     * @param difference learns what follows from it
     * @param number its place in the queue, for the error
     */
    void resolve(ClockDifference difference, int number) {
        for (Command command : commands) {
            context.check(outcome(command.event), "launch " + number, "queue on " + context.device());
            command.times[0] = time(command.event, CL.CL_PROFILING_COMMAND_QUEUED);
            command.times[1] = time(command.event, CL.CL_PROFILING_COMMAND_SUBMIT);
            command.times[2] = time(command.event, CL.CL_PROFILING_COMMAND_START);
            command.times[3] = time(command.event, CL.CL_PROFILING_COMMAND_END);
            difference.between(command.times[0], command.before, command.after);
            difference.before(command.times[3], seen);
        }
    }

    /** When it ran, given the difference of the clocks; a launch without commands took no time when it was enqueued. */
    LaunchTime time(ClockDifference difference) {
        if (commands.isEmpty()) {
            return new LaunchTime(made, made, made, made, 0);
        }
        long[] first = commands.get(0).times;
        long[] last = commands.get(commands.size() - 1).times;
        long busy = 0;
        for (Command command : commands) {
            busy += command.times[3] - command.times[2];
        }
        return new LaunchTime(
                difference.host(first[0]),
                difference.host(first[1]),
                difference.host(first[2]),
                difference.host(last[3]),
                busy);
    }

    /** CL_SUCCESS, or why a finished command failed: its driver may have told the queue's finish nothing of it. */
    private int outcome(cl_event event) {
        int[] outcome = new int[1];
        int status = ClCalls.clGetEventInfo(event, CL.CL_EVENT_COMMAND_EXECUTION_STATUS, 4, Pointer.to(outcome));
        context.check(status, "clGetEventInfo", "outcome of a launch");
        return Math.min(outcome[0], CL.CL_SUCCESS); // errors are negative, what is not finished yet positive
    }

    private long time(cl_event event, int what) {
        long[] time = new long[1];
        int status = ClCalls.clGetEventProfilingInfo(event, what, 8, Pointer.to(time));
        context.check(status, "clGetEventProfilingInfo", "time of a launch");
        return time[0];
    }

    void release() {
        for (Command command : commands) {
            ClHandle.released(ClCalls.clReleaseEvent(command.event), "event of a queue");
        }
        commands.clear();
    }
}
