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
import java.util.List;
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
        assertDefined(
                List.of("pointwise/binary.cl", "pointwise/compare.cl", "pointwise/integers.cl"),
                Arrays.asList(Binary.Function.values()));
    }

    @Test
    void reductions() throws IOException {
        List<Reduce.Function> values = Arrays.stream(Reduce.Function.values())
                .filter(function -> !function.locates())
                .toList();
        assertDefined(List.of("reduce/direct.cl"), values); // reduce/arg.cl is told by flags
    }

    @Test
    void padModes() throws IOException {
        assertDefined(List.of("layout/pad.cl"), Arrays.asList(Pad.Mode.values()));
    }

    /** Each file defines some of the constants, together all of them. */
    private static void assertDefined(List<String> files, List<? extends Enum<?>> constants) throws IOException {
        Map<String, Integer> numbers = numbers(constants.toArray(Enum<?>[]::new));
        Map<String, Integer> together = new LinkedHashMap<>();
        for (String file : files) {
            String text = Files.readString(Path.of("kernels").resolve(file));
            Map<String, Integer> defined = numbers(DEFINE.matcher(text), 1, 2);
            defined.keySet().removeIf(name -> name.matches("LANES|LOCAL|TILE"));
            assertThat(numbers).as(file).containsAllEntriesOf(defined);
            together.putAll(defined);
        }
        assertThat(together).isEqualTo(numbers);
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
