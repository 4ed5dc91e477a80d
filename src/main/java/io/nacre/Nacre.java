package io.nacre;

import io.nacre.error.ModelException;
import io.nacre.model.Model;
import io.nacre.model.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.Locale;

/** Loads models from files. */
public final class Nacre {
    private Nacre() {}

    /**
     * Loads a model; the ending of the file's name says what it is. Today that is {@code .onnx}.
     *
     * @throws ModelException if the file is damaged or of an unknown kind, or asks for operators that Nacre does not
     *     have; then all of them are named
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Model load(Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return OnnxModel.load(file);
        }
        throw new ModelException(file + ": unknown kind of model file, expected a name that ends in .onnx");
    }
}
