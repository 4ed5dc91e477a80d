package io.nacre.lab;

import io.nacre.backend.Backend;
import io.nacre.backend.Queue;
import io.nacre.backend.opencl.OpenClCompiler;
import io.nacre.error.NacreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The child's side: plans the target, then tries the kernel each time that the parent asks. It ends with its parent. */
public final class Worker {
    private final PrintStream out;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    /**
     * A worker.
     *
     * @param in where requests come from; when it ends, so does this process, even out of an endless kernel
     * @param out where answers go
     */
    public Worker(InputStream in, PrintStream out) {
        this.out = out;
        Thread reader = new Thread(() -> read(in), "nacre-lab-requests");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // the parent is gone
        }
        Runtime.getRuntime().halt(0);
    }

    /** What the worker works on. */
    public interface Workbench {
        /** The targets, for which models may have to be loaded. */
        List<Target> targets() throws IOException;

        /** The device, opened. */
        Backend backend() throws IOException;

        /** Plain Java. */
        Backend plain();
    }

    /** Serves until the parent ends. */
    public void serve(Workbench workbench) {
        try {
            tell(Wire.Kind.PHASE, "opening the device");
            Backend backend = workbench.backend();
            tell(Wire.Kind.PHASE, "planning the targets");
            List<Target> targets = workbench.targets();
            if (backend instanceof OpenClCompiler compiler) {
                compiler.warmUp();
            }
            Backend plain = workbench.plain();
            int current = 0;
            Trial trial = new Trial(backend, plain, targets.get(current), this::tell);
            tell(Wire.Kind.READY, trial.soFar().toJson());
            while (true) {
                String line = requests.take();
                if (TrialRequest.isOne(line)) {
                    TrialRequest request = TrialRequest.parse(line);
                    if (request.target() != current) {
                        current = request.target();
                        trial = new Trial(backend, plain, targets.get(current), this::tell);
                    }
                    tell(Wire.Kind.RESULT, trial.run(request).toJson());
                }
            }
        } catch (NacreException | IOException e) {
            tell(Wire.Kind.REFUSED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the smallest checks once, for a simulator that looks at every access; results are not compared. */
    public void simulate(Workbench workbench) {
        try {
            tell(Wire.Kind.PHASE, "opening the simulator");
            Backend backend = workbench.backend();
            for (Check check : Checks.tiny(workbench.targets().get(0))) {
                tell(Wire.Kind.PHASE, "check " + check);
                try (BoundOperation bound =
                        new BoundOperation(backend, Queue.Mode.PLAIN, check.op(), check.inputs(), check.constants())) {
                    bound.run();
                    bound.results();
                }
            }
            tell(Wire.Kind.DONE, "");
        } catch (NacreException | IOException e) {
            tell(Wire.Kind.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private void tell(Wire.Kind kind, String text) {
        Wire.send(out, kind, text);
    }
}
