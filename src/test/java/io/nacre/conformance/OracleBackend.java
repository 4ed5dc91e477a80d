package io.nacre.conformance;

import io.nacre.backend.Accuracy;
import io.nacre.backend.Backend;
import io.nacre.backend.Buffer;
import io.nacre.backend.Constants;
import io.nacre.backend.Device;
import io.nacre.backend.Kernel;
import io.nacre.backend.Launch;
import io.nacre.backend.LaunchTime;
import io.nacre.backend.Packing;
import io.nacre.backend.Queue;
import io.nacre.backend.Roof;
import io.nacre.backend.View;
import io.nacre.op.EpilogueOp;
import io.nacre.op.Op;
import io.nacre.tensor.DataType;
import io.nacre.tensor.Shape;
import io.nacre.tensor.Tensor;
import io.nacre.tensor.TensorType;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend that answers what the {@link Oracle} does, with one planted fault: what the tests are tested with. */
final class OracleBackend implements Backend {

    /** What it does wrong. */
    enum Fault {
        NONE,
        WRITES_BEHIND_THE_END,
        WRITES_IN_FRONT,
        FILLS_THE_GAPS,
        FORGETS_AN_ELEMENT,
        CHANGES_AN_INPUT,
        CHANGES_A_CONSTANT,
        TRUSTS_SCRATCH,
        ADDS_TO_THE_OUTPUT,
        IGNORES_OFFSETS,
        ONE_ROUNDING_TOO_MUCH,
        LAST_OF_TIES
    }

    private static final int SCRATCH = 5;
    private final Fault fault;

    OracleBackend(Fault fault) {
        this.fault = fault;
    }

    private record Memory(DataType type, float[] floats, int[] ints) implements Buffer {
        static Memory of(DataType type, int elements) {
            return new Memory(type, new float[elements], new int[elements]);
        }

        @Override
        public long elements() {
            return floats.length;
        }

        @Override
        public void close() {}
    }

    /** Weights as they are. */
    private record AsIs() implements Packing {
        @Override
        public long elements(TensorType weights) {
            return weights.elements();
        }

        @Override
        public void pack(Tensor weights, FloatBuffer target) {
            target.put(weights.floats());
        }
    }

    private record Stream() implements Queue {
        @Override
        public void write(java.nio.Buffer source, Buffer target, long offset) {
            if (source instanceof FloatBuffer floats) {
                floats.duplicate().get(((Memory) target).floats, (int) offset, floats.remaining());
            } else {
                ((IntBuffer) source).duplicate().get(((Memory) target).ints, (int) offset, source.remaining());
            }
        }

        @Override
        public void read(Buffer source, long offset, java.nio.Buffer target) {
            if (target instanceof FloatBuffer floats) {
                floats.duplicate().put(((Memory) source).floats, (int) offset, floats.remaining());
            } else {
                ((IntBuffer) target).duplicate().put(((Memory) source).ints, (int) offset, target.remaining());
            }
        }

        @Override
        public void finish() {}

        @Override
        public List<LaunchTime> takeTimeline() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record Evaluation(
            Op op, List<TensorType> types, @Nullable Memory weight, Fault fault) implements Kernel {
        @Override
        public String algorithm() {
            return "oracle";
        }

        @Override
        public long scratchElements() {
            return SCRATCH;
        }

        @Override
        public Launch bind(Queue queue, List<@Nullable View> inputs, List<View> outputs, @Nullable View scratch) {
            return new Launch() {
                @Override
                public void enqueue() {
                    run(inputs, outputs, scratch);
                }

                @Override
                public void close() {}
            };
        }

        private void run(List<@Nullable View> inputs, List<View> outputs, View scratch) {
            List<Tensor> operands = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                View view = inputs.get(i);
                operands.add(load(
                        types.get(i),
                        view == null ? View.dense(weight, 0, types.get(i).shape()) : view));
            }
            List<Expected> results = Oracle.of(op, operands, false);
            for (int i = 0; i < results.size(); i++) {
                store(results.get(i), outputs.get(i));
            }
            misbehave(inputs, outputs, (Memory) scratch.buffer(), (int) scratch.offset());
        }

        private Tensor load(TensorType type, View view) {
            Memory memory = (Memory) view.buffer();
            Tensor tensor = Tensor.zeros(type);
            for (int i = 0; i < type.elements(); i++) {
                int position = position(type.shape(), view, i);
                if (type.type() == DataType.F32) {
                    tensor.floats().put(i, memory.floats[position]);
                } else {
                    tensor.ints().put(i, memory.ints[position]);
                }
            }
            return tensor;
        }

        private int position(Shape shape, View view, int i) {
            int sample = shape.rank() == 0 ? 1 : (int) shape.elements(1, shape.rank());
            long offset = fault == Fault.IGNORES_OFFSETS ? 64 : view.offset();
            return (int) (offset + i / sample * view.batchStride() + i % sample);
        }

        private void store(Expected result, View view) {
            Memory memory = (Memory) view.buffer();
            Shape shape = result.type().shape();
            for (int i = 0; i < result.values().length; i++) {
                int position = position(shape, view, i);
                if (result.type().type() == DataType.I32) {
                    int tie = fault == Fault.LAST_OF_TIES ? 1 : 0;
                    memory.ints[position] = (int) result.values()[i] + tie;
                } else if (fault == Fault.ADDS_TO_THE_OUTPUT) {
                    memory.floats[position] += (float) result.values()[i];
                } else {
                    float value = (float) result.values()[i];
                    memory.floats[position] = fault == Fault.ONE_ROUNDING_TOO_MUCH ? value * (1 + 0x1p-10f) : value;
                }
            }
        }

        private void misbehave(List<@Nullable View> inputs, List<View> outputs, Memory scratch, int room) {
            View view = outputs.get(0);
            Memory output = (Memory) view.buffer();
            Shape shape = op.outputs(types).get(0).shape();
            int first = position(shape, view, 0);
            int last = position(shape, view, (int) shape.elements() - 1);
            switch (fault) {
                case WRITES_BEHIND_THE_END -> output.floats[last + 1] = 0;
                case WRITES_IN_FRONT -> output.floats[first - 1] = 0;
                case FILLS_THE_GAPS -> output.floats[(int) (view.offset() + view.batchStride() - 1)] = 0;
                case FORGETS_AN_ELEMENT -> output.floats[last] = Float.intBitsToFloat(0xFFC0D0A5);
                case CHANGES_AN_INPUT ->
                    ((Memory) inputs.get(0).buffer()).floats[(int) inputs.get(0).offset()] = 77;
                case CHANGES_A_CONSTANT -> {
                    if (weight != null) {
                        weight.floats[0] = 77;
                    }
                }
                case TRUSTS_SCRATCH -> output.floats[first] += scratch.floats[room + SCRATCH - 1];
                default -> {}
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Device device() {
        return new Device(Device.Kind.CPU, "oracle", "none", 1L << 30);
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Buffer allocate(DataType type, long elements) {
        return Memory.of(type, (int) elements);
    }

    @Override
    public Queue newQueue(Queue.Mode mode) {
        return new Stream();
    }

    @Override
    public Roof roof() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Kernel prepare(Op op, List<TensorType> inputs, Constants constants, Accuracy accuracy) {
        boolean packs = op instanceof EpilogueOp && constants.has(1);
        return new Evaluation(op, inputs, packs ? (Memory) constants.packed(1, new AsIs()) : null, fault);
    }

    @Override
    public void close() {}
}
