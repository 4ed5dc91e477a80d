package io.nacre.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A launch that looks at all memory it was bound to, before and after. */
final class CheckedLaunch implements Launch {
    private final CheckedBackend backend;
    private final String place;
    private final CheckedQueue queue;
    private final List<Operand> outputs;
    private final List<Operand> written;
    private final List<Operand> all;
    private final List<CheckedBuffer.Packed> packed;
    private final Launch inner;
    private boolean closed;

    CheckedLaunch(
            CheckedBackend backend,
            String place,
            CheckedQueue queue,
            List<Operand> inputs,
            List<Operand> outputs,
            @Nullable Operand scratch,
            List<CheckedBuffer.Packed> packed,
            Launch inner) {
        this.backend = backend;
        this.place = place;
        this.queue = queue;
        this.outputs = outputs;
        this.written = new ArrayList<>(outputs);
        if (scratch != null) {
            written.add(scratch);
        }
        this.all = new ArrayList<>(inputs);
        all.addAll(written);
        this.packed = packed;
        this.inner = inner;
        backend.opened(this);
    }

    @Override
    public void enqueue() {
        requireReady();
        Map<CheckedBuffer, Image> before = images();
        before.forEach((buffer, image) -> buffer.checkGuards(image, "something before " + place));
        written.forEach(operand -> operand.poison(image(before, operand)));
        written.stream()
                .map(Operand::buffer)
                .distinct()
                .forEach(buffer -> queue.inner().write(imageOf(before, buffer).host(), buffer.inner(), 0));
        inner.enqueue();
        Map<CheckedBuffer, Image> after = images();
        after.forEach((buffer, image) -> buffer.checkGuards(image, place));
        outputs.forEach(operand -> operand.requireWritten(image(after, operand), place));
        written.forEach(operand -> operand.take(image(before, operand), image(after, operand)));
        before.forEach((buffer, image) -> requireUnchanged(buffer, image, imageOf(after, buffer)));
        packed.forEach(constant -> constant.check(queue.inner(), place));
    }

    private void requireReady() {
        if (closed) {
            throw CheckedBackend.fault(place, "is launched after its launch was closed");
        }
        queue.requireOpen(place);
        all.forEach(operand -> operand.buffer().requireOpen(place + ": " + operand.name()));
        if (outputs.stream().anyMatch(output -> output.extent().runs() == 0)) {
            throw CheckedBackend.fault(place, "is launched for an output without elements");
        }
    }

    private Map<CheckedBuffer, Image> images() {
        Map<CheckedBuffer, Image> images = new LinkedHashMap<>();
        all.forEach(operand -> images.computeIfAbsent(operand.buffer(), buffer -> buffer.read(queue.inner())));
        queue.inner().finish();
        return images;
    }

    private static Image image(Map<CheckedBuffer, Image> images, Operand operand) {
        return imageOf(images, operand.buffer());
    }

    private static Image imageOf(Map<CheckedBuffer, Image> images, CheckedBuffer buffer) {
        return Objects.requireNonNull(images.get(buffer));
    }

    private void requireUnchanged(CheckedBuffer buffer, Image before, Image after) {
        int index = before.mismatch(after);
        if (index < 0) {
            return;
        }
        long position = (long) index - CheckedBuffer.GUARD;
        String where = all.stream()
                .filter(operand ->
                        operand.buffer() == buffer && operand.extent().contains(position))
                .map(operand -> "part of " + operand.name())
                .findFirst()
                .orElseGet(() -> "outside " + users(buffer));
        throw CheckedBackend.fault(
                place,
                "changed element " + position + " of a " + buffer + ", " + where + ": it was " + before.show(index)
                        + " and is " + after.show(index));
    }

    private String users(CheckedBuffer buffer) {
        return String.join(
                ", ",
                all.stream()
                        .filter(operand -> operand.buffer() == buffer)
                        .map(operand -> operand.name() + " (from "
                                + operand.extent().view().offset() + " to "
                                + operand.extent().end() + ", batch stride "
                                + operand.extent().view().batchStride() + ")")
                        .toList());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            backend.closed(this);
            inner.close();
        }
    }

    @Override
    public String toString() {
        return "launch of " + place;
    }
}
