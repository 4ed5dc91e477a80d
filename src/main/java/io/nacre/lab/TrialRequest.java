package io.nacre.lab;

/**
 * What a child is asked to try.
 *
 * @param target which of its targets, by number
 * @param algorithm the kernel file to take, without its ending; empty for the backend's own choice
 * @param worth nanoseconds of a run: who takes longer passes the first check only; 0 for no such limit
 * @param macros other values for macros of the file that does the work
 */
public record TrialRequest(int target, String algorithm, long worth, Macros macros) {
    private static final String MARK = "trial ";
    private static final String ANY = "-";

    /** The only target, by the backend's own choice. */
    static TrialRequest of(Macros macros) {
        return new TrialRequest(0, "", 0, macros);
    }

    static boolean isOne(String line) {
        return line.startsWith(MARK);
    }

    /** Reads what {@link #toString} wrote. */
    static TrialRequest parse(String line) {
        String[] words = line.split(" ", 5);
        return new TrialRequest(
                Integer.parseInt(words[1]),
                words[2].equals(ANY) ? "" : words[2],
                Long.parseLong(words[3]),
                Macros.parse(words[4]));
    }

    /** The request as a child reads it: {@code trial 0 convolution/padded 0 TILE_C=8}. */
    @Override
    public String toString() {
        return MARK + target + " " + (algorithm.isEmpty() ? ANY : algorithm) + " " + worth + " " + macros;
    }
}
