package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages messages: fields anywhere in them get other values, vanish, come twice or change places. */
public final class Mutations {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        5,
        7,
        64,
        1000,
        -2,
        -1000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFFL,
        1L << 40,
        -(1L << 40),
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] FLOATS = {0, 1, -1, 0.5f, 1e9f, -1e9f, Float.MAX_VALUE, Float.NaN, 1f / 0};

    private final Random random;
    /** Names and texts seen in the message, to be put where others belong. */
    private final List<Object> texts = new ArrayList<>();

    /** Damages of this generator. */
    public Mutations(Random random) {
        this.random = random;
    }

    /** The message with some random fields changed. */
    public Message apply(Message message) {
        texts.clear();
        collect(message);
        Message damaged = message;
        for (int i = 0; i <= random.nextInt(3); i++) {
            damaged = damage(damaged);
        }
        return damaged;
    }

    private void collect(Message message) {
        message.getAllFields().forEach((field, value) -> {
            for (Object item : field.isRepeated() ? (List<?>) value : List.of(value)) {
                if (item instanceof Message inner) {
                    collect(inner);
                } else if (item instanceof String) {
                    texts.add(item);
                }
            }
        });
    }

    private Message damage(Message message) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        if (fields.isEmpty()) {
            return message;
        }
        Message.Builder builder = message.toBuilder();
        List<FieldDescriptor> set = new ArrayList<>(message.getAllFields().keySet());
        boolean known = !set.isEmpty() && random.nextInt(20) > 0;
        FieldDescriptor field = known ? choose(message, set) : fields.get(random.nextInt(fields.size()));
        if (field.isRepeated()) {
            damageList(builder, field);
        } else if (random.nextInt(20) == 0 && known) {
            builder.clearField(field);
        } else {
            builder.setField(field, other(builder, field, builder.getField(field)));
        }
        return builder.build();
    }

    /** One of the fields, large ones rather than small ones. */
    private FieldDescriptor choose(Message message, List<FieldDescriptor> fields) {
        int[] weights = fields.stream()
                .mapToInt(field -> 8 + Math.min(size(message, field), 4096))
                .toArray();
        int left = random.nextInt(Arrays.stream(weights).sum());
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return fields.get(index);
    }

    private static int size(Message message, FieldDescriptor field) {
        List<?> items = field.isRepeated() ? (List<?>) message.getField(field) : List.of(message.getField(field));
        return items.stream()
                .mapToInt(item -> item instanceof Message inner ? inner.getSerializedSize() : 4)
                .sum();
    }

    private void damageList(Message.Builder builder, FieldDescriptor field) {
        int count = builder.getRepeatedFieldCount(field);
        int choice = random.nextInt(12);
        if (count == 0 || choice == 0) {
            builder.addRepeatedField(field, other(builder, field, null));
            return;
        }
        int index = random.nextInt(count);
        Object item = builder.getRepeatedField(field, index);
        if (choice == 1) {
            List<Object> rest = new ArrayList<>((List<?>) builder.getField(field));
            rest.remove(index);
            builder.setField(field, rest);
        } else if (choice == 2) {
            builder.addRepeatedField(field, item);
        } else if (choice == 3) {
            int second = random.nextInt(count);
            builder.setRepeatedField(field, index, builder.getRepeatedField(field, second));
            builder.setRepeatedField(field, second, item);
        } else {
            builder.setRepeatedField(field, index, other(builder, field, item));
        }
    }

    private Object other(Message.Builder parent, FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE ->
                damage(
                        value instanceof Message inner
                                ? inner
                                : parent.newBuilderForField(field).build());
            case INT -> random.nextBoolean() ? random.nextInt(24) : (int) NUMBERS[random.nextInt(NUMBERS.length)];
            case LONG -> random.nextBoolean() ? (long) random.nextInt(8) : NUMBERS[random.nextInt(NUMBERS.length)];
            case FLOAT -> FLOATS[random.nextInt(FLOATS.length)];
            case DOUBLE -> (double) FLOATS[random.nextInt(FLOATS.length)];
            case BOOLEAN -> random.nextBoolean();
            case STRING -> texts.isEmpty() || random.nextInt(8) == 0 ? "" : texts.get(random.nextInt(texts.size()));
            case BYTE_STRING -> bytes(value instanceof ByteString known ? known : ByteString.EMPTY);
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
        };
    }

    private ByteString bytes(ByteString known) {
        return switch (random.nextInt(3)) {
            case 0 -> known.substring(0, random.nextInt(known.size() + 1));
            case 1 -> known.concat(ByteString.copyFrom(new byte[] {1, 2, 3}));
            default ->
                ByteString.copyFromUtf8(texts.isEmpty() ? "x" : (String) texts.get(random.nextInt(texts.size())));
        };
    }
}
