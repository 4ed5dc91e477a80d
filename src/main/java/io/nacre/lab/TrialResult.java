package io.nacre.lab;

import io.nacre.backend.Roof;
import io.nacre.error.NacreException;
import io.nacre.tensor.io.Json;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one trial of one version of a kernel.
 *
 * @param time when it ended
 * @param subject what was tried on which device
 * @param version what was tried
 * @param verdict what became of it
 * @param fault what is wrong and where: a message of the compiler, a first wrong element, a signal; empty if it is right
 * @param times how long runs took, if it came to that
 */
public record TrialResult(Instant time, Subject subject, Version version, Verdict verdict, String fault, Times times) {

    public boolean isRight() {
        return verdict == Verdict.RIGHT;
    }

    /** Floating-point operations a second; 0 if it was not timed. */
    public double flopsPerSecond() {
        return times.median() == 0 ? 0 : subject.flops() * 1e9 / times.median();
    }

    /** Bytes a second; 0 if it was not timed. */
    public double bytesPerSecond() {
        return times.median() == 0 ? 0 : subject.bytes() * 1e9 / times.median();
    }

    /** The result as a line of JSON: one object of strings, whole numbers and lists of strings. */
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time.toString());
        line.put("target", subject.target());
        line.put("backend", subject.backend());
        line.put("device", subject.device());
        line.put("driver", subject.driver());
        line.put("flops", subject.flops());
        line.put("bytes", subject.bytes());
        line.put("roof_flops", (long) subject.roof().flops());
        line.put("roof_bytes", (long) subject.roof().bytesPerSecond());
        line.put("file", version.file());
        line.put("hash", version.hash());
        line.put("algorithm", version.algorithm());
        line.put("options", version.options());
        line.put("launches", version.launches());
        line.put("files", version.files().stream().map(Path::toString).toList());
        line.put("verdict", verdict.toString());
        line.put("fault", fault);
        line.put("median_ns", times.median());
        line.put("low_ns", times.low());
        line.put("high_ns", times.high());
        line.put("runs", times.runs());
        return Json.write(line);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws NacreException if the line is damaged
     */
    public static TrialResult parse(String line) {
        try {
            if (Json.parse(line) instanceof Map<?, ?> fields) {
                return of(fields);
            }
            throw new NacreException("trial: not an object: " + line);
        } catch (Json.SyntaxException | ClassCastException e) {
            throw new NacreException("trial: damaged (" + e.getMessage() + "): " + line, e);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new NacreException("trial: " + e.getMessage() + ": " + line, e);
        }
    }

    private static TrialResult of(Map<?, ?> fields) {
        return new TrialResult(
                Instant.parse(text(fields, "time")),
                new Subject(
                        text(fields, "target"),
                        text(fields, "backend"),
                        text(fields, "device"),
                        text(fields, "driver"),
                        number(fields, "flops"),
                        number(fields, "bytes"),
                        new Roof(number(fields, "roof_flops"), number(fields, "roof_bytes"))),
                new Version(
                        text(fields, "file"),
                        text(fields, "hash"),
                        text(fields, "algorithm"),
                        text(fields, "options"),
                        texts(fields, "launches"),
                        texts(fields, "files").stream().map(Path::of).toList()),
                Verdict.valueOf(text(fields, "verdict").toUpperCase(Locale.ROOT)),
                text(fields, "fault"),
                new Times(
                        number(fields, "median_ns"),
                        number(fields, "low_ns"),
                        number(fields, "high_ns"),
                        Math.toIntExact(number(fields, "runs"))));
    }

    private static Object field(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new NacreException("trial: has no field '" + name + "', only " + fields.keySet());
        }
        return value;
    }

    private static String text(Map<?, ?> fields, String name) {
        return (String) field(fields, name);
    }

    private static long number(Map<?, ?> fields, String name) {
        return (Long) field(fields, name);
    }

    private static List<String> texts(Map<?, ?> fields, String name) {
        return ((List<?>) field(fields, name)).stream().map(String.class::cast).toList();
    }
}
