package io.nacre.backend.opencl.tuning;

import io.nacre.backend.Device;
import java.util.Locale;
import java.util.regex.Pattern;

/** Devices on which the same choices are good: what committed results are for. */
public final class DeviceFamily {
    /** Processors as LLVM calls them, behind the name of PoCL's driver. */
    private static final Pattern AVX512 = Pattern.compile(
            "^\\w+-(\\S*avx512|icelake|cascadelake|cooperlake|cannonlake|tigerlake|rocketlake|sapphirerapids"
                    + "|emeraldrapids|graniterapids|znver[4-9])");

    private static final Pattern AVX2 =
            Pattern.compile("^\\w+-(haswell|broadwell|skylake|alderlake|raptorlake|znver[1-3])");

    private DeviceFamily() {}

    /**
     * The name of a device's family, which is the name of its file: of a CPU the platform and its vectors, whatever the brand; of
     * other devices what the vendor calls them.
     *
     * @param platform the name of the platform
     * @param architecture as Java calls it: {@code amd64}
     * @param vectorWidth how many floats its instructions compute at once
     */
    public static String of(Device device, String platform, String architecture, int vectorWidth) {
        String maker = platform.equals("Portable Computing Language") ? "pocl" : slug(platform);
        if (device.kind() != Device.Kind.CPU) {
            return maker + "-" + slug(device.name());
        }
        return maker + "-cpu-" + (architecture.equals("amd64") ? x86(device.name(), vectorWidth) : slug(architecture));
    }

    /** PoCL names the processor that its compiler makes code for. */
    private static String x86(String name, int vectorWidth) {
        if (AVX512.matcher(name).find()) {
            return "avx512";
        }
        if (AVX2.matcher(name).find()) {
            return "avx2";
        }
        return vectorWidth >= 16 ? "avx512" : vectorWidth >= 8 ? "avx2" : "sse";
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
