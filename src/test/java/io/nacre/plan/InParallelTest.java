package io.nacre.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.error.BackendException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class InParallelTest {

    @Test
    void eachNumberIsWorkedOnOnce() {
        for (int threads : new int[] {1, 3, 50}) {
            AtomicIntegerArray times = new AtomicIntegerArray(20);
            InParallel.each(20, threads, times::incrementAndGet);
            assertThat(times).hasToString("[" + "1, ".repeat(19) + "1]");
        }
        InParallel.each(0, 4, number -> {
            throw new AssertionError();
        });
    }

    @Test
    void severalAreWorkedOnAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        InParallel.each(2, 2, number -> {
            both.countDown();
            assertThat(await(both)).isTrue();
        });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLowestFailureIsThrownWhenAllHaveEnded() {
        CountDownLatch failed = new CountDownLatch(1);
        assertThatThrownBy(() -> InParallel.each(9, 2, number -> {
                    if (number == 0) {
                        await(failed);
                        throw new BackendException("0");
                    }
                    failed.countDown();
                    throw new BackendException("1");
                }))
                .isInstanceOf(BackendException.class)
                .hasMessage("0");
        assertThatThrownBy(() -> InParallel.each(2, 2, number -> {
                    throw new OutOfMemoryError("no room");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void nothingIsBegunAfterAFailure() {
        AtomicIntegerArray times = new AtomicIntegerArray(9);
        assertThatThrownBy(() -> InParallel.each(9, 1, number -> {
                    times.incrementAndGet(number);
                    if (number == 2) {
                        throw new IllegalStateException();
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(times).hasToString("[1, 1, 1, 0, 0, 0, 0, 0, 0]");
    }

    @Test
    void anInterruptIsKeptForLater() {
        Thread.currentThread().interrupt();
        AtomicIntegerArray times = new AtomicIntegerArray(4);
        InParallel.each(4, 4, times::incrementAndGet);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(times).hasToString("[1, 1, 1, 1]");
    }
}
