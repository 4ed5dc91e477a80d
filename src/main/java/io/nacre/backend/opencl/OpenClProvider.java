package io.nacre.backend.opencl;

import io.nacre.backend.BackendProvider;
import io.nacre.backend.Candidate;
import io.nacre.backend.Device;
import io.nacre.backend.opencl.cl.ClDevice;
import io.nacre.backend.opencl.cl.ClPlatform;
import io.nacre.error.NacreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds OpenCL devices. Looks once and remembers, as a loader that failed once fails differently ever after. */
public final class OpenClProvider implements BackendProvider {
    private static final String INSTALL = "on Debian and Ubuntu, the package pocl-opencl-icd brings OpenCL to a CPU";

    /** Only this share of a device's memory is given out: drivers and others want some, a CPU's memory is everybody's. */
    private static final double GPU_SHARE = 0.9;

    private static final double CPU_SHARE = 0.5;

    @Override
    public List<Candidate> candidates() {
        return Look.CANDIDATES;
    }

    /** What the only look found. */
    private static final class Look {
        static final List<Candidate> CANDIDATES = look();
    }

    private static List<Candidate> look() {
        if (System.getProperty("nacre.opencl", "").equals("off")) {
            return none("switched off by -Dnacre.opencl=off");
        }
        if (!LoaderSearch.mayBePresent()) {
            return none("there is no OpenCL loader (libOpenCL.so.1); " + INSTALL);
        }
        try {
            return look(ClPlatform.all());
        } catch (LinkageError e) {
            return none("the OpenCL loader cannot be used (" + oneLine(e) + "); " + INSTALL);
        } catch (RuntimeException e) {
            return none("OpenCL does not answer (" + oneLine(e) + "); " + INSTALL);
        }
    }

    private static List<Candidate> look(List<ClPlatform> platforms) {
        List<ClDevice> devices = new ArrayList<>();
        List<Candidate> refused = new ArrayList<>();
        for (ClPlatform platform : platforms) {
            try {
                String reason = refusal(platform);
                if (reason.isEmpty()) {
                    devices.addAll(devices(platform));
                } else {
                    refused.add(new Candidate.Unavailable("opencl", reason));
                }
            } catch (RuntimeException e) {
                refused.add(new Candidate.Unavailable("opencl", platform + " does not answer (" + oneLine(e) + ")"));
            }
        }
        devices.sort(Comparator.comparing(ClDevice::kind)); // stable: the platforms' order stays
        List<Candidate> candidates = new ArrayList<>();
        for (ClDevice device : devices) {
            candidates.add(candidate("opencl:" + candidates.size(), device));
        }
        candidates.addAll(refused);
        return candidates.isEmpty() ? none("the OpenCL loader knows no platform; " + INSTALL) : List.copyOf(candidates);
    }

    /** Why a platform must not be started; empty if it may. */
    private static String refusal(ClPlatform platform) {
        if (!platform.takesDivisionByZero() || jsigIsLoaded() || Boolean.getBoolean("nacre.opencl.unsafe")) {
            return "";
        }
        return platform + " breaks integer division in the JVM: start it with LD_PRELOAD="
                + Path.of(System.getProperty("java.home"), "lib", "libjsig.so")
                + " (PoCL 6 does not need this; -Dnacre.opencl.unsafe=true takes it as it is)";
    }

    /** Whether libjsig, which lets the JVM and a native library both handle a signal, is part of this process. */
    private static boolean jsigIsLoaded() {
        try {
            return Files.readString(Path.of("/proc/self/maps")).contains("/libjsig.so");
        } catch (IOException e) {
            return false;
        }
    }

    private static List<ClDevice> devices(ClPlatform platform) {
        List<ClDevice> usable =
                platform.devices().stream().filter(ClDevice::usable).toList();
        if (usable.isEmpty()) {
            throw new NacreException(
                    platform.isPocl()
                            ? "no device: can it write its cache? POCL_CACHE_DIR names the folder"
                            : "no device with a compiler");
        }
        return usable;
    }

    private static Candidate candidate(String name, ClDevice device) {
        double share = device.kind() == Device.Kind.CPU ? CPU_SHARE : GPU_SHARE;
        long memory = Long.getLong("nacre.opencl.budget", (long) (device.memory() * share));
        Device description =
                new Device(device.kind(), device.name(), device.platform().name() + " " + device.driver(), memory);
        return new Candidate.Available(
                name, description, options -> new OpenClBackend(name, device, description, options));
    }

    private static List<Candidate> none(String reason) {
        return List.of(new Candidate.Unavailable("opencl", reason));
    }

    private static String oneLine(Throwable fault) {
        String message = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
