package io.nacre.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.BackendOptions;
import io.nacre.backend.Buffer;
import io.nacre.backend.Candidate;
import io.nacre.backend.Constants;
import io.nacre.backend.IndexFault;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.Queue;
import io.nacre.backend.View;
import io.nacre.error.IndexException;
import io.nacre.graph.Value;
import io.nacre.model.Model;
import io.nacre.model.Port;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.MaxPool2d;
import io.nacre.nn.MaxUnpool2d;
import io.nacre.nn.Sequential;
import io.nacre.op.Gather;
import io.nacre.op.MaxUnpool;
import io.nacre.op.Op;
import io.nacre.plan.Session;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Indices that are out of range, on backends that nothing watches: what is told, and that everything goes on. */
@ExtendWith(OnEveryBackend.class)
class IndexFaultTest {
    private static final MaxUnpool UNPOOL = new MaxUnpool(List.of(4, 4));
    private static final Tensor VALUES = new Data(1).integers(2, 3, 2, 2);

    private interface Check {
        void on(Backend backend);
    }

    private static Stream<DynamicTest> each(String name, Check check) {
        return OnEveryBackend.each(List.of(name), title -> title, (watched, title) -> {
            Candidate.Available candidate = Stream.of("cpu", "opencl")
                    .flatMap(kind -> TestBackends.candidates(kind).stream())
                    .filter(found -> found.name().equals(watched.name()))
                    .map(Candidate.Available.class::cast)
                    .findFirst()
                    .orElseThrow();
            try (Backend backend = candidate.opener().open(BackendOptions.defaults())) {
                check.on(backend);
            }
        });
    }

    /** Indices of {@link #VALUES} that are all right, but for one. */
    private static Tensor indices(int position, int index) {
        int[] indices = new Data(2).random().ints(24, 0, 16).toArray();
        indices[position] = index;
        return Tensor.of(indices, 2, 3, 2, 2);
    }

    @TestFactory
    Stream<DynamicTest> aLaunchTellsPositionAndIndex() {
        return each("a launch tells", backend -> {
            for (int[] fault : new int[][] {{0, 16}, {13, -1}, {23, Integer.MIN_VALUE}, {7, Integer.MAX_VALUE}}) {
                IndexFault told = catchThrowableOfType(
                        IndexFault.class, () -> Trial.run(backend, UNPOOL, VALUES, indices(fault[0], fault[1])));
                assertThat(told).isNotNull();
                assertThat(told.position()).isEqualTo(fault[0]);
                assertThat(told.index()).isEqualTo(fault[1]);
            }
            Tensor table = new Data(3).integers(3, 5, 2);
            for (int index : new int[] {5, -6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                Tensor indices = Tensor.of(new int[] {4, -5, index, 0}, 2, 2);
                IndexFault told =
                        catchThrowableOfType(IndexFault.class, () -> Trial.run(backend, new Gather(1), table, indices));
                assertThat(told).isNotNull();
                assertThat(told.position()).isEqualTo(2);
                assertThat(told.index()).isEqualTo(index);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theFirstLaunchOfSeveralIsNamed() {
        return each("the first of several", backend -> {
            try (Handles handles = new Handles()) {
                Queue queue = handles.add(backend.newQueue(Queue.Mode.PLAIN));
                Op op = new Gather(0);
                List<TensorType> types =
                        List.of(TensorType.f32(3), Tensor.of(new int[2], 2).type());
                Kernel kernel = handles.add(backend.prepare(op, types, Constants.NONE, Accuracy.STRICT));
                Buffer table = handles.add(backend.allocate(DataType.F32, 3));
                queue.write(FloatBuffer.wrap(new float[] {7, 8, 9}), table, 0);
                List<Launch> launches = new ArrayList<>();
                List<Buffer> results = new ArrayList<>();
                for (int[] indices : new int[][] {{2, 0}, {1, 3}, {-4, 0}}) {
                    Buffer taken = handles.add(backend.allocate(DataType.I32, 2));
                    queue.write(Tensor.of(indices, 2).buffer(), taken, 0);
                    Buffer result = handles.add(backend.allocate(DataType.F32, 2));
                    results.add(result);
                    launches.add(handles.add(kernel.bind(
                            queue,
                            List.of(new View(table, 0, 1), new View(taken, 0, 1)),
                            List.of(new View(result, 0, 1)),
                            null)));
                }
                IndexFault told = catchThrowableOfType(IndexFault.class, () -> {
                    launches.forEach(Launch::enqueue);
                    queue.finish();
                });
                assertThat(told.index()).isEqualTo(3);
                assertThat(told.launch()).isIn(launches.get(1), null);
                launches.get(0).enqueue(); // the fault is told once
                FloatBuffer host = FloatBuffer.allocate(2);
                queue.read(results.get(0), 0, host);
                queue.finish();
                assertThat(host.array()).containsExactly(9, 7);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aRunNamesTheStepAndTheNextRunIsRight() {
        Model model = new Model(
                "unpool",
                List.of(new Port("x", DataType.F32, null, false), new Port("indices", DataType.I64, null, false)),
                List.of("y", "again"),
                0,
                (builder, inputs) -> {
                    Value y = builder.add("up", UNPOOL, inputs.get(0), inputs.get(1));
                    return List.of(y, inputs.get(1));
                });
        return each("a run", backend -> {
            try (Session session = Session.open(model, backend)) {
                for (int turn = 0; turn < 2; turn++) {
                    assertThatThrownBy(() -> session.run(List.of(VALUES, longs(indices(13, 16)))))
                            .isInstanceOf(IndexException.class)
                            .hasMessage(
                                    "step 'up' (MaxUnpool): Found an invalid max index: 16 (output volumes are of size"
                                            + " 4x4) at position 13 of indices 2×3×2×2");
                    List<Tensor> results = session.run(List.of(VALUES, longs(indices(13, 15))));
                    assertThat(Oracle.of(UNPOOL, List.of(VALUES, indices(13, 15)), true)
                                    .get(0)
                                    .differences(results.get(0)))
                            .isEmpty();
                    assertThat(results.get(1).toLongs())
                            .isEqualTo(longs(indices(13, 15)).toLongs());
                }
                long[] far = longs(indices(0, 0)).toLongs();
                far[5] = 1L << 32;
                assertThatThrownBy(() -> session.run(List.of(VALUES, Tensor.of(far, 2, 3, 2, 2))))
                        .hasMessage(
                                "input 'indices': element 5 is 4294967296, beyond the 32 bits of integers at run time");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aPoolsIndicesFeedAnUnpoolInASequence() {
        Layer layer = Sequential.of(MaxPool2d.of(2).returnIndices(true), MaxUnpool2d.of(2));
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 9, 8, 7, 6}, 1, 2, 4); // unbatched
        return each("a sequence", backend -> {
            try (Session session = Session.open(Model.of(layer, StateDict.empty()), backend)) {
                assertThat(session.run(x).toFloats()).containsExactly(0, 0, 0, 0, 9, 0, 7, 0);
            }
        });
    }

    private static Tensor longs(Tensor integers) {
        return Tensor.of(integers.toLongs(), integers.shape().toArray());
    }
}
