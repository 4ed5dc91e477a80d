package io.nacre.backend;

/** The inputs of an operation that are known when it is prepared. What it hands out belongs to the session. */
public interface Constants {

    /** Whether the input's elements are known. */
    boolean has(int input);

    /**
     * The input's elements on the device, arranged by a packing; the same arrangement is uploaded only once. A kernel
     * that asks is later bound without a view of that input.
     */
    Buffer packed(int input, Packing packing);

    /** No input is known. */
    Constants NONE = new Constants() {
        @Override
        public boolean has(int input) {
            return false;
        }

        @Override
        public Buffer packed(int input, Packing packing) {
            throw new IllegalArgumentException("input " + input + " is not constant");
        }
    };
}
