package io.nacre.cli;

import io.nacre.backend.Accuracy;
import io.nacre.plan.SessionOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which algorithms may be taken. */
final class AccuracyOption {
    @Option(
            names = "--accuracy",
            paramLabel = "strict|fast",
            description =
                    "strict: only algorithms within PyTorch's float32 tolerance; fast: also those that trade a few"
                            + " bits for speed.")
    private @Nullable Accuracy accuracy;

    /** Options for a session; the command knows what is sensible where the user said nothing. */
    SessionOptions session(Accuracy otherwise) {
        Accuracy asked = accuracy;
        return SessionOptions.defaults().withAccuracy(asked == null ? otherwise : asked);
    }
}
