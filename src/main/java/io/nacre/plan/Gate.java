package io.nacre.plan;

/**
 * Lets in many at once, or one alone. Whoever wants to be alone waits until all are out, and holds back those who come
 * after. Waiting neither allocates nor ends by an interrupt, which stays set.
 */
final class Gate {
    private static final int ALONE = -1;

    /** How many are in, or {@link #ALONE}. */
    private int inside;
    /** How many wait to be alone. */
    private int waiting;

    synchronized void enter() {
        boolean interrupted = false;
        while (inside == ALONE || waiting > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        inside++;
        restore(interrupted);
    }

    synchronized void leave() {
        inside--;
        if (inside == 0 && waiting > 0) {
            notifyAll();
        }
    }

    synchronized void enterAlone() {
        boolean interrupted = false;
        waiting++;
        while (inside != 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        waiting--;
        inside = ALONE;
        restore(interrupted);
    }

    synchronized void leaveAlone() {
        inside = 0;
        notifyAll();
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
