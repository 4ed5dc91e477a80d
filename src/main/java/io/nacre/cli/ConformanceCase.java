package io.nacre.cli;

import io.nacre.model.Model;
import io.nacre.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model, and what it must answer. */
interface ConformanceCase {

    /** A run of the model. */
    interface Trial {
        /** What messages call it; empty where there is but one. */
        String name();

        List<Tensor> inputs() throws IOException;

        List<Tensor> outputs() throws IOException;
    }

    /** Its path below the folder that was searched. */
    String name();

    Model model() throws IOException;

    List<? extends Trial> trials() throws IOException;

    /** How far floats may be off, as a share of what is expected, where the user does not say. */
    double tolerance();

    /** Every case in a folder and below, by kind and name; a link to the folder is followed, links below it are not. */
    static List<ConformanceCase> below(Path root) throws IOException {
        Path start = root.toRealPath();
        List<ConformanceCase> cases = new ArrayList<>(OnnxCase.below(start));
        cases.addAll(LayerFile.below(start));
        return cases;
    }

    /** The path of a file or folder below the one that was searched. */
    static String name(Path root, Path path) {
        String below = root.relativize(path).toString().replace('\\', '/');
        return below.isEmpty() ? String.valueOf(path.getFileName()) : below;
    }
}
