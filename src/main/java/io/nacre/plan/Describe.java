package io.nacre.plan;

import io.nacre.op.Binary;
import io.nacre.op.Epilogue;
import io.nacre.op.Op;
import io.nacre.op.Reduce;
import io.nacre.op.Unary;
import java.util.Locale;
import java.util.stream.Collectors;

/** Operations in words, for tables. */
final class Describe {
    private Describe() {}

    static String operation(Op op) {
        if (op instanceof Unary unary) {
            return "Unary " + unary.activation();
        }
        if (op instanceof Binary binary) {
            return "Binary " + binary.function().name().toLowerCase(Locale.ROOT);
        }
        if (op instanceof Reduce reduce) {
            return "Reduce " + reduce.function().name().toLowerCase(Locale.ROOT);
        }
        return op.kind();
    }

    /** Stages joined by plus signs: {@code bias + relu}. */
    static String epilogue(Epilogue epilogue) {
        return epilogue.stages().stream()
                .map(stage -> stage instanceof Epilogue.Activate activate
                        ? activate.activation().toString()
                        : stage.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" + "));
    }
}
