package io.nacre.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a simulator found at one place.
 *
 * @param fault {@code Invalid write of size 4 at global memory}, without addresses
 * @param kernel in which kernel
 * @param file the kernel file: {@code kernels/pool/max.cl}; empty if it is not known
 * @param line from 1
 * @param column from 1
 * @param workItem the first that met it: {@code Global(0,0,0) Local(0,0,0) Group(0,0,0)}
 * @param times how often it was met
 */
public record SimulatorReport(
        String fault, String kernel, String file, int line, int column, String workItem, int times) {
    private static final Pattern LINE = Pattern.compile("\\s*At line (\\d+) \\(column (\\d+)\\) of (.*?):?\\s*");
    private static final Pattern KERNEL = Pattern.compile("\\s*Kernel:\\s+(\\S+).*");
    private static final Pattern ENTITY = Pattern.compile("\\s*Entity:\\s+(.*)");

    /** Whether it is about memory, private or not, that was never written. */
    boolean isOfUninitialized() {
        return fault.toLowerCase(java.util.Locale.ROOT).contains("uninitialized");
    }

    /** {@code kernels/pool/max.cl:73:5: fault in kernel 'pool_max', …}: the form of a compiler's messages. */
    public String message() {
        String place = file.isEmpty() ? "" : file + ":" + line + ":" + column + ": ";
        return place + "error: " + fault + " (kernel " + kernel + ", first by " + workItem + ", " + times + " times)";
    }

    /** The reports of Oclgrind's log, those of one place and kind together. */
    static List<SimulatorReport> parse(String log) {
        Map<String, SimulatorReport> reports = new LinkedHashMap<>();
        for (String block : log.split("\\n(?=\\S)")) {
            SimulatorReport report = block(block);
            String key = report.fault + report.kernel + report.file + report.line + ":" + report.column;
            if (!report.kernel.isEmpty()) {
                reports.merge(key, report, (first, again) -> first.again());
            }
        }
        return new ArrayList<>(reports.values());
    }

    private static SimulatorReport block(String block) {
        List<String> lines = block.lines().toList();
        String kernel = "";
        String file = "";
        String workItem = "";
        int line = 0;
        int column = 0;
        for (String text : lines) {
            Matcher place = LINE.matcher(text);
            Matcher name = KERNEL.matcher(text);
            Matcher entity = ENTITY.matcher(text);
            if (place.matches() && file.isEmpty()) {
                line = Integer.parseInt(place.group(1));
                column = Integer.parseInt(place.group(2));
                file = place.group(3);
            } else if (name.matches()) {
                kernel = name.group(1);
            } else if (entity.matches() && workItem.isEmpty()) {
                workItem = entity.group(1);
            }
        }
        String fault = lines.isEmpty()
                ? ""
                : lines.get(0).replaceAll(" address 0x[0-9a-f]+", "").strip();
        return new SimulatorReport(fault, kernel, file, line, column, workItem, 1);
    }

    private SimulatorReport again() {
        return new SimulatorReport(fault, kernel, file, line, column, workItem, times + 1);
    }
}
