package io.nacre.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LeaksTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Leaks.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    /** Something that has to be closed. */
    private static final class Thing {
        private final Leaks.Watch watch;

        Thing(Leaks leaks, String name) {
            watch = leaks.begin(this, name);
        }

        void close() {
            watch.closed(this);
        }
    }

    private static WeakReference<Thing> forget(Leaks leaks, String name) {
        return new WeakReference<>(new Thing(leaks, name));
    }

    /** Collects garbage until a thing is gone and then until a number of lines was written, or ten seconds are over. */
    private List<ILoggingEvent> lines(WeakReference<?> gone, int expected) throws InterruptedException {
        for (int i = 0; i < 1000 && (gone.get() != null || log.list.size() < expected); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(gone.get()).as("collected").isNull();
        Thread.sleep(50); // for lines that must not come
        return List.copyOf(log.list);
    }

    @Test
    void whatNobodyClosedIsCounted() throws Exception {
        Leaks leaks = new Leaks(Leaks.Mode.COUNT);
        forget(leaks, "the first thing");
        forget(leaks, "the second thing");
        List<ILoggingEvent> lines = lines(forget(leaks, "the third thing"), 3);
        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage())
                    .matches("the (first|second|third) thing was never closed \\(leak [123] of this process\\): use"
                            + " try-with-resources; -Dnacre.leaks=trace says where it was opened");
        });
        assertThat(lines)
                .extracting(line -> line.getFormattedMessage().replaceAll(".*\\(leak (.).*", "$1"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void traceSaysWhereItWasOpened() throws Exception {
        List<ILoggingEvent> lines = lines(forget(new Leaks(Leaks.Mode.TRACE), "the thing"), 1);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .isEqualTo("the thing was never closed (leak 1 of this process): use try-with-resources; it was"
                            + " opened here:");
            assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                    .anySatisfy(frame -> assertThat(frame.toString()).contains("LeaksTest.forget"));
        });
    }

    @Test
    void offSaysNothing() throws Exception {
        assertThat(lines(forget(new Leaks(Leaks.Mode.OFF), "the thing"), 0)).isEmpty();
    }

    @Test
    void whatWasClosedIsNotTold() throws Exception {
        for (Leaks.Mode mode : Leaks.Mode.values()) {
            Thing thing = new Thing(new Leaks(mode), "the thing");
            thing.close();
            thing.close();
            WeakReference<Thing> gone = new WeakReference<>(thing);
            thing = null;
            assertThat(lines(gone, 0)).isEmpty();
        }
    }

    @Test
    void thePropertyHasThreeValues() {
        assertThat(Leaks.mode("off")).isEqualTo(Leaks.Mode.OFF);
        assertThat(Leaks.mode("count")).isEqualTo(Leaks.Mode.COUNT);
        assertThat(Leaks.mode("Trace")).isEqualTo(Leaks.Mode.TRACE);
        assertThat(log.list).isEmpty();
        assertThat(Leaks.mode("all")).isEqualTo(Leaks.Mode.COUNT);
        assertThat(log.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("-Dnacre.leaks=all: there is no such kind of report, only off, count and trace; count is"
                        + " taken");
    }
}
