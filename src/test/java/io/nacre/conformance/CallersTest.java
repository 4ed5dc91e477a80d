package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nacre.backend.Accuracy;
import io.nacre.backend.CheckedBackend;
import io.nacre.error.NacreException;
import io.nacre.error.ShapeException;
import io.nacre.graph.Folding;
import io.nacre.graph.Graph;
import io.nacre.model.Model;
import io.nacre.plan.MemoryUse;
import io.nacre.plan.Plan;
import io.nacre.plan.Session;
import io.nacre.plan.SessionOptions;
import io.nacre.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** One session and sixteen callers: right answers whatever the others do, within a budget, and an end without loss. */
@ExtendWith(OnEveryBackend.class)
class CallersTest {
    private static final int CALLERS = 16;
    private static final long PATIENCE = 120;
    private static final Pattern BUFFER = Pattern.compile("buffer of (\\d+) [FI]32");
    /** One output that follows from convolutions, joins, cuts and residuals, one from a transposition as well. */
    private static final Model MODEL = RandomGraph.model(4, 2);

    private static final SessionOptions OPTIONS = SessionOptions.defaults().withAccuracy(Accuracy.STRICT);

    /** An input and what the oracle answers to it. */
    private record Question(Tensor input, List<Expected> answers) {
        static Question of(int seed, int... extents) {
            Tensor input = new Data(seed).integers(extents);
            Graph graph = MODEL.lower(List.of(new Model.Input(input.type(), null)), new Folding());
            return new Question(input, RandomGraph.evaluate(graph, input));
        }

