package io.nacre.op;

/**
 * An operation that finishes each of its outputs with an {@link Epilogue}. Its inputs are its own, then the epilogue's
 * operands in the order of the stages.
 */
public sealed interface EpilogueOp extends Op permits Convolution, ConvolutionTranspose, MatMul {
    Epilogue epilogue();

    EpilogueOp withEpilogue(Epilogue epilogue);

    /** How many inputs come before the epilogue's operands. */
    default int ownInputs() {
        return 2;
    }

    /** The output axis along which per-channel stages run, for an output of the given rank. */
    int channelAxis(int rank);
}
