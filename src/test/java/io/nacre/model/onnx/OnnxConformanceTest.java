package io.nacre.model.onnx;

import io.nacre.error.UnsupportedException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OnnxConformanceTest {
    @Test
    void lowers() {
        Map<String, String> failed = new TreeMap<>();
        Map<String, String> unsupported = new TreeMap<>();
        int lowered = 0;
        for (Shared.Case item : Shared.conformance()) {
            try {
                item.lower(item.load());
                lowered++;
            } catch (UnsupportedException e) {
                unsupported.put(item.name(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                failed.put(item.name(), String.valueOf(e));
            }
        }
        for (Shared.Case item : Shared.models()) {
            try {
                item.lower(item.load());
                lowered++;
            } catch (UnsupportedException e) {
                unsupported.put(item.name(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                failed.put(item.name(), String.valueOf(e));
            }
        }
        System.out.println("lowered " + lowered + " unsupported " + unsupported.size());
        unsupported.forEach((n, t) -> System.out.println("UNS " + n + " " + t));
        failed.forEach((n, t) -> System.out.println("FAIL " + n + " " + t));
    }
}