        void check(List<Tensor> results) {
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).differences(results.get(i)))
                        .as("output " + i + " for " + input.shape())
                        .isEmpty();
            }
        }

        List<Tensor> room() {
            return answers.stream().map(answer -> Tensor.zeros(answer.type())).toList();
        }
    }

    /** Batches of one to three, and of many widths. */
    private static final List<Question> QUESTIONS = IntStream.range(0, 24)
            .mapToObj(i -> Question.of(i, 1 + i % 3, 3, 4 + i % 5, 3 + i))
            .toList();

    private interface Scenario {
        void play(CheckedBackend backend) throws Exception;
    }

    private static Stream<DynamicTest> onEach(String name, Scenario scenario) {
        return OnEveryBackend.each(List.of(name), title -> title, (backend, title) -> {
            try {
                scenario.play(backend);
            } catch (Exception e) {
                throw new AssertionError(e.getMessage(), e);
            }
            assertThat(backend.open()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> sixteenCallersGetTheirOwnAnswers() {
        return onEach("16 callers", backend -> {
            try (Session session = Session.open(MODEL, backend, OPTIONS.withPlans(9))) {
                callers(caller -> ask(session, caller, 12));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> callersWithRoomForOneWaitForEachOther() {
        return onEach("16 callers, room for one", backend -> {
            long most = mostOfOneRun(backend);
            try (Session session = Session.open(MODEL, backend, OPTIONS.withMemoryBudget(most))) {
                callers(caller -> caller % 2 == 0 ? ask(session, caller, 4) : askInterrupted(session, caller, 4));
                assertThat(session.memory().peak()).isEqualTo(most);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aHundredWidthsStayWithinTheBudget() {
        return onEach("16 callers, 100 widths", backend -> {
            long budget = 2 * need(backend, wide(99));
            try (Session session = Session.open(MODEL, backend, OPTIONS.withMemoryBudget(budget))) {
                callers(caller -> {
                    for (int width = caller; width < 100; width += CALLERS) {
                        Question question = wide(width);
                        question.check(session.run(List.of(question.input)));
                        assertThat(bytes(backend)).as("open buffers").isLessThanOrEqualTo(budget);
                    }
                    return null;
                });
                MemoryUse use = session.memory();
                assertThat(use.peak()).isLessThanOrEqualTo(budget);
                assertThat(use.held()).isEqualTo(bytes(backend)).isPositive();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aRunThatDoesNotFitIsRefusedAndOthersAreNot() {
        return onEach("a run beyond the budget", backend -> {
            Question small = QUESTIONS.get(0);
            Question large = QUESTIONS.get(23);
            long need = need(backend, small);
            try (Session session = Session.open(MODEL, backend, OPTIONS.withMemoryBudget(need))) {
                small.check(session.run(List.of(small.input)));
                assertThatThrownBy(() -> session.run(List.of(large.input)))
                        .hasMessage("model 'random 4' on " + backend.name() + ": a run needs at least "
                                + need(large, session)
                                + " bytes of device memory, the session's budget is " + need
                                + " (SessionOptions.withMemoryBudget sets another)");
                small.check(session.run(List.of(small.input)));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> faultyAndInterruptedCallersDisturbNobody() {
        return onEach("16 callers, some faulty", backend -> {
            try (Session session = Session.open(MODEL, backend, OPTIONS.withPlans(4))) {
                callers(caller -> {
                    switch (caller % 4) {
                        case 0 -> askInterrupted(session, caller, 8);
                        case 1 -> misuse(session);
                        default -> ask(session, caller, 8);
                    }
                    return null;
                });
            }
        });
    }

    private static Question wide(int width) {
        return Question.of(width, 1, 3, 4, 3 + width);
    }

    private static void misuse(Session session) {
        Question known = QUESTIONS.get(2);
        for (int call = 0; call < 8; call++) {
            assertThatThrownBy(() -> session.run(List.of(Tensor.of(new float[8], 1, 2, 2, 2))))
                    .isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> session.run(List.of(known.input), List.of()))
                    .isInstanceOf(ShapeException.class);
            assertThatThrownBy(() -> session.run(List.of())).isInstanceOf(ShapeException.class);
        }
    }

    @TestFactory
    Stream<DynamicTest> closingWaitsForCallsThatBegan() {
        return onEach("16 callers, closed under way", backend -> {
            Session session = Session.open(MODEL, backend, OPTIONS);
            CountDownLatch running = new CountDownLatch(2 * CALLERS);
            ExecutorService closer = Executors.newSingleThreadExecutor();
            Future<?> closing = closer.submit(() -> {
                running.await();
                session.close();
                assertThat(backend.open()).isEmpty();
                session.close();
                return null;
            });
            closer.shutdown();
            callers(caller -> {
                assertThatThrownBy(() -> {
                            for (int call = 0; ; call++) {
                                ask(session, caller + call, 1);
                                running.countDown();
                            }
                        })
                        .isExactlyInstanceOf(NacreException.class)
                        .hasMessage("model 'random 4': the session is closed");
                return null;
            });
            closing.get(PATIENCE, TimeUnit.SECONDS);
        });
    }

    /** Asks a caller's own sequence of questions, every other time into the caller's own tensors. */
    private static Void ask(Session session, int caller, int calls) {
        Random random = new Random(caller);
        for (int call = 0; call < calls; call++) {
            Question question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
            if (call % 2 == 0) {
                question.check(session.run(List.of(question.input)));
            } else {
                List<Tensor> results = question.room();
                session.run(List.of(question.input), results);
                question.check(results);
            }
        }
        return null;
    }

    private static Void askInterrupted(Session session, int caller, int calls) {
        Thread.currentThread().interrupt();
        ask(session, caller, calls);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        return null;
    }

    private interface Caller {
        Void call(int number) throws Exception;
    }

    private static void callers(Caller caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                int own = number;
                calls.add(() -> caller.call(own));
            }
            for (Future<Void> call : threads.invokeAll(calls, PATIENCE, TimeUnit.SECONDS)) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the most demanding question needs. */
    private static long mostOfOneRun(CheckedBackend backend) {
        return QUESTIONS.stream()
                .mapToLong(question -> need(backend, question))
                .max()
                .orElseThrow();
    }

    /** What a session holds that ran nothing but one question. */
    private static long need(CheckedBackend backend, Question question) {
        try (Session session = Session.open(MODEL, backend, OPTIONS)) {
            return need(question, session);
        }
    }

    private static long need(Question question, Session session) {
        Plan plan = session.plan(List.of(question.input));
        return plan.constantBytes() + plan.arenaBytes();
    }

    /** What the buffers that are open take, counted by the backend. */
    private static long bytes(CheckedBackend backend) {
        long bytes = 0;
        for (String handle : backend.open()) {
            Matcher buffer = BUFFER.matcher(handle);
            if (buffer.find()) {
                bytes += 4 * Long.parseLong(buffer.group(1));
            }
        }
        return bytes;
    }
}
