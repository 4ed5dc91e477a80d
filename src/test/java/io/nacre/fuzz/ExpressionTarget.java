package io.nacre.fuzz;

import io.nacre.backend.Backend;
import io.nacre.model.Model;
import io.nacre.model.StateDict;
import io.nacre.nn.Layer;
import io.nacre.nn.expression.LayerExpression;
import io.nacre.tensor.Shape;
import io.nacre.tensor.TensorType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reader of layer expressions, and the layers.
 *
 * @param lines an expression, and after a tab the shape of an input for it
 */
record ExpressionTarget(List<String> lines, Backend backend) implements Target {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final long MOST_PARAMETERS = 1 << 20;
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "3",
            "7",
            "64",
            "1000",
            "65536",
            "2147483647",
            "-2147483648",
            "999999999",
            "1e30",
            "-0.5",
            "float('inf')",
            "None",
            "True",
            "'same'",
            "(1, 2)",
            "(2,)",
            "()",
            "9223372036854775807");

    @Override
    public String name() {
        return "expression";
    }

    @Override
    public byte[] input(Random random) {
        if (random.nextInt(4) == 0) {
            return Damage.damaged(
                    lines.stream()
                            .map(line -> line.getBytes(StandardCharsets.UTF_8))
                            .toList(),
                    random);
        }
        StringBuilder text = new StringBuilder(lines.get(random.nextInt(lines.size())));
        for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
            replaceNumber(text, random);
        }
        if (random.nextInt(6) == 0) {
            text.insert(0, "Sequential(".repeat(1 + random.nextInt(random.nextBoolean() ? 3 : 3000)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void replaceNumber(StringBuilder text, Random random) {
        List<int[]> places = new ArrayList<>();
        for (Matcher matcher = NUMBER.matcher(text); matcher.find(); ) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        if (!places.isEmpty()) {
            int[] place = places.get(random.nextInt(places.size()));
            boolean small = random.nextBoolean();
            String number = small ? Integer.toString(random.nextInt(10)) : NUMBERS.get(random.nextInt(NUMBERS.size()));
            text.replace(place[0], place[1], number);
        }
    }

    @Override
    public Outcome consume(byte[] input, Path folder, Random random) {
        String text = new String(input, StandardCharsets.UTF_8);
        int tab = text.lastIndexOf('\t');
        Layer layer = LayerExpression.parse(tab < 0 ? text : text.substring(0, tab));
        LayerExpression.parse(layer.toString());
        long parameters = layer.parameters().stream()
                .mapToLong(parameter -> Math.min(parameter.shape().elements(), Integer.MAX_VALUE))
                .sum();
        if (parameters > MOST_PARAMETERS) {
            return Outcome.LARGE;
        }
        Model model = Model.of(layer, StateDict.initial(layer, 1));
        Shape shape = shape(text.substring(tab + 1));
        List<TensorType> types = model.inputs().stream()
                .map(port -> new TensorType(port.type(), shape))
                .toList();
        return Execution.run(model, backend, types, random);
    }

    private static Shape shape(String text) {
        List<Integer> extents = new ArrayList<>();
        for (Matcher matcher = NUMBER.matcher(text); matcher.find() && extents.size() < 8; ) {
            String digits = matcher.group();
            extents.add(digits.length() > 9 ? Integer.MAX_VALUE : Math.max(0, Integer.parseInt(digits)));
        }
        return Shape.of(extents);
    }
}
