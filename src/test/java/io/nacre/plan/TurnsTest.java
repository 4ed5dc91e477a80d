package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns: never too many at once, and nobody waits for good. */
@Timeout(60)
class TurnsTest {
    private static final int CALLERS = 8;

    private static void together(int count, IntConsumer caller) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(new Thread(() -> caller.accept(number)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void noMoreThanAllowedHaveATurnAtOnce() throws InterruptedException {
        Turns turns = new Turns(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        together(CALLERS, caller -> {
            for (int run = 0; run < 2000; run++) {
                turns.take();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                turns.pass();
            }
        });
        assertThat(most.get()).isBetween(1, 2);
        assertThat(inside.get()).isZero();
    }

    @Test
    void whoeverWaitsGetsATurnWhileOthersTakeThemAllTheTime() throws InterruptedException {
        Turns turns = new Turns(1);
        AtomicIntegerArray taken = new AtomicIntegerArray(CALLERS);
        CountDownLatch everybody = new CountDownLatch(CALLERS);
        together(CALLERS, caller -> {
            while (everybody.getCount()
                    > 0) { // ends once each caller had twenty turns, however often others had theirs
                turns.take();
                if (taken.incrementAndGet(caller) == 20) {
                    everybody.countDown();
                }
                turns.pass();
            }
        });
        for (int caller = 0; caller < CALLERS; caller++) {
            assertThat(taken.get(caller)).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void aLongTurnIsPassedToTheFirstInLine() throws InterruptedException {
        Turns turns = new Turns(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        turns.take();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                turns.take();
                order.add(number);
                sleep(5);
                turns.pass();
            });
            thread.start();
            threads.add(thread);
            while (thread.getState() != Thread.State.WAITING) {
                sleep(1);
            }
        }
        sleep(5);
        turns.pass();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anInterruptStaysSetAndDoesNotEndWaiting() throws InterruptedException {
        Turns turns = new Turns(1);
        turns.take();
        AtomicInteger seen = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            turns.take();
            seen.set(Thread.currentThread().isInterrupted() ? 1 : -1);
            turns.pass();
        });
        waiting.start();
        waiting.interrupt();
        sleep(20);
        assertThat(seen.get()).isZero();
        turns.pass();
        waiting.join();
        assertThat(seen.get()).isEqualTo(1);
    }

    private static void sleep(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
