package io.nacre.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.nacre.op.Activation;
import io.nacre.op.Binary;
import io.nacre.op.Pad;
import io.nacre.op.Reduce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Functions and modes have the same names and numbers in the kernels and in the ops. */
class KernelNumbersTest {
    private static final Pattern ENTRY = Pattern.compile("F\\((\\d+), (\\w+)\\)");
    private static final Pattern FUNCTION = Pattern.compile("(?m)^ACTIVATION\\((\\w+)\\)");
    private static final Pattern DEFINE = Pattern.compile("(?m)^#define (\\w+) (\\d+)$");

    @Test
    void activations() throws IOException {
        String text = Files.readString(Path.of("kernels/common/activation.clh"));
        assertThat(numbers(ENTRY.matcher(text), 2, 1)).isEqualTo(numbers(Activation.Function.values()));
        Map<String, Integer> written = new LinkedHashMap<>();
        Matcher function = FUNCTION.matcher(text);
        while (function.find()) {
            written.put(function.group(1), written.size());
        }
        assertThat(written).isEqualTo(numbers(Activation.Function.values()));
    }

    @Test
    void binaryFunctions() throws IOException {
        assertDefined("kernels/pointwise/binary.cl", Binary.Function.values());
    }

    @Test
    void reductions() throws IOException {
        assertDefined("kernels/reduce/direct.cl", Reduce.Function.values());
    }

    @Test
    void padModes() throws IOException {
        assertDefined("kernels/layout/pad.cl", Pad.Mode.values());
    }

    private static void assertDefined(String file, Enum<?>[] constants) throws IOException {
        Map<String, Integer> defined = numbers(DEFINE.matcher(Files.readString(Path.of(file))), 1, 2);
        defined.keySet().removeIf(name -> name.matches("LANES|LOCAL|TILE"));
        assertThat(defined).isEqualTo(numbers(constants));
    }

    private static Map<String, Integer> numbers(Matcher matcher, int name, int number) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        while (matcher.find()) {
            numbers.put(matcher.group(name), Integer.parseInt(matcher.group(number)));
        }
        return numbers;
    }

    private static Map<String, Integer> numbers(Enum<?>[] constants) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Arrays.stream(constants).forEach(constant -> numbers.put(constant.name(), constant.ordinal()));
        return numbers;
    }
}
