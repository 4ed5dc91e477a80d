package io.nacre.model.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.nacre.error.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of protobuf: small ones read, large ones mapped, and parsed so that long byte strings are not copied. */
final class ProtoBytes {
    private static final int SMALLEST_MAPPED = 1 << 20;
    private static final int DEEPEST = 32;

    private ProtoBytes() {}

    static ByteString of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size > Integer.MAX_VALUE) {
                throw new ModelException("has " + size + " bytes; a file of protobuf has less than 2^31, larger weights"
                        + " lie in files of their own");
            }
            if (size < SMALLEST_MAPPED) {
                return UnsafeByteOperations.unsafeWrap(Files.readAllBytes(file));
            }
            return UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
    }

    static <T> T parse(ByteString bytes, Parser<T> parser) throws InvalidProtocolBufferException {
        CodedInputStream input = bytes.newCodedInput();
        input.enableAliasing(true);
        input.setRecursionLimit(DEEPEST);
        T message = parser.parseFrom(input);
        input.checkLastTagWas(0);
        return message;
    }

    /** Why reading failed, for people. */
    static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String message = String.valueOf(fault.getMessage());
        return fault instanceof InvalidProtocolBufferException ? "it is damaged or no ONNX file: " + message : message;
    }
}
