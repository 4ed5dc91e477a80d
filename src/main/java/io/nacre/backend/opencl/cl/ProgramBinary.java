package io.nacre.backend.opencl.cl;

import io.nacre.error.BackendException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A compiled program as it can be stored: the driver's bytes, and its kernels' parameters, which drivers need not tell of a
 * program that was not compiled from source.
 *
 * @param kernels the parameters of each kernel
 * @param code what the driver gave
 */
record ProgramBinary(Map<String, List<ClProgram.Parameter>> kernels, byte[] code) {

    /** All of it, for {@link #parse}. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(kernels.size());
            for (Map.Entry<String, List<ClProgram.Parameter>> kernel : kernels.entrySet()) {
                out.writeUTF(kernel.getKey());
                out.writeInt(kernel.getValue().size());
                for (ClProgram.Parameter parameter : kernel.getValue()) {
                    out.writeUTF(parameter.name());
                    out.writeBoolean(parameter.memory());
                    out.writeUTF(parameter.type());
                }
            }
            out.write(code);
        } catch (IOException e) {
            throw new BackendException("OpenCL: a program cannot be stored: " + e.getMessage(), e); // a name of 64 KiB
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} gave.
     *
     * @throws BackendException if it did not
     */
    static ProgramBinary parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Map<String, List<ClProgram.Parameter>> kernels = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String kernel = in.readUTF();
                List<ClProgram.Parameter> parameters = new ArrayList<>();
                for (int more = in.readInt(); more > 0; more--) {
                    parameters.add(new ClProgram.Parameter(in.readUTF(), in.readBoolean(), in.readUTF()));
                }
                kernels.put(kernel, List.copyOf(parameters));
            }
            return new ProgramBinary(kernels, in.readAllBytes());
        } catch (IOException e) {
            throw new BackendException("OpenCL: a stored program cannot be read: " + e.getMessage(), e);
        }
    }
}
